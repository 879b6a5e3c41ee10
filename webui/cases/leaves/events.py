"""The timeline of a case: filtered, a page at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from engine.api import CaseEvents, CaseId, EventPage
from webui.cases.leaves.fitting import fit
from webui.cases.leaves.proving import may_prove
from webui.cases.pages import read_case
from webui.cases.timeline import sentences as timeline
from webui.cases.timeline.operations import SENTENCES
from webui.cases.timeline.sentences import STEPS, DayShown
from webui.parts.forms.reading import LONGEST_KEY, LONGEST_WITHIN, case_of, number_of, text, whole
from webui.shared.errors.problems import wants_fragment
from webui.shared.languages import language
from webui.shared.moments import station_time
from webui.shared.sign_in.sessions import engine, me

ROWS = 60
ENGINE = "-"
"""Who did what nobody did: chosen instead of a login."""

KINDS: Mapping[str, tuple[object, frozenset[str]]] = {
    "work": (
        _l("Tasks and stages"),
        frozenset(
            {
                "case-started", "case-ended", "task-offered", "task-claimed", "task-released",
                "task-completed", "task-changed", "manager-assigned", "work-completed",
                "work-error",
            }
        ),
    ),
    "limits": (
        _l("Time limits"),
        frozenset(
            {"clock-started", "clock-paused", "clock-resumed", "clock-stopped", "timer-fired"}
        ),
    ),
    "data": (
        _l("Data and decisions"),
        frozenset({"variables-changed", "variables-corrected", "decision-made"}),
    ),
    "messages": (
        _l("Messages"),
        frozenset({"message-received", "message-delivered", "signal-received", "signal-thrown"}),
    ),
    "notes": (
        _l("Comments and papers"),
        frozenset({"comment-added", "comment-withdrawn", "paper-added", "paper-removed"}),
    ),
    "operated": (_l("Done by hand"), frozenset(SENTENCES)),
    "incidents": (_l("Incidents"), frozenset({"incident-raised", "incident-resolved"})),
}  # fmt: skip
"""What one can ask for by a word: its name, and the kinds of event it stands for."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Wanted:
    """What is asked for, as it stands in the address."""

    kind: str
    by: str
    element: str
    first: str
    last: str
    steps: bool
    since_event: str

    @property
    def is_everything(self) -> bool:
        """Whether nothing is left out but, perhaps, the engine's own steps."""
        return not any((self.kind, self.by, self.element, self.first, self.last, self.since_event))

    def address(self, case: CaseId, **more: object) -> str:
        """Return the address of the same with something else beside it."""
        asked: dict[str, object] = {
            "kind": self.kind or None,
            "by": self.by or None,
            "element": self.element or None,
            "first": self.first or None,
            "last": self.last or None,
            "steps": "all" if self.steps else None,
            "since_event": self.since_event or None,
        }
        return url_for("cases.timeline", case=case, **(asked | more))  # type: ignore[arg-type]


def install(cases: Blueprint) -> None:
    """Add the address."""
    cases.add_url_rule("/cases/<case>/timeline", "timeline", _timeline)


def _timeline(case: str) -> ResponseReturnValue:
    number, wanted = case_of(case), _wanted()
    before = request.args.get("before")
    page = _ask(number, wanted, None if before is None else number_of(before))
    shown = {
        "case_id": number,
        "days": fit(timeline.by_day(page.events, page.words)),
        "more": wanted.address(number, before=page.next) if page.next is not None else None,
    }
    if before is not None and wants_fragment():
        return render_template("cases/leaves/event_days.html", **shown)
    return render_template(
        "cases/timeline.html",
        case=read_case(number),
        wanted=wanted,
        kinds=[(code, label) for code, (label, _kinds) in KINDS.items()],
        people=page.people,
        tasks=_tasks(page, wanted),
        here=wanted.address(number),
        tab="timeline",
        may_prove=may_prove(),
        **shown,
    )


def _wanted() -> Wanted:
    kind = text("kind")
    return Wanted(
        kind=kind if kind in KINDS else "",
        by=text("by"),
        element=text("element", LONGEST_KEY),
        first=_day(text("first")),
        last=_day(text("last")),
        steps=text("steps") == "all",
        since_event=text("since_event") if text("since_event").isascii() else "",
    )


def _day(typed: str) -> str:
    """Return a day as it was typed, nothing for what is none: an address may hold anything."""
    return typed if _moment(typed) is not None else ""


def _moment(typed: str, days: int = 0) -> datetime | None:
    station = station_time()
    try:
        at = datetime.fromisoformat(typed) + timedelta(days=days)
    except (ValueError, OverflowError):
        return None
    return at.replace(tzinfo=station.now.tzinfo if station else at.tzinfo)


def _ask(case: CaseId, wanted: Wanted, before: int | None) -> EventPage:
    kinds = tuple(sorted(KINDS[wanted.kind][1])) if wanted.kind else ()
    hides = not (wanted.steps or wanted.element or wanted.kind)
    query = CaseEvents(
        actor=me().id,
        case=case,
        language=language(),
        kinds=kinds,
        but=tuple(sorted(STEPS)) if hides else (),
        by="" if wanted.by == ENGINE else wanted.by or None,
        element=wanted.element or None,
        since=_moment(wanted.first) if wanted.first else None,
        until=_moment(wanted.last, days=1) if wanted.last else None,
        before=before,
        after=whole(wanted.since_event, LONGEST_WITHIN),
        limit=ROWS,
    )
    return engine().query(query)


def _tasks(page: EventPage, wanted: Wanted) -> list[tuple[str, str]]:
    """Return the tasks one can ask for, with the element asked for even if it is none."""
    known = dict(page.tasks)
    if wanted.element and wanted.element not in known:
        named = (e.element_name for e in page.events if e.element == wanted.element)
        known[wanted.element] = next(named, None) or wanted.element
    return list(known.items())


def of_kinds(
    case: CaseId, kinds: frozenset[str], before: int | None
) -> tuple[tuple[DayShown, ...], int | None]:
    """Return a page of events of some kinds by day, and where the next one begins."""
    query = CaseEvents(
        actor=me().id,
        case=case,
        language=language(),
        kinds=tuple(sorted(kinds)),
        before=before,
        limit=ROWS,
    )
    page = engine().query(query)
    return fit(timeline.by_day(page.events, page.words)), page.next

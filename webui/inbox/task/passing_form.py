"""What the forms that pass a task on show, and what was typed into them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import request
from flask_babel import gettext as _

from engine.api import SAME, PossibleHolder, PossibleHolders, TaskId, TaskView
from webui.inbox.listing import lines
from webui.inbox.listing.lines import LineShown
from webui.parts.forms.refusals import Unfit
from webui.parts.timelimits.dues import due_words
from webui.shared.languages import language
from webui.shared.moments import day, local, station_time
from webui.shared.sign_in.sessions import engine, me

NOBODY = "-"
"""The choice of nobody: the task waits for those it is offered to."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PassingShown:
    """A task that is passed on: `meant` and `others` are pairs of a login and words for whom it
    could go to. `held` says why nothing can be done any more.
    """

    id: TaskId
    line: LineShown
    held: str
    meant: tuple[tuple[str, str], ...]
    others: tuple[tuple[str, str], ...]
    offered: bool
    today: str
    due: str
    follow_up: str
    follow_up_words: str
    priority: int


def shown(code: str, view: TaskView) -> PassingShown:
    """Return what a form shows of a task."""
    is_open = view.state == "open"
    found = _holders(view) if is_open and code in ("hand-over", "change") else ()
    station = station_time()
    return PassingShown(
        id=view.line.id,
        line=lines.shown(view.line),
        held=_held(code, view),
        meant=tuple(_choice(one) for one in found if one.meant),
        others=tuple(_choice(one) for one in found if not one.meant and code == "change"),
        offered=bool(view.line.groups),
        today=station.now.date().isoformat() if station else "",
        due=_written(view.line.due),
        follow_up=_written(view.follow_up)[:10],
        follow_up_words=day(view.follow_up) if view.follow_up else "",
        priority=view.line.priority,
    )


def _held(code: str, view: TaskView) -> str:
    if view.state != "open":
        return str(_("This task is not open any more. Nothing can be changed."))
    if view.suspended and code not in view.may:
        return str(_("This case is suspended. Its tasks can be done when it is resumed."))
    return ""


def _holders(view: TaskView) -> tuple[PossibleHolder, ...]:
    wanted = PossibleHolders(actor=me().id, task=view.line.id, language=language())
    return engine().query(wanted)


def _choice(one: PossibleHolder) -> tuple[str, str]:
    name = one.person.name
    if one.away_until is not None:
        name = str(_("%(name)s (away until %(day)s)", name=name, day=due_words(one.away_until)))
    return one.person.login, name


def _written(at: datetime | None) -> str:
    """Return a moment as a browser's date field takes it, in the station's zone."""
    return f"{local(at):%Y-%m-%dT%H:%M}" if at is not None else ""


def coming_day(field: str) -> datetime:
    """Return the beginning of the day that was typed, today or later. Raises Unfit."""
    at = _moment(field)
    station = station_time()
    if at is None:
        raise Unfit(field, _("Enter a day, such as 2026-03-09."))
    if station is not None and at.date() < station.now.date():
        raise Unfit(field, _("The day has passed. Choose today or a later one."))
    return at


def changes(view: TaskView) -> dict[str, Any]:
    """Return what was changed of a task; what stands as it was is not named. Raises Unfit."""
    found: dict[str, Any] = {}
    assignee = request.form.get("assignee", "")
    if assignee:
        found["assignee"] = None if assignee == NOBODY else assignee
    if request.form.get("due", "") != _written(view.line.due):
        found["due"] = _moment("due")
    if request.form.get("follow_up", "") != _written(view.follow_up)[:10]:
        found["follow_up"] = _moment("follow_up")
    found["priority"] = _priority(view)
    return found


def _priority(view: TaskView) -> Any:  # noqa: ANN401  a number, or SAME
    typed = request.form.get("priority", "").strip()
    if typed == str(view.line.priority):
        return SAME
    try:
        return int(typed[:10])
    except ValueError as error:
        raise Unfit(field="priority", sentence=_("Enter a whole number.")) from error


def _moment(field: str) -> datetime | None:
    """Return a typed moment in the station's zone, None for none. Raises Unfit."""
    typed = request.form.get(field, "").strip()
    if not typed:
        return None
    station = station_time()
    try:
        at = datetime.fromisoformat(typed[:30])
        zone = station.now.tzinfo if station else None
        return at.replace(tzinfo=zone) if at.tzinfo is None else at
    except (ValueError, OverflowError) as error:
        raise Unfit(field, _("Enter a day, such as 2026-03-09.")) from error

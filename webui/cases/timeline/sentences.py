"""What happened in a case, event by event, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from flask_babel import gettext as _

from engine.api import NO_WORDS, EventView, Vocabulary
from webui.cases.timeline.beginnings import received, started
from webui.cases.timeline.decisions import Grounds, decided, grounds
from webui.cases.timeline.operations import SENTENCES
from webui.parts.codes import (
    CHECKPOINTS,
    GRADES,
    GROUPS,
    TASK_ATTRIBUTES,
    UNNAMED,
    VERDICTS,
    WAITED_FOR,
    word,
)
from webui.parts.papers import PAPER_KINDS, file_size
from webui.parts.reasons import said
from webui.parts.spoken import Said, Speech
from webui.parts.timelimits.dues import due_words
from webui.parts.timelimits.spans import span
from webui.shared.moments import day, local

_PLAIN = Speech()

STEPS = frozenset({"entered", "completed", "cancelled"})
"""The engine's own steps, shown on demand: what people did stands out without them."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EventShown:
    """An event: its time of day, who, a sentence, and changed values (name, before, after)."""

    seq: int
    time: str
    who: str
    sentence: str
    tone: str
    changes: tuple[tuple[str, str, str], ...]
    """Name, before and after, each as `Said` where a code stands behind it."""
    reason: str
    hidden: int = 0
    """How many of its values a page had no room for."""
    grounds: tuple[Grounds, ...] = ()
    """What a decision rested on."""


@dataclass(frozen=True, kw_only=True, slots=True)
class DayShown:
    """The events of one day."""

    day: str
    events: tuple[EventShown, ...]


def by_day(events: Iterable[EventView], known: Vocabulary = NO_WORDS) -> tuple[DayShown, ...]:
    """Return events, latest first, in days of the station's zone, values by known words."""
    speech = Speech(known)
    latest_first = sorted(events, key=lambda event: event.seq, reverse=True)
    return tuple(
        DayShown(day=day(on), events=tuple(shown(event, speech) for event in found))
        for on, found in groupby(latest_first, key=lambda event: local(event.at).date())
    )


def shown(event: EventView, speech: Speech = _PLAIN) -> EventShown:
    """Return an event in the reader's language; a kind not known here is shown by its name."""
    return EventShown(
        seq=event.seq,
        time=f"{local(event.at):%H:%M}",
        who=_who(event),
        sentence=_behalf(event, _sentence(event, speech)),
        tone=_tone(event),
        changes=_changes(event, speech),
        reason=str(event.data.get("reason") or "") if event.kind in _REASONED else "",
        grounds=grounds(event, speech),
    )


def _sentence(event: EventView, speech: Speech) -> str:
    if event.kind == "decision-made":
        return decided(event, speech)
    say = _SENTENCES.get(event.kind)
    return say(event) if say else event.kind


_REASONED = {"message-received", "paper-removed", "incident-resolved", "case-started", *SENTENCES}
"""What somebody did and had to say why. The reason for which a clock stands still is a code."""


_FOLLOWS = STEPS | {
    "task-offered", "variables-changed", "decision-made", "manager-assigned", "case-ended",
    "signal-thrown", "signal-received", "incident-raised",
    "clock-started", "clock-paused", "clock-resumed", "clock-stopped",
}  # fmt: skip
"""What follows from somebody's deed by itself: nobody is named as having done it."""


def _who(event: EventView) -> str:
    if event.kind in _FOLLOWS:
        return ""
    return event.by.name if event.by else str(_("the engine"))


def _behalf(event: EventView, sentence: str) -> str:
    """Add in whose place it was done, if somebody was away."""
    away = event.data.get("on_behalf_of")
    if not away:
        return sentence
    return str(_("%(done)s on behalf of %(name)s", done=sentence, name=away))


def _tone(event: EventView) -> str:
    if event.kind == "clock-stopped":
        return "red" if event.data.get("verdict") == "breached" else "green"
    return _TONES.get(event.kind, "secondary")


_TONES = {
    "case-started": "blue",
    "case-ended": "green",
    "task-completed": "green",
    "task-claimed": "blue",
    "clock-paused": "secondary",
    "timer-fired": "yellow",
    "message-received": "orange",
    "comment-added": "azure",
    "paper-added": "azure",
    **dict.fromkeys(SENTENCES, "orange"),
    "incident-raised": "red",
}


def _changes(event: EventView, speech: Speech) -> tuple[tuple[str, str, str], ...]:
    before, after = event.data.get("before"), event.data.get("after")
    if not isinstance(before, Mapping) or not isinstance(after, Mapping):
        return ()
    names = dict.fromkeys([*before, *after])
    of_task = event.kind == "task-changed"
    return tuple(
        (
            Said(word(TASK_ATTRIBUTES, name)) if of_task else speech.label(name),
            speech.value(name, before.get(name)),
            speech.value(name, after.get(name)),
        )
        for name in names
    )


def _element(event: EventView) -> str:
    """Return what an element is called; one without a name by its kind and its id."""
    name = event.element_name or event.element or ""
    if name and name == event.element and event.element_type in UNNAMED:
        return f"{word(UNNAMED, event.element_type)} {name}"
    return name


def _checkpoint(event: EventView) -> str:
    return word(CHECKPOINTS, str(event.data.get("checkpoint", "")))


def _case_ended(event: EventView) -> str:
    outcome = event.element_name or event.data.get("outcome")
    if outcome:
        return str(_("The case ended: %(outcome)s", outcome=outcome))
    return str(_("The case ended"))


def _task_offered(event: EventView) -> str:
    groups = str(_(", ")).join(word(GROUPS, group) for group in event.data.get("groups") or ())
    whom = event.data.get("assignee") or groups
    if whom:
        return str(_("“%(task)s” waits for %(whom)s", task=_element(event), whom=whom))
    return str(_("“%(task)s” waits", task=_element(event)))


def _timer(event: EventView) -> str:
    name = _element(event)
    return str(_("The timer “%(name)s” acted", name=name) if name else _("A timer acted"))


def _resolved(event: EventView) -> str:
    if event.data.get("how") == "retried":
        return str(_("Tried “%(name)s” again", name=_element(event)))
    return str(_("The case went on without “%(name)s”, which had failed", name=_element(event)))


def _assigned(event: EventView) -> str:
    manager, grade = event.data.get("manager"), word(GRADES, event.data.get("grade"))
    if grade:
        return str(_("Customer manager: %(name)s (%(grade)s)", name=manager, grade=grade))
    return str(_("Customer manager: %(name)s", name=manager))


def _due(event: EventView) -> str:
    due = event.data.get("due")
    return due_words(due) if isinstance(due, datetime) else "–"


def _paused(event: EventView) -> str:
    name, what = _checkpoint(event), word(WAITED_FOR, str(event.data.get("reason", "")))
    return str(_("Time limit “%(name)s” stands still: waits for %(what)s", name=name, what=what))


def _stopped(event: EventView) -> str:
    data, name = event.data, _checkpoint(event)
    verdict = word(VERDICTS, str(data.get("verdict", "")))
    if "used" not in data or "limit" not in data:
        return str(_("Time limit “%(name)s”: %(verdict)s", name=name, verdict=verdict))
    unit = str(data.get("unit", ""))
    used, limit = span(data["used"], unit), span(data["limit"], unit)
    return str(
        _(
            "Time limit “%(name)s”: %(verdict)s, %(used)s used (limit: %(limit)s)",
            name=name,
            verdict=verdict,
            used=used,
            limit=limit,
        )
    )


def _commented(event: EventView) -> str:
    if _element(event):
        return str(_("Commented on “%(task)s”", task=_element(event)))
    return str(_("Commented"))


def _paper_added(event: EventView) -> str:
    kind, size = word(PAPER_KINDS, str(event.data.get("paper_kind", ""))), event.data.get("size")
    return str(
        _(
            "Put “%(name)s” to the papers (%(kind)s, %(size)s)",
            name=event.data.get("name", ""),
            kind=kind,
            size=file_size(size) if isinstance(size, int) else "–",
        )
    )


_SENTENCES: dict[str, Callable[[EventView], str]] = {
    "case-started": started,
    "case-ended": _case_ended,
    "entered": lambda e: _("Reached “%(name)s”", name=_element(e)),
    "completed": lambda e: _("Passed “%(name)s”", name=_element(e)),
    "cancelled": lambda e: _("Interrupted “%(name)s”", name=_element(e)),
    "task-offered": _task_offered,
    "task-claimed": lambda e: _("Took “%(task)s”", task=_element(e)),
    "task-released": lambda e: _("Gave back “%(task)s”", task=_element(e)),
    "task-completed": lambda e: _("Completed “%(task)s”", task=_element(e)),
    "variables-changed": lambda _e: _("Data changed"),
    "timer-fired": _timer,
    "incident-raised": lambda e: _(
        "The case cannot go on at “%(name)s”: %(why)s",
        name=_element(e),
        why=said(e.data.get("message", ""), e.data.get("why")).words,
    ),
    "incident-resolved": _resolved,
    "work-completed": lambda e: _("The work “%(name)s” was done outside", name=_element(e)),
    "work-error": lambda e: _(
        "The work “%(name)s” ended in the error %(code)s",
        name=_element(e),
        code=e.data.get("code", ""),
    ),
    "message-received": lambda e: _(
        "Message: %(name)s", name=e.element_name or e.data.get("message")
    ),
    "signal-received": received,
    "signal-thrown": lambda e: _("Signal: %(name)s", name=e.data.get("signal")),
    "manager-assigned": _assigned,
    "clock-started": lambda e: _(
        "Time limit “%(name)s” began, due by the end of %(due)s", name=_checkpoint(e), due=_due(e)
    ),
    "clock-paused": _paused,
    "clock-resumed": lambda e: _(
        "Time limit “%(name)s” goes on, due by the end of %(due)s", name=_checkpoint(e), due=_due(e)
    ),
    "clock-stopped": _stopped,
    "comment-added": _commented,
    "comment-withdrawn": lambda _e: _("Withdrew a comment"),
    "paper-added": _paper_added,
    "paper-removed": lambda e: _("Removed “%(name)s” from the papers", name=e.data.get("name", "")),
    **SENTENCES,
}

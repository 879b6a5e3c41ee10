"""What a command would do to a case, in words: the engine does it, tells, and undoes it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from engine.api import CaseEvents, CaseId, Command, EventPage, EventView, RestartCase, Started
from webui.cases.operate.places import STEPS
from webui.cases.timeline import sentences as timeline
from webui.parts.spoken import Speech
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me

_TOLD = STEPS | {"intermediateCatchEvent"}
"""What is told to end or begin: events beside an activity come and go with it."""
_OTHERS = ("decision-made", "signal-thrown", "case-ended", "message-received")
MOST = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class Preview:
    """What would follow; each part is sentences or names, changes are a name, before and after."""

    ends: tuple[str, ...]
    begins: tuple[str, ...]
    limits: tuple[str, ...]
    changes: tuple[tuple[str, str, str], ...]
    others: tuple[str, ...]
    failures: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all would follow."""
        parts = (self.ends, self.begins, self.limits, self.changes, self.others, self.failures)
        return not any(parts)


def rehearse(command: Command[Any], case: CaseId, seen: int) -> Preview:
    """Return what a command would lead to. Raises what it would be refused with."""
    look = CaseEvents(actor=me().id, case=case, language=language(), after=seen, limit=MOST)
    found = engine().rehearse(command, look)
    return told(found)


def rehearse_restart(command: RestartCase) -> Preview:
    """Return how the new case would begin. Raises what beginning it would be refused with."""

    def look(begun: Started) -> CaseEvents:
        return CaseEvents(actor=me().id, case=begun.case, language=language(), limit=MOST)

    return told(engine().rehearse(command, look))


def told(page: EventPage) -> Preview:
    """Return events of a case as what they mean for people."""
    events, speech = tuple(reversed(page.events)), Speech(page.words)
    passed = {event.element for event in events if event.kind == "completed"}
    return Preview(
        ends=_names(event for event in events if event.kind == "cancelled" and _is_step(event)),
        begins=_sentences(
            (
                event
                for event in events
                if event.kind == "task-offered"
                or (event.kind == "entered" and _waits(event) and event.element not in passed)
            ),
            speech,
        ),
        limits=_sentences((e for e in events if e.kind.startswith("clock-")), speech),
        changes=tuple(
            change
            for event in events
            if event.kind in ("variables-changed", "variables-corrected")
            for change in timeline.shown(event, speech).changes
        ),
        others=_sentences((e for e in events if e.kind in _OTHERS), speech),
        failures=_sentences((e for e in events if e.kind == "incident-raised"), speech),
    )


def _is_step(event: EventView) -> bool:
    return event.element_type in _TOLD


def _waits(event: EventView) -> bool:
    """Say whether an element is a step that is no task: a task says itself for whom it waits."""
    return _is_step(event) and event.element_type != "userTask"


def _names(events: Iterable[EventView]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(event.element_name or event.element or "" for event in events))


def _sentences(events: Iterable[EventView], speech: Speech) -> tuple[str, ...]:
    return tuple(dict.fromkeys(timeline.shown(event, speech).sentence for event in events))

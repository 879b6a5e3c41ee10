"""The port's verbs that bring a case to another version of its process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from engine.kernel.ids import DefinitionId


@dataclass(frozen=True, kw_only=True, slots=True)
class Rebinding:
    """From which definition of a process to which; elements not in `mapping` keep their id."""

    process: str
    source: DefinitionId
    target: DefinitionId
    mapping: Mapping[str, str] = field(default_factory=dict)

    def element(self, old: str) -> str:
        """Return the id an element has in the target."""
        return self.mapping.get(old, old)

    def concerns(self, definition: DefinitionId, process: str) -> bool:
        """Say whether something stands in the process that is left."""
        return definition == self.source and process == self.process


@dataclass(frozen=True, kw_only=True, slots=True)
class Fit:
    """How one live token of a case fits the target.

    `to` is its element there, None for an event beside an activity that is drawn no more and ends.
    `problem` is a code that says why it does not fit, None when it does. `changes` are codes of
    what is drawn differently though it fits; `begins:<id>` is an event that begins to wait there.
    """

    instance: int
    element: str
    type: str
    to: str | None
    problem: str | None = None
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Rebound:
    """What came of it: the element of each instance that was brought over, and tasks' forms."""

    elements: Mapping[int, str]
    forms: Mapping[int, str | None]


class Rebindable(Protocol):
    """What an execution does to be brought to another version."""

    def rebind(self, rebinding: Rebinding) -> Rebound:
        """Bring every token in a process of the source to the target; nothing runs yet.

        Timers that wait keep their due dates. Events that are new beside what is active begin to
        wait, those drawn no more are cancelled. Whoever calls has asked `Runner.fits` before.
        """
        ...

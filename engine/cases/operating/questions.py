"""What is asked before a task is handed on or sent back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.cases.queries import Language
from engine.cases.views.people import Person
from engine.kernel.ids import TaskId
from engine.kernel.messages import Query

MOST = 300
"""How many people are offered to choose from."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PossibleHolder:
    """Somebody who could have a task: whether it is meant for them, until when they are away."""

    person: Person
    meant: bool
    away_until: datetime | None


@dataclass(frozen=True, kw_only=True)
class PossibleHolders(Query[tuple[PossibleHolder, ...]]):
    """Who could be given an open task by the reader, whom it is meant for first, then by name.

    Whoever may change tasks may give it to everybody who does tasks, others to whom it is meant
    for. At most MOST. Raises UnknownTask, TaskClosed.
    """

    action: ClassVar[str] = "task.hand-over"
    task: TaskId
    language: Language


@dataclass(frozen=True, kw_only=True, slots=True)
class EarlierTask:
    """A task that was done before in a case: what, by whom last, when, and how often."""

    element: str
    name: str
    by: Person | None
    at: datetime
    times: int


@dataclass(frozen=True, kw_only=True)
class EarlierTasks(Query[tuple[EarlierTask, ...]]):
    """To where a case can be sent back from an open task, what was done last first.

    Tasks of a called process that is over are not among them, for it does not run any more, nor
    those that wait to be done again already. Raises UnknownTask, TaskClosed.
    """

    action: ClassVar[str] = "case.send-back"
    task: TaskId
    language: Language

"""Commands that operate a case. Each carries a reason, which stands in the history.

`seen` is how many events the case had when whoever commands looked at it: with it, CaseChanged is
raised when something has happened since. Without it the case is taken as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any, ClassVar

from engine.cases.commands import Started
from engine.cases.tokens.moving import Target
from engine.kernel.ids import CaseId, TaskId, UserId
from engine.kernel.messages import Command


@dataclass(frozen=True, kw_only=True)
class SuspendCase(Command[None]):
    """Let nothing move in a case until it is resumed: nobody claims or does its tasks, its timers,
    messages and work wait.

    Its time limits go on: a legal limit is owed to the customer, and that we hold the case up
    ourselves is no reason that stops it. Raises NoReason, UnknownCase, CaseOver, CaseSuspended.
    """

    action: ClassVar[str] = "case.suspend"
    case: CaseId
    reason: str
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class ResumeCase(Command[None]):
    """Let a suspended case go on; what became due meanwhile acts now, once.

    Raises NoReason, UnknownCase, CaseOver, CaseNotSuspended.
    """

    action: ClassVar[str] = "case.resume"
    case: CaseId
    reason: str
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class CancelCase(Command[None]):
    """End a case with all its tasks, timers and time limits; none of them counts as met.

    Raises NoReason, UnknownCase, CaseOver.
    """

    action: ClassVar[str] = "case.cancel"
    case: CaseId
    reason: str
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class SkipElement(Command[None]):
    """Let a waiting element instance be, and go on behind it with `variables` set.

    It counts as not done: its task and its time limit are cancelled, its output mappings are not
    applied and there is nothing to compensate. Raises NoReason, UnknownCase, CaseOver,
    CaseSuspended, NotWaiting, CannotMove, BadVariable, ElementFailed.
    """

    action: ClassVar[str] = "case.skip"
    case: CaseId
    instance: int
    reason: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class SendBack(Command[TaskId | None]):
    """Send a case from a waiting task back to a task it has had before; returns the new task, None
    when it could not be offered.

    Whoever may do the task may send it back. The note is shown on the new task. Tasks of parallel
    paths stay. Raises NoReason, UnknownTask, TaskClosed, TaskAlreadyClaimed, Forbidden,
    CaseSuspended, CannotMove, ElementFailed.
    """

    action: ClassVar[str] = "case.send-back"
    task: TaskId
    to: str
    note: str
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class RepeatElement(Command[None]):
    """Begin an element again beside all that waits.

    Raises NoReason, UnknownCase, CaseOver, CaseSuspended, CannotMove, ElementFailed.
    """

    action: ClassVar[str] = "case.repeat"
    case: CaseId
    to: Target
    reason: str
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class MoveToken(Command[None]):
    """Cancel element instances and begin before elements, as Camunda 7's modification does.

    The scopes around a target are used where they are open and made where they are not; what is
    left empty by a cancelled instance goes with it. Raises NoReason, UnknownCase, CaseOver,
    CaseSuspended, NotWaiting, CannotMove, BadVariable, ElementFailed.
    """

    action: ClassVar[str] = "case.move"
    case: CaseId
    cancel: tuple[int, ...]
    start: tuple[Target, ...]
    reason: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeVariables(Command[None]):
    """Set and remove variables of a case, or of one element instance.

    With `instance` a variable is changed where that instance sees it, and one it does not see yet
    becomes one of its process; with `local` it is the instance's own. Values are FEEL values.
    Raises NoReason, UnknownCase, CaseOver, NotWaiting, BadVariable, ElementFailed.
    """

    action: ClassVar[str] = "case.variables"
    case: CaseId
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    removed: tuple[str, ...] = ()
    instance: int | None = None
    local: bool = False
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class RestartCase(Command[Started]):
    """Begin a new case from one that has ended, with its customer, linked in both histories.

    Without `start` it begins as the old one did, with the values of its application; with `start`
    at these elements, with the variables the old case ended with. It runs the version of the
    process the old one had last. The acceptance stays the original one, since the customer
    applied then; time limits start anew. `request` is chosen by the caller: sending it twice
    starts one case. Raises NoReason, BadValue, UnknownCase, CaseNotOver, NotStartable, CannotMove,
    ElementFailed.
    """

    action: ClassVar[str] = "case.restart"
    case: CaseId
    reason: str
    start: tuple[Target, ...] = ()
    request: str | None = None


@dataclass(frozen=True, kw_only=True)
class DeliverMessage(Command[None]):
    """Deliver a message with variables to one case that waits for it.

    Raises NoReason, UnknownCase, CaseOver, CaseSuspended, NotWaiting, BadVariable, ElementFailed.
    """

    action: ClassVar[str] = "case.deliver"
    case: CaseId
    message: str
    reason: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    seen: int | None = None


@dataclass(frozen=True, kw_only=True)
class HandOverTask(Command[None]):
    """Give a task that one may do to a colleague who may do it as well, with a word to them.

    Who that is: the people the task is offered to; where it is offered to nobody in particular,
    those who share a group with whoever has it. Raises UnknownTask, TaskClosed, CaseSuspended,
    Forbidden, TaskAlreadyClaimed, BadTaskChange, NoReason (the note is too long).
    """

    action: ClassVar[str] = "task.hand-over"
    task: TaskId
    to: UserId
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class FollowUpTask(Command[None]):
    """Say when one wants to come back to a task that one may do; None: not on any day.

    Raises UnknownTask, TaskClosed, CaseSuspended, Forbidden, TaskAlreadyClaimed, BadTaskChange,
    NoReason.
    """

    action: ClassVar[str] = "task.follow-up"
    task: TaskId
    at: datetime | None
    note: str = ""


class Same(Enum):
    """The value of an attribute that a command leaves as it is."""

    SAME = "same"


SAME = Same.SAME


@dataclass(frozen=True, kw_only=True)
class ChangeTask(Command[None]):
    """Change attributes of an open task: who has it or may take it, its dates, its priority.

    What is not given stays. Its place in every inbox follows. Raises NoReason, UnknownTask,
    TaskClosed, BadTaskChange.
    """

    action: ClassVar[str] = "task.change"
    task: TaskId
    reason: str
    assignee: UserId | Same | None = SAME
    candidate_users: tuple[str, ...] | Same = SAME
    candidate_groups: tuple[str, ...] | Same = SAME
    due: datetime | Same | None = SAME
    follow_up: datetime | Same | None = SAME
    priority: int | Same = SAME

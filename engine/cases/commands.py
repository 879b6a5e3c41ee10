"""What people and timers can do to a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from engine.kernel.ids import CaseId, JobId, TaskId
from engine.kernel.messages import Command


@dataclass(frozen=True, kw_only=True)
class Started:
    """A new case."""

    case: CaseId
    number: str


@dataclass(frozen=True, kw_only=True)
class StartCase(Command[Started]):
    """Begin a process with its application form as submitted (form-js JSON).

    `request` is chosen by the caller once per form shown: sending it twice starts one case.
    A case may be given a `business_key`, the name it has elsewhere (at most 200 characters).
    Raises UnknownProcess, NotStartable, FormRejected, BadValue, Forbidden, GoesRound;
    ElementFailed when not even its first element could be entered.
    """

    action: ClassVar[str] = "case.start"
    process: str
    values: Mapping[str, Any]
    request: str | None = None
    business_key: str | None = None


@dataclass(frozen=True, kw_only=True)
class ClaimTask(Command[None]):
    """Take a task that one's group may do; claiming one's own again changes nothing.

    Raises UnknownTask, TaskAlreadyClaimed, TaskClosed, Forbidden.
    """

    action: ClassVar[str] = "task.claim"
    task: TaskId


@dataclass(frozen=True, kw_only=True)
class ReleaseTask(Command[None]):
    """Give a claimed task back to its candidates. Raises UnknownTask, TaskClosed, Forbidden."""

    action: ClassVar[str] = "task.release"
    task: TaskId


@dataclass(frozen=True, kw_only=True)
class Advanced:
    """What a completed task led to: the case's next open task of the same person, if any."""

    case: CaseId
    next_task: TaskId | None
    case_ended: bool
    failed: tuple[int, ...] = ()
    """Element instances at which the case could not go on; each has an incident now."""


@dataclass(frozen=True, kw_only=True)
class CompleteTask(Command[Advanced]):
    """Finish a task with its form as submitted (form-js JSON).

    Raises UnknownTask, TaskClosed (who did it and when), TaskAlreadyClaimed, FormRejected,
    Forbidden, GoesRound.
    """

    action: ClassVar[str] = "task.complete"
    task: TaskId
    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class SendMessage(Command[None]):
    """Tell a case something its diagram waits for, such as that the customer withdraws.

    Raises UnknownCase, NotWaiting, Forbidden.
    """

    action: ClassVar[str] = "case.message"
    case: CaseId
    message: str
    reason: str


@dataclass(frozen=True, kw_only=True)
class FireTimer(Command[bool]):
    """Let a due timer act; False when it was cancelled, moved or taken by another meanwhile."""

    action: ClassVar[str] = "timer.fire"
    job: JobId
    token: int

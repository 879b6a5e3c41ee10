"""What can be refused about cases and tasks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.cases.tokens.errors import ElementFailed
from engine.definitions.forms import FieldError
from engine.kernel.errors import Undoing, YekuoError
from engine.kernel.ids import CaseId, TaskId
from engine.kernel.reasons import Reason, Why


@dataclass
class UnknownCase(YekuoError):
    """There is no such case, or the reader may not know of it."""

    case: CaseId


@dataclass
class UnknownTask(YekuoError):
    """There is no such task, or the reader may not know of it."""

    task: TaskId


@dataclass
class UnknownProcess(YekuoError):
    """No process of this key is deployed."""

    process: str


@dataclass
class NotStartable(YekuoError):
    """The process begins at messages, signals or times alone: nobody can start it by a form."""

    process: str


@dataclass
class TooManyToSort(YekuoError):
    """The list has more than so many tasks: it can only be shown by urgency or by case."""

    most: int


@dataclass
class NoConditions(YekuoError):
    """No process that the person may start begins by a condition; not the one that was named."""

    process: str | None


@dataclass
class NobodyWaits(YekuoError):
    """No case waits for the message as it was addressed, and no process begins by it."""

    message: str


@dataclass
class SeveralWait(YekuoError):
    """More than one place waits for the message; it has to be said more exactly whom it is for."""

    message: str
    count: int


@dataclass
class TooManyWait(YekuoError):
    """So many wait for the message that their variables are not compared; name a case, a business
    key or an account number.
    """

    message: str
    limit: int


@dataclass
class BadValue(YekuoError):
    """Something sent along that cannot be kept: which, and why (`name`, `value`, `long`)."""

    name: str
    reason: str


@dataclass
class TaskAlreadyClaimed(YekuoError):
    """Somebody else has taken the task; without a Chinese name `holder_name_zh` is empty."""

    task: TaskId
    holder: str
    holder_name: str
    holder_name_zh: str = ""


@dataclass
class TaskClosed(YekuoError):
    """The task is done, or went away with the path it was on (`by` is None then).

    `by_name_zh` is empty where there is no Chinese name.
    """

    task: TaskId
    by: str | None
    by_name: str | None
    at: datetime
    by_name_zh: str = ""


@dataclass
class FormRejected(Undoing):
    """The form's values are not acceptable; `errors` say which field and why, in its order."""

    form: str
    errors: tuple[FieldError, ...]


@dataclass
class CaseMoved(Undoing):
    """The case was changed by another transaction meanwhile; the dispatcher tries again."""

    case: CaseId


@dataclass
class CaseOver(YekuoError):
    """The case has ended (`state` says how): nothing can be done in it any more."""

    case: CaseId
    number: str
    state: str
    at: datetime


@dataclass
class CaseSuspended(YekuoError):
    """Nothing may move in the case until somebody lets it go on."""

    case: CaseId
    number: str


@dataclass
class UnknownForm(YekuoError):
    """No form of this key is deployed."""

    form: str


@dataclass
class UnknownDecision(YekuoError):
    """No decision of this key is deployed."""

    decision: str


def reason_of(error: Exception) -> str:
    """Return why an element could not do what it should, in words for whoever mends it."""
    match error:
        case ElementFailed():
            return error.reason
        case UnknownDecision():
            return Reason(Why.UNKNOWN_DECISION, decision=repr(error.decision))
        case UnknownProcess():
            return Reason(Why.UNKNOWN_PROCESS, process=repr(error.process))
        case _:
            return str(error)

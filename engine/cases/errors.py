"""What can be refused about cases and tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.kernel.errors import YekuoError
from engine.kernel.ids import CaseId, TaskId


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
class TaskAlreadyClaimed(YekuoError):
    """Somebody else has taken the task."""

    task: TaskId
    holder: str
    holder_name: str


@dataclass
class TaskClosed(YekuoError):
    """The task is done, or went away with the path it was on (`by` is None then)."""

    task: TaskId
    by: str | None
    by_name: str | None
    at: datetime


@dataclass
class FormRejected(YekuoError):
    """The form's values are not acceptable; `errors` maps a field's path to code and data."""

    form: str
    errors: Mapping[str, Any]


@dataclass
class CaseMoved(YekuoError):
    """The case was changed by another transaction meanwhile; the dispatcher tries again."""

    case: CaseId

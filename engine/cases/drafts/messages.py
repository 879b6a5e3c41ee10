"""Keeping what is typed into a task's form, and getting it back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from engine.kernel.ids import TaskId
from engine.kernel.messages import Command, Query

LARGEST = 256 * 1024
"""Bytes of JSON a draft may have."""
LONGEST_MARK = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftSaved:
    """A saved draft: `replaced` is when another window's was saved that this one took the place of,
    None when this window knew of what was there.
    """

    at: datetime
    replaced: datetime | None


@dataclass(frozen=True, kw_only=True)
class SaveDraft(Command[DraftSaved]):
    """Keep a form's values as typed, unchecked. The later of two windows wins.

    `mark` is a text the caller chose for this very save, `known` the mark it saw last: they tell
    whether another window saved in between. Sending a mark twice saves once.
    Raises UnknownTask, TaskClosed, Forbidden when one could not complete the task, BadDraft.
    """

    action: ClassVar[str] = "task.draft"
    task: TaskId
    values: Mapping[str, Any]
    mark: str
    known: str | None = None


@dataclass(frozen=True, kw_only=True)
class DiscardDraft(Command[None]):
    """Forget one's own draft, if there is one; the task may be closed. Raises UnknownTask."""

    action: ClassVar[str] = "task.draft"
    task: TaskId


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftView:
    """One's own draft of a task."""

    values: Mapping[str, Any]
    mark: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class TaskDraft(Query[DraftView | None]):
    """One's own draft of an open task, None without one. Raises UnknownTask."""

    action: ClassVar[str] = "task.draft"
    task: TaskId

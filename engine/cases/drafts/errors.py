"""What can be refused about drafts."""

from __future__ import annotations

from dataclasses import dataclass

from engine.kernel.errors import YekuoError
from engine.kernel.ids import TaskId


@dataclass
class BadDraft(YekuoError):
    """The values cannot be kept: more than `largest` bytes as JSON, or no JSON at all."""

    task: TaskId
    largest: int

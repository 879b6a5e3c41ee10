"""What nobody needs any more: files that never became papers, drafts of tasks that are closed.

A file is swept a day after it was last written down. Finding them locks nothing; taking them away
goes in small bites, each of which asks again, while no paper can be added.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from itertools import islice
from typing import ClassVar

from engine.cases.drafts.ports import DraftUnit
from engine.cases.papers.ports import FileStore, PaperReadUnit, PaperUnit
from engine.identity.context import Context
from engine.kernel.messages import Command, Query

AGE = timedelta(days=1)
BITE = 100


@dataclass(frozen=True, kw_only=True)
class ForgottenFiles(Query[tuple[str, ...]]):
    """Digests of old files that no paper is of, a hundred at most."""

    action: ClassVar[str] = "station.sweep"


@dataclass(frozen=True, kw_only=True)
class DropFiles(Command[int]):
    """Delete files that no paper is of and that are still old; returns how many went."""

    action: ClassVar[str] = "station.sweep"
    files: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class SweepDrafts(Command[int]):
    """Forget the drafts of tasks that are not open; returns how many went."""

    action: ClassVar[str] = "station.sweep"


class FindForgotten:
    """Answers `ForgottenFiles`."""

    def __init__(self, files: FileStore) -> None:
        """Look through `files`."""
        self._files = files

    def __call__(self, _: ForgottenFiles, context: Context[PaperReadUnit]) -> tuple[str, ...]:
        """Return old files without a paper; what was never finished is deleted on the way."""
        before = context.now - AGE
        self._files.drop_unfinished(before)
        old = self._files.older_than(before)
        return tuple(islice((f for f in old if not context.unit.papers.is_used(f)), BITE))


class Drop:
    """Handles `DropFiles`."""

    def __init__(self, files: FileStore) -> None:
        """Delete from `files`."""
        self._files = files

    def __call__(self, command: DropFiles, context: Context[PaperUnit]) -> int:
        """Delete those that are still old and without a paper."""
        context.unit.papers.keep_others_off()
        gone = 0
        for sha256 in command.files[:BITE]:
            if self._files.is_older(sha256, context.now - AGE) and not (
                context.unit.papers.is_used(sha256)
            ):
                self._files.remove(sha256)
                gone += 1
        return gone


def sweep_drafts(_: SweepDrafts, context: Context[DraftUnit]) -> int:
    """Handle `SweepDrafts`."""
    return context.unit.drafts.sweep()

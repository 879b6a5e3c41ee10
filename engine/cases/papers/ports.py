"""What papers need of the store and of the place files are kept in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Protocol

from engine.cases.papers.kinds import PaperKind
from engine.cases.ports.reading import ReadUnit
from engine.cases.ports.unit import CaseUnit
from engine.kernel.ids import CaseId, PaperId, UserId


class TooLarge(Exception):
    """More bytes came than may come."""


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredFile:
    """A file as written down: the digest of its content and its length."""

    sha256: str
    size: int


class FileStore(Protocol):
    """Keeps files by the digest of their content, each content once. Safe from several threads."""

    def keep(self, content: BinaryIO, largest: int, at: datetime) -> StoredFile:
        """Write a content to the disk for good; a content already there becomes young again.

        Raises TooLarge beyond `largest` bytes, OSError when it cannot be written.
        """
        ...

    def has(self, sha256: str) -> bool:
        """Say whether a content is there."""
        ...

    def open(self, sha256: str) -> BinaryIO | None:
        """Open a content that is still what its digest says; None when missing or another."""
        ...

    def older_than(self, moment: datetime) -> Iterator[str]:
        """Give the digests of contents last kept before a moment."""
        ...

    def is_older(self, sha256: str, moment: datetime) -> bool:
        """Say whether a content is there and was last kept before a moment."""
        ...

    def drop_unfinished(self, moment: datetime) -> int:
        """Delete what was begun before a moment and never finished; return how many."""
        ...

    def remove(self, sha256: str) -> None:
        """Delete a content, if it is there."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class RemovalRecord:
    """That a paper was removed."""

    by: UserId
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperRecord:
    """A paper as kept; `task` is the element instance of the task it was put to."""

    id: PaperId
    case: CaseId
    task: int | None
    kind: PaperKind
    name: str
    media: str
    size: int
    sha256: str
    by: UserId
    at: datetime
    removed: RemovalRecord | None = None


class PaperStore(Protocol):
    """Papers inside a transaction."""

    def add(self, paper: PaperRecord, request: str | None) -> PaperId:
        """Enter a paper (its `id` is ignored) and return the id given."""
        ...

    def of_request(self, case: CaseId, by: UserId, request: str) -> PaperRecord | None:
        """Return the paper that a request has led to."""
        ...

    def get(self, case: CaseId, paper: PaperId) -> PaperRecord | None:
        """Return a paper of a case, removed or not."""
        ...

    def of_case(self, case: CaseId) -> Sequence[PaperRecord]:
        """Return every paper of a case, latest first."""
        ...

    def remove(self, paper: PaperId, removal: RemovalRecord) -> None:
        """Mark a paper as removed."""
        ...

    def count(self, case: CaseId) -> int:
        """Count the papers of a case that stand."""
        ...

    def all(self) -> Iterator[PaperRecord]:
        """Give every paper of the store, in the order in which they came."""
        ...

    def keep_others_off(self) -> None:
        """Let no other transaction add a paper until this one ends."""
        ...

    def is_used(self, sha256: str) -> bool:
        """Say whether any paper, removed or not, is of a content."""
        ...


class PaperUnit(CaseUnit, Protocol):
    """One transaction, as the handlers of papers see it."""

    @property
    def papers(self) -> PaperStore:
        """Papers."""
        ...


class PaperReadUnit(ReadUnit, Protocol):
    """One consistent look, as queries about papers see it."""

    @property
    def papers(self) -> PaperStore:
        """Papers."""
        ...

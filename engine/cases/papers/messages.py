"""Putting papers to a case, getting them back, taking them out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, ClassVar

from engine.cases.papers.kinds import PaperKind
from engine.cases.queries import Language
from engine.cases.views.people import Person
from engine.kernel.ids import CaseId, PaperId, TaskId
from engine.kernel.messages import Command, Query

LARGEST = 20 * 1024 * 1024
"""Bytes of one file, unless the station's settings say otherwise."""
MOST = 500
"""Papers of one case that stand."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A file that was written down and belongs to nothing yet."""

    sha256: str
    size: int
    name: str
    """Cleaned, its ending that of the content."""
    media: str


@dataclass(frozen=True, kw_only=True)
class KeepFile(Query[Kept]):
    """Write a file down for a case: on the disk when this answers, known to no table.

    It changes nothing anybody sees, so it needs no transaction that writes, and no writer waits
    for its bytes; `AddPaper` makes it a paper, and what never becomes one is swept after a day.
    Raises UnknownCase, EmptyFile, FileTooLarge, FileTypeRefused, FileNotKept.
    """

    action: ClassVar[str] = "paper.write"
    case: CaseId
    name: str
    content: BinaryIO


@dataclass(frozen=True, kw_only=True)
class AddPaper(Command[PaperId]):
    """Put a kept file to a case, or to one of its tasks.

    `request` is chosen by the caller once per file: sending it twice makes one paper.
    Raises UnknownCase, UnknownTask, FileNotKept, TooManyPapers.
    """

    action: ClassVar[str] = "paper.write"
    case: CaseId
    file: Kept
    kind: PaperKind
    task: TaskId | None = None
    request: str | None = None


@dataclass(frozen=True, kw_only=True)
class RemovePaper(Command[None]):
    """Take a paper out: who added it, the case's manager, and leaders may, with a reason.

    Doing it again changes nothing. Raises UnknownCase, UnknownPaper, BadPaper without a reason,
    Forbidden.
    """

    action: ClassVar[str] = "paper.write"
    case: CaseId
    paper: PaperId
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Removal:
    """That a paper was removed: by whom, when and why."""

    by: Person
    at: datetime
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperView:
    """A paper of a case."""

    id: PaperId
    kind: PaperKind
    name: str
    media: str
    size: int
    sha256: str
    by: Person
    at: datetime
    task: TaskId | None
    task_name: str | None
    may_remove: bool
    removed: Removal | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Papers:
    """Papers of a case, latest first; `largest` is how many bytes a new one may have, `endings` how
    its name may end.
    """

    papers: tuple[PaperView, ...]
    removed: tuple[PaperView, ...]
    may_write: bool
    largest: int
    endings: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CasePapers(Query[Papers]):
    """Every paper of a case. Raises UnknownCase."""

    action: ClassVar[str] = "paper.read"
    case: CaseId
    language: Language


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperContent:
    """A paper's file, opened; whoever reads it closes it."""

    name: str
    media: str
    size: int
    content: BinaryIO


@dataclass(frozen=True, kw_only=True)
class PaperFile(Query[PaperContent]):
    """The file of a paper that stands, checked to be what was put there.

    Raises UnknownCase, UnknownPaper, FileDamaged.
    """

    action: ClassVar[str] = "paper.read"
    case: CaseId
    paper: PaperId

"""Whether the files of papers are still what was put there, and what the history says of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from engine.cases.papers.ports import FileStore, PaperReadUnit, PaperRecord
from engine.feel.wire import loads
from engine.history.chain import Recorded
from engine.history.notes import PaperAdded
from engine.identity.context import Context
from engine.kernel.ids import CaseId, PaperId
from engine.kernel.messages import Query

Fault = Literal["file-missing", "file-changed", "entry-changed", "entry-missing"]


@dataclass(frozen=True, kw_only=True, slots=True)
class FaultyPaper:
    """A paper that does not hold: its file is missing or another, or its entry in the table is not
    what the history says was put to the case.
    """

    case: CaseId
    paper: PaperId
    name: str
    sha256: str
    fault: Fault


@dataclass(frozen=True, kw_only=True, slots=True)
class FilesVerdict:
    """What computing every digest anew has shown."""

    papers: int
    files: int
    faulty: tuple[FaultyPaper, ...]


@dataclass(frozen=True, kw_only=True)
class VerifyFiles(Query[FilesVerdict]):
    """Compute the digest of every paper's file anew, and hold it against the history."""

    action: ClassVar[str] = "history.verify"


class CheckFiles:
    """Answers `VerifyFiles`."""

    def __init__(self, files: FileStore) -> None:
        """Read from `files`."""
        self._files = files

    def __call__(self, _: VerifyFiles, context: Context[PaperReadUnit]) -> FilesVerdict:
        """Read every file once; a content that several papers share is read once."""
        told = context.unit.history.of_kinds([PaperAdded.kind])
        return self.compared(told, context.unit.papers.all())

    def compared(
        self, events: Iterable[tuple[CaseId, Recorded]], papers: Iterable[PaperRecord]
    ) -> FilesVerdict:
        """Hold papers and their files against the events that tell of them."""
        told = {
            (case, data["paper"]): data for case, event in events for data in [loads(event.data)]
        }
        intact: dict[str, Fault | None] = {}
        faulty, count = [], 0
        for paper in papers:
            count += 1
            if paper.sha256 not in intact:
                intact[paper.sha256] = self._fault(paper.sha256)
            entry = told.pop((paper.case, paper.id), None)
            fault = intact[paper.sha256] if _is_as_told(paper, entry) else "entry-changed"
            if fault is not None:
                faulty.append(_faulty(paper, fault))
        faulty += [_missing(case, data) for (case, _paper), data in told.items()]
        return FilesVerdict(papers=count, files=len(intact), faulty=tuple(faulty))

    def _fault(self, sha256: str) -> Fault | None:
        if not self._files.has(sha256):
            return "file-missing"
        content = self._files.open(sha256)
        if content is None:
            return "file-changed"
        content.close()
        return None


def _is_as_told(paper: PaperRecord, told: Mapping[str, Any] | None) -> bool:
    return told is not None and (paper.sha256, paper.name, paper.size, paper.kind.value) == (
        told["sha256"],
        told["name"],
        told["size"],
        told["paper_kind"],
    )


def _faulty(paper: PaperRecord, fault: Fault) -> FaultyPaper:
    return FaultyPaper(
        case=paper.case, paper=paper.id, name=paper.name, sha256=paper.sha256, fault=fault
    )


def _missing(case: CaseId, told: Mapping[str, Any]) -> FaultyPaper:
    return FaultyPaper(
        case=case,
        paper=PaperId(told["paper"]),
        name=told["name"],
        sha256=told["sha256"],
        fault="entry-missing",
    )

"""Whether what is kept of one case is still what was written: its history, comments and papers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Protocol

from engine.cases.comments import verifying as comments
from engine.cases.comments.ports import CommentReadUnit, CommentRecord, CommentStore
from engine.cases.errors import UnknownCase
from engine.cases.integrity import Touched, broken_in
from engine.cases.papers.ports import FileStore, PaperReadUnit
from engine.cases.papers.verifying import CheckFiles, FaultyPaper
from engine.history.notes import PaperAdded
from engine.identity.context import Context
from engine.kernel.ids import CaseId, CommentId
from engine.kernel.messages import Query

_AT_ONCE = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseProof:
    """What computing a case's hash chain anew, and reading its comments and files, has shown.

    `end` is the hash of its last event, in hexadecimal: written down elsewhere, it also tells a
    history that was wholly written anew. `touched` is the first event that does not hold.
    """

    events: int
    comments: int
    papers: int
    end: str
    touched: Touched | None
    comments_touched: tuple[CommentId, ...]
    papers_touched: tuple[FaultyPaper, ...]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was touched."""
        return not (self.touched or self.comments_touched or self.papers_touched)


@dataclass(frozen=True, kw_only=True)
class VerifyCase(Query[CaseProof]):
    """Hold all that is kept of a case against its digests. Raises UnknownCase.

    Reads the whole history of the case and each of its files.
    """

    action: ClassVar[str] = "history.verify"
    case: CaseId


class ProofUnit(CommentReadUnit, PaperReadUnit, Protocol):
    """One consistent look at a case, its comments and its papers."""


class Prove:
    """Answers `VerifyCase`."""

    def __init__(self, files: FileStore) -> None:
        """Read files from `files`."""
        self._papers = CheckFiles(files)

    def __call__(self, query: VerifyCase, context: Context[ProofUnit]) -> CaseProof:
        """Verify a case; whoever may, sees every case."""
        unit, case = context.unit, query.case
        chain = unit.history.chain(case)
        if chain.number is None:
            raise UnknownCase(case)
        told = [(case, event) for event in chain.events]
        notes = comments.compared(
            (one for one in told if one[1].kind in comments.TELL),
            _comments_of(unit.comments, case),
        )
        papers = self._papers.compared(
            (one for one in told if one[1].kind == PaperAdded.kind), unit.papers.of_case(case)
        )
        return CaseProof(
            events=len(chain.events),
            comments=notes.comments,
            papers=papers.papers,
            end=chain.head[1].hex() if chain.head else "",
            touched=broken_in(chain),
            comments_touched=tuple(comment for _case, comment in notes.touched),
            papers_touched=papers.faulty,
        )


def _comments_of(store: CommentStore, case: CaseId) -> Iterator[CommentRecord]:
    before: CommentId | None = None
    while page := store.page(case, before, _AT_ONCE):
        yield from page
        before = page[-1].id

"""Writing a file down, making it a paper of a case, taking a paper out."""

from __future__ import annotations

from engine.cases.answers.shelf import visible_case
from engine.cases.incoming.text import plain
from engine.cases.noting import element_of, held, note
from engine.cases.papers.errors import (
    BadPaper,
    EmptyFile,
    FileNotKept,
    FileTooLarge,
    FileTypeRefused,
    TooManyPapers,
    UnknownPaper,
)
from engine.cases.papers.media import ENDINGS, HEAD, MEDIA, agrees, ending_of, found_in, true_ending
from engine.cases.papers.messages import MOST, AddPaper, KeepFile, Kept, RemovePaper
from engine.cases.papers.names import clean_name
from engine.cases.papers.ports import (
    FileStore,
    PaperReadUnit,
    PaperRecord,
    PaperUnit,
    RemovalRecord,
    TooLarge,
)
from engine.cases.papers.rights import may_remove
from engine.history.notes import PaperAdded, PaperRemoved
from engine.identity.context import Context
from engine.identity.users import Forbidden
from engine.kernel.ids import PaperId

LONGEST_REASON = 1000


class ReceiveFile:
    """Answers `KeepFile`."""

    def __init__(self, files: FileStore, largest: int) -> None:
        """Keep files of at most `largest` bytes in `files`."""
        self._files = files
        self._largest = largest

    def __call__(self, query: KeepFile, context: Context[PaperReadUnit]) -> Kept:
        """Look at a content's first bytes, then write it down."""
        visible_case(context, query.case)
        name = clean_name(query.name)
        head = query.content.read(HEAD)
        ending = _taken(name, head)
        query.content.seek(0)
        try:
            stored = self._files.keep(query.content, self._largest, context.now)
        except TooLarge:
            raise FileTooLarge(name, self._largest) from None
        except OSError as error:
            raise FileNotKept(error.strerror or "") from error
        stem = name[: -len(ending_of(name)) - 1]
        return Kept(
            sha256=stored.sha256, size=stored.size, name=f"{stem}.{ending}", media=MEDIA[ending]
        )


def _taken(name: str, head: bytes) -> str:
    """Return the ending a file gets. Raises EmptyFile, FileTypeRefused."""
    ending = ending_of(name)
    if ending not in MEDIA:
        raise FileTypeRefused(name, ending, None, ENDINGS)
    if not head:
        raise EmptyFile(name)
    if not agrees(ending, head):
        raise FileTypeRefused(name, ending, found_in(head), ENDINGS)
    return true_ending(ending, head)


class Add:
    """Makes a kept file a paper of a case."""

    def __init__(self, files: FileStore) -> None:
        """Look for the file in `files`."""
        self._files = files

    def __call__(self, command: AddPaper, context: Context[PaperUnit]) -> PaperId:
        """Enter a paper once per request, with its name, size and digest in the history."""
        unit, file = context.unit, command.file
        case = held(context, command.case)
        if command.request is not None:
            before = unit.papers.of_request(case.id, context.actor.id, command.request)
            if before is not None:
                return before.id
        element = element_of(context, case, command.task)
        if unit.papers.count(case.id) >= MOST:
            raise TooManyPapers(MOST)
        paper = PaperRecord(
            id=PaperId(0),
            case=case.id,
            task=command.task.instance if command.task else None,
            kind=command.kind,
            name=file.name,
            media=file.media,
            size=file.size,
            sha256=file.sha256,
            by=context.actor.id,
            at=context.now,
        )
        number = unit.papers.add(paper, command.request)
        # Entered first, looked for then: the sweep either sees the row or has taken the file.
        if not self._files.has(file.sha256):
            raise FileNotKept(reason="swept")
        event = PaperAdded(
            element=element,
            instance=paper.task,
            paper=number,
            paper_kind=paper.kind.value,
            name=paper.name,
            media=paper.media,
            size=paper.size,
            sha256=paper.sha256,
        )
        note(context, case, [event])
        return number


def remove_paper(command: RemovePaper, context: Context[PaperUnit]) -> None:
    """Take a paper out of a case's papers; the file stays, as the history refers to it."""
    case = held(context, command.case)
    paper = context.unit.papers.get(case.id, command.paper)
    if paper is None:
        raise UnknownPaper(command.paper)
    reason = plain(command.reason)
    if not 0 < len(reason) <= LONGEST_REASON:
        raise BadPaper(field="reason", found=reason[:LONGEST_REASON])
    if not may_remove(context, case, paper):
        raise Forbidden(context.actor.id, command.action)
    if paper.removed is not None:
        return
    removal = RemovalRecord(by=context.actor.id, at=context.now, reason=reason)
    context.unit.papers.remove(paper.id, removal)
    event = PaperRemoved(
        instance=paper.task,
        paper=paper.id,
        name=paper.name,
        sha256=paper.sha256,
        reason=reason,
    )
    note(context, case, [event])

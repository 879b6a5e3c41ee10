"""What was said about a case, as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import uuid4

from flask_babel import gettext as _

from engine.api import CaseComments, CaseId, CommentId, CommentView, Piece, Talk
from webui.shared.languages import language
from webui.shared.moments import moment
from webui.shared.sign_in.sessions import engine, me

LATEST = 5
"""How many stand on a task's page; the rest is on the case's own."""
ROWS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class CommentShown:
    """A comment; `withdrawn` says when it was, its text is empty then."""

    id: CommentId
    author: str
    when: str
    about: str
    pieces: tuple[tuple[str, str], ...]
    """Pairs of words and whom they mention (a sign-in name, empty for plain words)."""
    withdrawn: str | None
    is_mine: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class TalkShown:
    """Comments of a case, latest first; `request` goes with the next one that is written."""

    case: CaseId
    comments: tuple[CommentShown, ...]
    next: CommentId | None
    count: int
    may_write: bool
    request: str


def read(case: CaseId, before: CommentId | None = None, limit: int = ROWS) -> TalkShown:
    """Ask the engine for a page of comments. Raises UnknownCase, Forbidden."""
    query = CaseComments(actor=me().id, case=case, language=language(), before=before, limit=limit)
    return shown(case, engine().query(query))


def shown(case: CaseId, talk: Talk) -> TalkShown:
    """Return comments in the reader's language."""
    return TalkShown(
        case=case,
        comments=tuple(map(_comment, talk.comments)),
        next=talk.next,
        count=talk.count,
        may_write=talk.may_write,
        request=str(uuid4()),
    )


def _comment(view: CommentView) -> CommentShown:
    withdrawn = None
    if view.withdrawn is not None:
        withdrawn = str(_("This comment was withdrawn %(at)s.", at=moment(view.withdrawn)))
    return CommentShown(
        id=view.id,
        author=view.author.name,
        when=moment(view.at),
        about=view.task_name or "",
        pieces=tuple(map(_piece, view.pieces)),
        withdrawn=withdrawn,
        is_mine=view.is_mine and withdrawn is None,
    )


def _piece(piece: Piece) -> tuple[str, str]:
    if piece.person is None:
        return piece.text, ""
    return f"@{piece.person.name}", piece.person.login

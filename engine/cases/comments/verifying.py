"""Whether comments are still what people wrote: each text against its digest in the history."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from engine.cases.comments.ports import CommentReadUnit, CommentRecord
from engine.feel.wire import loads
from engine.history.chain import Recorded
from engine.history.notes import CommentAdded, CommentWithdrawn
from engine.identity.context import Context
from engine.kernel.ids import CaseId, CommentId
from engine.kernel.messages import Query


@dataclass(frozen=True, kw_only=True, slots=True)
class CommentsVerdict:
    """How many comments the history knows of, and which of them are missing or changed."""

    comments: int
    touched: tuple[tuple[CaseId, CommentId], ...]


@dataclass(frozen=True, kw_only=True)
class VerifyComments(Query[CommentsVerdict]):
    """Hold every comment against what the history says was written and withdrawn."""

    action: ClassVar[str] = "history.verify"


def verify_comments(_: VerifyComments, context: Context[CommentReadUnit]) -> CommentsVerdict:
    """Read the comments and the events about them once each."""
    told = context.unit.history.of_kinds(TELL)
    return compared(told, context.unit.comments.all())


TELL = (CommentAdded.kind, CommentWithdrawn.kind)
"""The events that say what was written and withdrawn."""


def compared(
    events: Iterable[tuple[CaseId, Recorded]], comments: Iterable[CommentRecord]
) -> CommentsVerdict:
    """Hold comments against the events that tell of them."""
    told: dict[tuple[CaseId, CommentId], tuple[str, str, bool]] = {}
    for case, event in events:
        data = loads(event.data)
        key = (case, CommentId(data["comment"]))
        if event.kind == CommentAdded.kind:
            told[key] = (data["sha256"], event.actor or "", False)
        elif key in told:
            told[key] = (*told[key][:2], True)
    found = {
        (comment.case, comment.id): (
            hashlib.sha256(comment.text.encode()).hexdigest(),
            comment.author,
            comment.withdrawn is not None,
        )
        for comment in comments
    }
    touched = [key for key in sorted({*told, *found}) if told.get(key) != found.get(key)]
    return CommentsVerdict(comments=len(told), touched=tuple(touched))

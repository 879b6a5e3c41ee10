"""Saying something about a case, and taking it back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from engine.cases.access import may_see
from engine.cases.comments.errors import BadComment, UnknownComment
from engine.cases.comments.mentions import find
from engine.cases.comments.messages import LONGEST, AddComment, Commented, WithdrawComment
from engine.cases.comments.ports import CommentRecord, CommentUnit
from engine.cases.incoming.text import plain
from engine.cases.noting import element_of, held, note
from engine.cases.records import CaseRecord
from engine.cases.telling.outbox import tell_of_mentions
from engine.cases.views.people import Person
from engine.history.notes import CommentAdded, CommentWithdrawn
from engine.identity.context import Context
from engine.identity.users import Forbidden, User
from engine.kernel.ids import CommentId, UserId

MOST_MENTIONS = 50
"""People one comment reaches at most; who is named after them is not told."""


@dataclass(frozen=True, slots=True)
class _Named:
    """Who a text names: those who may see the case, and those who may not."""

    reached: list[User]
    unheard: list[User]


def add_comment(command: AddComment, context: Context[CommentUnit]) -> Commented:
    """Enter a comment once per request; the history keeps its digest and whom it mentions."""
    case = held(context, command.case)
    text = plain(command.text)
    if not 0 < len(text) <= LONGEST:
        raise BadComment(length=len(text), longest=LONGEST)
    named = _named(context, case, text)
    if command.request is not None:
        before = context.unit.comments.of_request(case.id, context.actor.id, command.request)
        if before is not None:
            return _commented(context, before.id, named)
    element = element_of(context, case, command.task)
    comment = CommentRecord(
        id=CommentId(0),
        case=case.id,
        task=command.task.instance if command.task else None,
        author=context.actor.id,
        at=context.now,
        text=text,
    )
    logins = [user.id for user in named.reached]
    number = context.unit.comments.add(comment, logins, command.request)
    tell_of_mentions(context, command.task or case.id, number, logins)
    event = CommentAdded(
        element=element,
        instance=comment.task,
        comment=number,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        mentioned=list(map(str, logins)),
    )
    note(context, case, [event])
    return _commented(context, number, named)


def withdraw_comment(command: WithdrawComment, context: Context[CommentUnit]) -> None:
    """Hide a comment of one's own."""
    case = held(context, command.case)
    comment = context.unit.comments.get(case.id, command.comment)
    if comment is None:
        raise UnknownComment(command.comment)
    if comment.author != context.actor.id:
        raise Forbidden(context.actor.id, command.action)
    if comment.withdrawn is not None:
        return
    context.unit.comments.withdraw(comment.id, context.now)
    note(context, case, [CommentWithdrawn(comment=comment.id, instance=comment.task)])


def _named(context: Context[CommentUnit], case: CaseRecord, text: str) -> _Named:
    """Return whom a text mentions, the writer not among them."""
    if not any(sign in text for sign in "@＠"):
        return _Named([], [])
    found = find(text, context.unit.comments.called())
    logins = dict.fromkeys(UserId(name) for each in found for name in sorted(each.logins))
    users = context.unit.people.names(logins)
    named = _Named([], [])
    for login in list(logins)[:MOST_MENTIONS]:
        user = users.get(login)
        if user is None or login == context.actor.id:
            continue
        sees = may_see(replace(context, actor=user), case)
        (named.reached if sees else named.unheard).append(user)
    return named


def _commented(context: Context[CommentUnit], comment: CommentId, named: _Named) -> Commented:
    language = context.actor.language or "en"

    def person(user: User) -> Person:
        return Person(login=user.id, name=user.name_in(language))

    return Commented(
        comment=comment,
        mentioned=tuple(map(person, named.reached)),
        unheard=tuple(map(person, named.unheard)),
    )

"""What was said about a case, and who may be mentioned in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from engine.cases.access import may_see
from engine.cases.answers.shelf import Shelf, people, visible_case
from engine.cases.comments.mentions import Mention, find
from engine.cases.comments.messages import (
    AddComment,
    CaseComments,
    Colleagues,
    CommentView,
    Piece,
    Talk,
)
from engine.cases.comments.ports import CommentReadUnit, CommentRecord
from engine.cases.lists.places import page_size
from engine.cases.views.people import Person
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of
from engine.identity.users import User
from engine.kernel.alphabet import name_key
from engine.kernel.ids import CaseId, TaskId

MOST_FOUND = 8
MOST_ASKED = 60
"""How many who fit by name are asked whether they may see the case."""


class ReadComments:
    """Answers `CaseComments`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: CaseComments, context: Context[CommentReadUnit]) -> Talk:
        """Return a page of a case's comments, with the names of those they mention."""
        case = visible_case(context, query.case)
        store, limit = context.unit.comments, page_size(query.limit)
        found = store.page(case.id, query.before, limit + 1)
        page = found[:limit]
        mentioned = store.mentioned([comment.id for comment in page])
        logins = {comment.author for comment in page}.union(*mentioned.values())
        users = context.unit.people.names(logins)
        named = people(context, logins, query.language)
        tasks = self._tasks(context, case.id, page, query.language)
        views = tuple(
            _view(
                comment,
                {login: users[login] for login in mentioned.get(comment.id, ()) if login in users},
                named,
                tasks,
                reader=context.actor.id,
            )
            for comment in page
        )
        return Talk(
            comments=views,
            next=page[-1].id if len(found) > limit else None,
            count=store.count(case.id),
            may_write=scope_of(context.actor, AddComment.action) is not Scope.NONE,
        )

    def _tasks(
        self,
        context: Context[CommentReadUnit],
        case: CaseId,
        page: Sequence[CommentRecord],
        language: str,
    ) -> Mapping[int, str]:
        """Return the names of the tasks that comments are about."""
        wanted = {comment.task for comment in page if comment.task is not None}
        names = {}
        for instance in wanted:
            task = context.unit.tasks.get(TaskId(case, instance))
            if task is not None:
                element = self._shelf.element(task.definition, task.process, task.element)
                names[instance] = element.name_in(language)
        return names


def _view(
    comment: CommentRecord,
    mentioned: Mapping[str, User],
    named: Mapping[str, Person],
    tasks: Mapping[int, str],
    *,
    reader: str,
) -> CommentView:
    return CommentView(
        id=comment.id,
        author=named[comment.author],
        at=comment.at,
        pieces=() if comment.withdrawn else pieces(comment.text, mentioned, named),
        withdrawn=comment.withdrawn,
        task=TaskId(comment.case, comment.task) if comment.task is not None else None,
        task_name=tasks.get(comment.task) if comment.task is not None else None,
        is_mine=comment.author == reader,
    )


def pieces(
    text: str, mentioned: Mapping[str, User], named: Mapping[str, Person]
) -> tuple[Piece, ...]:
    """Return a text cut at its mentions; a name that several share stays as it was written."""
    called = {login: _names(user) for login, user in mentioned.items()}
    cut, at = [], 0
    for mention in find(text, called):
        if at < mention.start:
            cut.append(Piece(text=text[at : mention.start]))
        who = _who(mention, text, named)
        cut.append(Piece(text=text[mention.start : mention.end], person=who))
        at = mention.end
    if at < len(text):
        cut.append(Piece(text=text[at:]))
    return tuple(cut)


def _who(mention: Mention, text: str, named: Mapping[str, Person]) -> Person:
    """Return who a mention means; people who share a name are shown by it as it was written."""
    logins = sorted(mention.logins)
    if len(logins) == 1:
        return named[logins[0]]
    return Person(login=", ".join(logins), name=text[mention.start + 1 : mention.end])


def read_colleagues(query: Colleagues, context: Context[CommentReadUnit]) -> tuple[Person, ...]:
    """Answer `Colleagues`: whose name begins as typed comes first."""
    case = visible_case(context, query.case)
    wanted = query.text.strip().casefold()
    fitting = []
    for login, names in context.unit.comments.called().items():
        spoken = [name.casefold() for name in (login, *names)]
        if login != context.actor.id and any(wanted in name for name in spoken):
            begins = any(name.startswith(wanted) for name in spoken)
            fitting.append((not begins, min(map(name_key, names), default=""), login))
    asked = [login for _, _, login in sorted(fitting)][:MOST_ASKED]
    users = context.unit.people.names(asked)
    seeing = (
        users[login]
        for login in asked
        if login in users and may_see(replace(context, actor=users[login]), case)
    )
    return tuple(
        Person(login=user.id, name=user.name_in(query.language))
        for user, _ in zip(seeing, range(MOST_FOUND), strict=False)
    )


def _names(user: User) -> tuple[str, ...]:
    return tuple(filter(None, (user.name, user.name_zh)))

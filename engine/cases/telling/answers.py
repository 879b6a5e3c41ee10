"""What a person was told, and what a mail job has to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import tzinfo

from engine.cases.answers.shelf import Shelf
from engine.cases.lists.places import page_size
from engine.cases.telling.letters import begun
from engine.cases.telling.messages import (
    Letter,
    LetterOf,
    NoticePage,
    Notices,
    NoticeView,
    OneNotice,
    ToWrite,
)
from engine.cases.telling.ports import NoticeReadUnit
from engine.cases.telling.views import notice_views
from engine.identity.context import Context
from engine.identity.users import User
from engine.jobs.jobs import JobKind
from engine.kernel.ids import UserId
from engine.notify.kinds import How, UnknownNotice
from engine.notify.notices import Mailbox, Notice
from engine.notify.schedule import PAUSE

MOST = 100
"""How many notices a page may have."""
MOST_IN_A_LETTER = 50
MOST_LOOKED_AT = 500


class ReadNotices:
    """Answers `Notices`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: Notices, context: Context[NoticeReadUnit]) -> NoticePage:
        """Return a page of one's notices."""
        store, limit = context.unit.notices, page_size(query.limit, MOST)
        found = store.page(context.actor.id, query.before, limit + 1, unread=query.unread)
        shown = found[:limit]
        return NoticePage(
            rows=tuple(notice_views(self._shelf, context, shown, query.language)),
            next=shown[-1].id if len(found) > limit else None,
            unread=store.unread(context.actor.id),
        )


class ReadNotice:
    """Answers `OneNotice`."""

    def __init__(self, shelf: Shelf) -> None:
        """Use a shelf."""
        self._shelf = shelf

    def __call__(self, query: OneNotice, context: Context[NoticeReadUnit]) -> NoticeView:
        """Return one of one's notices."""
        found = context.unit.notices.get(context.actor.id, query.notice)
        if found is None:
            raise UnknownNotice(query.notice)
        (view,) = notice_views(self._shelf, context, [found], query.language)
        return view


class Compose:
    """Answers `LetterOf`."""

    def __init__(self, shelf: Shelf, station: str, zone: tzinfo, language: str) -> None:
        """Write in the name of a station; `language` is for those who never chose one."""
        self._shelf = shelf
        self._station = station
        self._zone = zone
        self._language = language

    def __call__(self, query: LetterOf, context: Context[NoticeReadUnit]) -> ToWrite:
        """Return what is to be written now; what was read meanwhile, or is done, is left out."""
        unit = context.unit
        job = unit.jobs.get(query.job)
        if job is None or job.token != query.token or job.kind is not JobKind.MAIL:
            return ToWrite()
        login, how = UserId(str(job.payload["login"])), How(str(job.payload["how"]))
        user, box = unit.people.get(login), unit.mail.look(login)
        if box.last is not None and context.now < box.last + PAUSE:
            return ToWrite(later=box.last + PAUSE)
        last = begun(job)
        waiting = [
            one
            for one in unit.mail.waiting(login, how, MOST_LOOKED_AT)
            if last is None or one.id <= last
        ]
        if not waiting:
            return ToWrite()
        newest = waiting[-1].id
        if user is None or not _reachable(user, box):
            return ToWrite(newest=newest)
        letter = self._letter(context, user, how, waiting)
        return ToWrite(letter=letter, newest=newest, begun=last is not None)

    def _letter(
        self, context: Context[NoticeReadUnit], user: User, how: How, waiting: Sequence[Notice]
    ) -> Letter | None:
        reader = replace(context, actor=user)
        language = user.language or self._language
        unread = [one for one in waiting if one.read is None]
        views = [
            view
            for view in notice_views(self._shelf, reader, unread, language)
            if view.waits and not view.hidden
        ]
        if not views or user.email is None:
            return None
        return Letter(
            to=user.email,
            name=user.name_in(language),
            language="zh" if language == "zh" else "en",
            how=how,
            notices=tuple(views[:MOST_IN_A_LETTER]),
            more=len(views[MOST_IN_A_LETTER:]),
            newest=waiting[-1].id,
            station=self._station,
            zone=self._zone,
            at=context.now,
        )


def _reachable(user: User, box: Mailbox) -> bool:
    return user.active and user.email is not None and not box.refuses(user.email)

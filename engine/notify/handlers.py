"""Reading one's notices, and choosing how one hears of things."""

from __future__ import annotations

from datetime import timedelta
from typing import Protocol

from engine.identity.context import Context
from engine.notify.kinds import USUAL, BadChoice, How, Kind, UnknownNotice, how_of
from engine.notify.messages import (
    Choices,
    ChooseNotices,
    MarkNotice,
    MarkNotices,
    NoticeChoices,
    SweepNotices,
    UnreadNotices,
)
from engine.notify.notices import MailStore, NoticeStore, Swept


class NoticeUnit(Protocol):
    """One transaction, as handlers here see it."""

    @property
    def notices(self) -> NoticeStore:
        """Notices."""
        ...

    @property
    def mail(self) -> MailStore:
        """What waits for letters."""
        ...


def count_unread(_: UnreadNotices, context: Context[NoticeUnit]) -> int:
    """Answer `UnreadNotices`."""
    return context.unit.notices.unread(context.actor.id)


def mark(command: MarkNotice, context: Context[NoticeUnit]) -> None:
    """Mark a notice of one's own."""
    store, me = context.unit.notices, context.actor.id
    found = store.get(me, command.notice)
    if found is None:
        raise UnknownNotice(command.notice)
    if (found.read is not None) != command.read:
        store.mark(me, context.now if command.read else None, command.notice)


KEPT_READ = timedelta(days=90)
KEPT = timedelta(days=365)
"""How long notices are kept that were read, and those that nobody ever read."""


def sweep(command: SweepNotices, context: Context[NoticeUnit]) -> Swept:
    """Handle `SweepNotices`; what waits for a letter stays until it is written."""
    now = context.now
    return context.unit.notices.sweep(
        command.after, read=now - KEPT_READ, unread=now - KEPT, limit=command.limit
    )


def mark_all(command: MarkNotices, context: Context[NoticeUnit]) -> int:
    """Mark what was shown: what came since stays unread."""
    return context.unit.notices.mark_all(context.actor.id, context.now, command.newest)


class ReadChoices:
    """Answers `NoticeChoices`."""

    def __init__(self, *, mails: bool) -> None:
        """Say whether the station sends mail at all."""
        self._mails = mails

    def __call__(self, _: NoticeChoices, context: Context[NoticeUnit]) -> Choices:
        """Return what was chosen, and what holds where nothing was."""
        me = context.actor
        chosen = context.unit.notices.choices([me.id]).get(me.id, {})
        box = context.unit.mail.look(me.id)
        return Choices(
            chosen={kind: how_of(kind, chosen) for kind in USUAL},
            mails=self._mails,
            address=me.email,
            refused=box.refused if me.email and box.refuses(me.email) else None,
        )


def choose(command: ChooseNotices, context: Context[NoticeUnit]) -> None:
    """Save what a person chose."""
    for kind, how in command.chosen.items():
        if not isinstance(kind, Kind) or kind not in USUAL or not isinstance(how, How):
            raise BadChoice(str(kind), str(how))
    context.unit.notices.choose(context.actor.id, command.chosen)

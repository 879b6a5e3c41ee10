"""Wires what people are told: the outbox, alarms of clocks, letters."""

from __future__ import annotations

from datetime import tzinfo
from typing import Any

from typing_extensions import override

from engine.api import Engine
from engine.bootstrap.rounds import Rounds
from engine.bootstrap.settings import Settings
from engine.calendar.working import WorkingCalendar
from engine.cases.answers.shelf import Shelf
from engine.cases.telling.alarms import Sound
from engine.cases.telling.answers import Compose, ReadNotice, ReadNotices
from engine.cases.telling.letters import Done, begins, fails, refused
from engine.cases.telling.messages import (
    AnythingToTell,
    LetterBegins,
    LetterDone,
    LetterOf,
    LetterRefused,
    MailFails,
    Notices,
    OneNotice,
    SoundAlarms,
    SpreadNotices,
    TellSubstitutes,
)
from engine.cases.telling.spreading import Spread, anything_to_tell
from engine.cases.telling.substitutes import tell_substitutes
from engine.dispatch.dispatcher import SYSTEM, Handler
from engine.kernel.messages import Command, Query
from engine.notify import handlers
from engine.notify.messages import (
    ChooseNotices,
    MarkNotice,
    MarkNotices,
    NoticeChoices,
    SweepNotices,
    UnreadNotices,
)


def telling_handlers(
    calendar: WorkingCalendar, settings: Settings
) -> dict[type[Command[Any]], Handler]:
    """Return who handles which command."""
    zone: tzinfo = calendar.zone
    return {
        SpreadNotices: Spread(zone, mails=settings.mail is not None),
        SoundAlarms: Sound(calendar),
        TellSubstitutes: tell_substitutes,
        LetterBegins: begins,
        LetterDone: Done(zone),
        LetterRefused: refused,
        MailFails: fails,
        MarkNotice: handlers.mark,
        MarkNotices: handlers.mark_all,
        SweepNotices: handlers.sweep,
        ChooseNotices: handlers.choose,
    }


def telling_answers(shelf: Shelf, settings: Settings) -> dict[type[Query[Any]], Handler]:
    """Return who answers which query."""
    mail = settings.mail
    language = mail.settings.language if mail is not None else "zh"
    name = mail.settings.station if mail is not None else settings.station_name
    return {
        AnythingToTell: anything_to_tell,
        Notices: ReadNotices(shelf),
        OneNotice: ReadNotice(shelf),
        UnreadNotices: handlers.count_unread,
        NoticeChoices: handlers.ReadChoices(mails=mail is not None),
        LetterOf: Compose(shelf, name, shelf.calendar.zone, language),
    }


class Teller(Rounds):
    """Looks again and again whether anybody has to be told anything."""

    name = "tell"
    every = 2.0

    def __init__(self, engine: Engine) -> None:
        """Tell by the engine's door."""
        super().__init__()
        self._engine = engine

    @override
    def round(self) -> None:
        """Sound what alarms there are, and empty the outbox."""
        fresh, alarms, begun = self._engine.query(AnythingToTell(actor=SYSTEM))
        while alarms and not self._stop.is_set():
            alarms = self._engine.execute(SoundAlarms(actor=SYSTEM)) > 0
            fresh = fresh or alarms
        while begun and not self._stop.is_set():
            begun = self._engine.execute(TellSubstitutes(actor=SYSTEM)) > 0
            fresh = True
        while fresh and not self._stop.is_set():
            fresh = self._engine.execute(SpreadNotices(actor=SYSTEM)) > 0

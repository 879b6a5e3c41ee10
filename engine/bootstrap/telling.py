"""Wires what people are told: the outbox, alarms of clocks, letters."""

from __future__ import annotations

import logging
import threading
from datetime import tzinfo
from typing import Any

from engine.api import Engine
from engine.bootstrap.settings import Settings
from engine.calendar.working import WorkingCalendar
from engine.cases.answers.shelf import Shelf
from engine.cases.telling.alarms import Sound
from engine.cases.telling.answers import Compose, ReadNotice, ReadNotices
from engine.cases.telling.letters import Done, fails, refused
from engine.cases.telling.messages import (
    AnythingToTell,
    LetterDone,
    LetterOf,
    LetterRefused,
    MailFails,
    Notices,
    OneNotice,
    SoundAlarms,
    SpreadNotices,
)
from engine.cases.telling.spreading import Spread, anything_to_tell
from engine.dispatch.dispatcher import SYSTEM, Handler
from engine.kernel.messages import Command, Query
from engine.notify import handlers
from engine.notify.messages import (
    ChooseNotices,
    MarkNotice,
    MarkNotices,
    NoticeChoices,
    UnreadNotices,
)

EVERY = 2.0
"""Seconds between two looks into the outbox. Several processes may look at once."""

log = logging.getLogger(__name__)


def telling_handlers(
    calendar: WorkingCalendar, settings: Settings
) -> dict[type[Command[Any]], Handler]:
    """Return who handles which command."""
    zone: tzinfo = calendar.zone
    return {
        SpreadNotices: Spread(zone, mails=settings.mail is not None),
        SoundAlarms: Sound(calendar),
        LetterDone: Done(zone),
        LetterRefused: refused,
        MailFails: fails,
        MarkNotice: handlers.mark,
        MarkNotices: handlers.mark_all,
        ChooseNotices: handlers.choose,
    }


def telling_answers(shelf: Shelf, settings: Settings) -> dict[type[Query[Any]], Handler]:
    """Return who answers which query."""
    mail = settings.mail
    language = mail.settings.language if mail is not None else "zh"
    return {
        AnythingToTell: anything_to_tell,
        Notices: ReadNotices(shelf),
        OneNotice: ReadNotice(shelf),
        UnreadNotices: handlers.count_unread,
        NoticeChoices: handlers.ReadChoices(mails=mail is not None),
        LetterOf: Compose(shelf, settings.station_name, shelf.calendar.zone, language),
    }


class Teller:
    """Looks again and again whether anybody has to be told anything; a failed round is noted."""

    def __init__(self, engine: Engine) -> None:
        """Tell by the engine's door."""
        self._engine = engine
        self._stop = threading.Event()

    def start(self) -> threading.Thread:
        """Go round in a thread of this process."""
        thread = threading.Thread(target=self._run, name="yekuo-tell", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Go round no more."""
        self._stop.set()

    def round(self) -> None:
        """Sound what alarms there are, and empty the outbox."""
        fresh, alarms = self._engine.query(AnythingToTell(actor=SYSTEM))
        while alarms and not self._stop.is_set():
            alarms = self._engine.execute(SoundAlarms(actor=SYSTEM)) > 0
            fresh = fresh or alarms
        while fresh and not self._stop.is_set():
            fresh = self._engine.execute(SpreadNotices(actor=SYSTEM)) > 0

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                self.round()
            except Exception:
                log.exception("nobody could be told anything; it is tried again")

"""What telling people needs of a transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from engine.cases.comments.ports import CommentStore
from engine.cases.ports.reading import CaseReading, ReadUnit
from engine.cases.ports.stores import ClockStore
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import PinnedClock
from engine.notify.notices import MailStore, NoticeStore
from engine.timelimits.alarms import Said


class AlarmStore(ClockStore, Protocol):
    """Clocks that have something to tell."""

    def any_alarm(self, now: datetime) -> bool:
        """Say whether a clock has something to tell."""
        ...

    def alarms(self, now: datetime, limit: int) -> Sequence[tuple[PinnedClock, Said]]:
        """Return clocks that have something to tell, and what they told before."""
        ...

    def look_again(self, clock: PinnedClock, said: Said, at: datetime | None) -> None:
        """Save what a clock has told, and when it next has something to tell."""
        ...


class OutboxStore(NoticeStore, Protocol):
    """Notices, with a look into the outbox."""

    def any_fresh(self) -> bool:
        """Say whether anything is in the outbox."""
        ...


class TellUnit(CaseUnit, Protocol):
    """One transaction that tells people."""

    @property
    def clocks(self) -> AlarmStore:
        """Clocks."""
        ...

    @property
    def notices(self) -> OutboxStore:
        """Notices."""
        ...

    @property
    def mail(self) -> MailStore:
        """What waits for letters."""
        ...


class SubstituteUnit(TellUnit, Protocol):
    """One transaction that tells substitutes."""

    @property
    def reading(self) -> CaseReading:
        """Lists and pages."""
        ...


class NoticeReadUnit(ReadUnit, Protocol):
    """One look at what somebody was told."""

    @property
    def comments(self) -> CommentStore:
        """Comments."""
        ...

    @property
    def mail(self) -> MailStore:
        """What waits for letters."""
        ...

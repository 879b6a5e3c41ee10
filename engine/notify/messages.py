"""What a person can do with their notices, and choose about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from engine.kernel.ids import NoticeId
from engine.kernel.messages import Command, Query
from engine.notify.kinds import How, Kind
from engine.notify.notices import Swept


@dataclass(frozen=True, kw_only=True)
class UnreadNotices(Query[int]):
    """How many notices the person has not read, up to `MANY`."""

    action: ClassVar[str] = "notice.read"


@dataclass(frozen=True, kw_only=True)
class MarkNotice(Command[None]):
    """Mark one of one's notices as read, or as unread; twice is once. Raises UnknownNotice."""

    action: ClassVar[str] = "notice.read"
    notice: NoticeId
    read: bool = True


@dataclass(frozen=True, kw_only=True)
class MarkNotices(Command[int]):
    """Mark one's notices up to `newest`, the newest one was shown, as read; return how many."""

    action: ClassVar[str] = "notice.read"
    newest: NoticeId


_FIRST = NoticeId(0)


@dataclass(frozen=True, kw_only=True)
class SweepNotices(Command[Swept]):
    """Forget old notices behind one, some at a time: those read, and much later the others."""

    action: ClassVar[str] = "station.sweep"
    after: NoticeId = _FIRST
    limit: int = 1000


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """How a person hears of each kind they may choose about, and whether mail can reach them.

    `mails` is whether the station sends mail at all; `address` is where to; `refused` is what was
    said when that address last took none.
    """

    chosen: Mapping[Kind, How]
    mails: bool
    address: str | None
    refused: str | None


@dataclass(frozen=True, kw_only=True)
class NoticeChoices(Query[Choices]):
    """How one hears of what."""

    action: ClassVar[str] = "notice.read"


@dataclass(frozen=True, kw_only=True)
class ChooseNotices(Command[None]):
    """Choose how one hears of what; kinds not given stay. Raises BadChoice."""

    action: ClassVar[str] = "notice.choose"
    chosen: Mapping[Kind, How] = field(default_factory=dict)

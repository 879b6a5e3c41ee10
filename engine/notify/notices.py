"""Notices as kept in the store, and the port to where they are kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from engine.kernel.ids import CaseId, NoticeId, UserId
from engine.notify.kinds import How, Kind

MANY = 1000
"""Counts go no further."""


@dataclass(frozen=True, kw_only=True, slots=True)
class NewNotice:
    """Something to tell a person (`login`), or all of a group. `instance` is the task's.

    `by` is who caused it, None when it was time or the engine. `detail` holds what only one kind
    has: FEEL values.
    """

    kind: Kind
    at: datetime
    login: UserId | None = None
    group: str | None = None
    case: CaseId | None = None
    instance: int | None = None
    by: UserId | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Notice:
    """A notice of one person: `stands_for` is the absent one in whose place they are told."""

    id: NoticeId
    kind: Kind
    at: datetime
    login: UserId
    group: str | None
    case: CaseId | None
    instance: int | None
    by: UserId | None
    detail: Mapping[str, Any]
    stands_for: UserId | None
    read: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Told:
    """A notice as it reaches one person; `mail` says that it also waits for a letter."""

    notice: NewNotice
    login: UserId
    stands_for: UserId | None
    mail: How | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Swept:
    """How many notices went, and behind which one to go on; None when the rest is younger."""

    gone: int
    next: NoticeId | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Listeners:
    """Who wants to hear of what is offered: people by login, and groups with such a member."""

    people: frozenset[str]
    groups: frozenset[str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Mailbox:
    """When a person was last sent a letter, and whether one of a kind is waiting to be written.

    `refused` is what was said when `address` took no mail; None when it did.
    """

    login: UserId
    last: datetime | None = None
    waiting: frozenset[How] = frozenset()
    refused: str | None = None
    address: str | None = None

    def refuses(self, address: str) -> bool:
        """Say whether an address is the one that took no mail."""
        return self.refused is not None and self.address == address


class NoticeStore(Protocol):
    """Notices inside a transaction."""

    def add(self, notices: Sequence[NewNotice]) -> None:
        """Put notices into the outbox: nobody sees them before they are told."""
        ...

    def listeners(self, now: datetime) -> Listeners:
        """Return who wants to hear of offers; may be half a minute old."""
        ...

    def take_fresh(self, limit: int) -> Sequence[NewNotice]:
        """Take notices out of the outbox, oldest first, passing over those another is taking."""
        ...

    def tell(self, told: Sequence[Told]) -> None:
        """Enter what people are told."""
        ...

    def get(self, login: UserId, notice: NoticeId) -> Notice | None:
        """Return a notice of a person."""
        ...

    def page(
        self, login: UserId, before: NoticeId | None, limit: int, *, unread: bool
    ) -> Sequence[Notice]:
        """Return notices of a person, latest first, those older than `before`."""
        ...

    def unread(self, login: UserId) -> int:
        """Count what a person has not read, up to MANY."""
        ...

    def mark(self, login: UserId, at: datetime | None, notice: NoticeId) -> None:
        """Mark one notice of a person as read, or as unread."""
        ...

    def mark_all(self, login: UserId, at: datetime, newest: NoticeId) -> int:
        """Mark a person's notices up to one as read; return how many were not."""
        ...

    def choices(self, logins: Iterable[UserId]) -> Mapping[UserId, Mapping[Kind, How]]:
        """Return what people have chosen; whoever chose nothing is left out."""
        ...

    def choose(self, login: UserId, chosen: Mapping[Kind, How]) -> None:
        """Save how a person wants to hear of things."""
        ...

    def has_unread(self, login: UserId, kind: Kind) -> bool:
        """Say whether a person has an unread notice of a kind."""
        ...

    def sweep(self, after: NoticeId, *, read: datetime, unread: datetime, limit: int) -> Swept:
        """Delete notices from before two moments, by whether they were read.

        `limit` of them behind one are looked at, the oldest first; none that waits for a letter is
        deleted.
        """
        ...


class MailStore(Protocol):
    """What waits for letters, inside a transaction."""

    def boxes(self, logins: Iterable[UserId]) -> Mapping[UserId, Mailbox]:
        """Return the mailboxes of people, keeping others off them."""
        ...

    def look(self, login: UserId) -> Mailbox:
        """Return a person's mailbox, locking nothing."""
        ...

    def put(self, box: Mailbox) -> None:
        """Save a mailbox that `boxes` has given."""
        ...

    def waiting(self, login: UserId, how: How, limit: int) -> Sequence[Notice]:
        """Return a person's notices that wait for a letter, oldest first."""
        ...

    def waits(self, login: UserId, how: How) -> bool:
        """Say whether anything waits for a letter of a person."""
        ...

    def written(self, login: UserId, how: How, newest: NoticeId | None) -> None:
        """Let a person's notices wait no longer: those up to one, or all."""
        ...

"""What happened to people and to customers, as whoever may look at it is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from engine.identity.users import User


@dataclass(frozen=True, kw_only=True, slots=True)
class StoredEvent:
    """An event of the station's chain or of a customer's, its data read."""

    seq: int
    at: datetime
    kind: str
    actor: str | None
    data: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditEntry:
    """Something that happened: `data` holds the event's own fields, typed.

    `person` is whom it happened to; None where it was a customer, or nobody known any more.
    """

    seq: int
    at: datetime
    kind: str
    by: User | None
    """None: the station's own machine."""
    person: User | None
    data: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class AuditTrail:
    """Some of what happened, latest first; `next` goes into the query's `before`.

    `named` are the people the events name, by login.
    """

    rows: tuple[AuditEntry, ...]
    next: int | None
    named: Mapping[str, User]


def trail_of(
    found: Sequence[StoredEvent],
    limit: int,
    logins: Callable[[StoredEvent], Iterable[str]],
    people: Callable[[Iterable[str]], Mapping[str, User]],
) -> AuditTrail:
    """Return the first `limit` of the events found: `logins` gives those an event names, `people`
    who they are.
    """
    shown = found[:limit]
    named = people(login for event in shown for login in logins(event))
    rows = tuple(_entry(event, named) for event in shown)
    end = shown[-1].seq if len(found) > limit else None
    return AuditTrail(rows=rows, next=end, named=dict(named))


def _entry(event: StoredEvent, named: Mapping[str, User]) -> AuditEntry:
    return AuditEntry(
        seq=event.seq,
        at=event.at,
        kind=event.kind,
        by=named.get(event.actor or ""),
        person=named.get(event.data.get("person") or ""),
        data=event.data,
    )

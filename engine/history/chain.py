"""The hash chain of a case's history: whoever changes an old event breaks every later one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

import orjson

from engine.feel.wire import dumps
from engine.kernel.messages import Event
from engine.kernel.records import record

_NOTHING = dumps({})

GENESIS = bytes(32)
"""What the first event of a chain is chained to."""


@record(frozen=True, kw_only=True, slots=True)
class Recorded:
    """An event as stored: its place in the case's chain, who caused it, its bytes and hash.

    Of the hash the first bytes may be all that is kept (`entries`); they are compared.
    """

    seq: int
    at: datetime
    kind: str
    actor: str | None
    element: str | None
    instance: int | None
    data: bytes
    hash: bytes


def link(
    events: Sequence[Event], *, after: tuple[int, bytes], at: datetime, actor: str | None
) -> list[Recorded]:
    """Chain new events behind `after`, the last sequence number and hash of the case."""
    seq, previous = after
    micros = _micros(at)
    linked = []
    for event in events:
        seq += 1
        own = event.data()
        data = dumps(own) if own else _NOTHING
        head = [seq, micros, event.kind, actor, event.element, event.instance]
        previous = sha256(previous + orjson.dumps(head) + data).digest()
        linked.append(
            Recorded(
                seq=seq,
                at=at,
                kind=event.kind,
                actor=actor,
                element=event.element,
                instance=event.instance,
                data=data,
                hash=previous,
            )
        )
    return linked


def first_broken(chain: Iterable[Recorded], end: tuple[int, bytes] | None = None) -> int | None:
    """Return the sequence number at which a stored chain no longer holds, None when it is whole.

    `end` is the last event's number and hash as kept elsewhere: it tells what was cut off or added.
    """
    previous, seq = GENESIS, 0
    for row in chain:
        if row.seq != seq + 1:
            return seq + 1
        head = [row.seq, _micros(row.at), row.kind, row.actor, row.element, row.instance]
        digest = sha256(previous + orjson.dumps(head) + row.data).digest()
        if not row.hash or not digest.startswith(row.hash):
            return row.seq
        previous, seq = digest, row.seq
    if end is None or end == (seq, previous):
        return None
    return seq if end[0] == seq else min(end[0], seq) + 1


def _micros(at: datetime) -> int:
    return round(at.timestamp() * 1_000_000)

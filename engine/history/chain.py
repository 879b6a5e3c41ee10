"""The hash chain of a case's history: whoever changes an old event breaks every later one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

import orjson

from engine.kernel.records import record

_EMPTY = sha256()

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


def digest(previous: bytes, head: Sequence[object], data: bytes) -> bytes:
    """Return the hash of an event behind that of the one before.

    `head` is its number, moment (microseconds since 1970), kind, actor, element and instance;
    `data` its own fields as JSON.
    """
    found = _EMPTY.copy()  # which OpenSSL need not look up anew
    found.update(previous + orjson.dumps(head) + data)
    return found.digest()


def first_broken(chain: Iterable[Recorded], end: tuple[int, bytes] | None = None) -> int | None:
    """Return the sequence number at which a stored chain no longer holds, None when it is whole.

    `end` is the last event's number and hash as kept elsewhere: it tells what was cut off or added.
    """
    previous, seq = GENESIS, 0
    for row in chain:
        if row.seq != seq + 1:
            return seq + 1
        head = [row.seq, micros(row.at), row.kind, row.actor, row.element, row.instance]
        found = digest(previous, head, row.data)
        if not row.hash or not found.startswith(row.hash):
            return row.seq
        previous, seq = found, row.seq
    if end is None or end == (seq, previous):
        return None
    return seq if end[0] == seq else min(end[0], seq) + 1


def micros(at: datetime) -> int:
    """Return a moment as it is hashed."""
    return round(at.timestamp() * 1_000_000)

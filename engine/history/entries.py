"""An entry: all that one command did to a case, stored as one row.

One line for each event, `["kind","element",instance,data]`; JSON has no bare line ends. Of each
event's hash the first bytes are kept, which is enough to say which event was touched: the whole
hash at the end of the chain depends on each, and is kept with what the chain is of.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

import orjson

from engine.feel.wire import dumps
from engine.history.chain import Recorded, digest, micros
from engine.kernel.messages import Event
from engine.kernel.records import record

_NOTHING = dumps({})

MARK = 4
"""How many bytes of an event's hash are kept."""

UNREADABLE = "unreadable"
"""The kind of an event whose bytes somebody changed into what is no event."""


@record(frozen=True, kw_only=True, slots=True)
class Entry:
    """A row of the history; `seq` is the number of its first event within the case.

    `marks` are of all events but the last, whose `hash` stands beside them: whole in rows of early
    stores and where nothing else keeps the chain's end.
    """

    seq: int
    at: datetime
    actor: str | None
    events: bytes
    marks: bytes
    hash: bytes

    @property
    def last(self) -> int:
        """The number of its last event."""
        return self.seq + len(self.marks) // MARK


def enter(
    events: Sequence[Event], *, after: tuple[int, bytes], at: datetime, actor: str | None
) -> Entry:
    """Chain new events, at least one, behind `after`: the last number and hash of their chain."""
    seq, previous = after
    moment = micros(at)
    lines, hashes = [], []
    for event in events:
        seq += 1
        kind, element, instance = event.kind, event.element, event.instance
        own = event.data()
        data = dumps(own) if own else _NOTHING
        previous = digest(previous, (seq, moment, kind, actor, element, instance), data)
        hashes.append(previous)
        lines.append(_head(kind, element, instance) + data + b"]")
    return Entry(
        seq=after[0] + 1,
        at=at,
        actor=actor,
        events=b"\n".join(lines),
        marks=b"".join([whole[:MARK] for whole in hashes[:-1]]),
        hash=previous,
    )


def events_of(entry: Entry, kinds: Collection[str] = ()) -> list[Recorded]:
    """Return the events of an entry, of some kinds only when any are named.

    An entry that was tampered with gives what can still be read; the chain does not hold then.
    """
    wanted = tuple(orjson.dumps([kind])[:-1] + b"," for kind in kinds) or b""
    hashes = [*_marks(entry.marks), entry.hash]
    return [
        _recorded(entry, place, line, hashes[place] if place < len(hashes) else b"")
        for place, line in enumerate(entry.events.split(b"\n"))
        if line.startswith(wanted)
    ]


def _recorded(entry: Entry, place: int, line: bytes, kept: bytes) -> Recorded:
    kind, element, instance, data = _read(line)
    return Recorded(
        seq=entry.seq + place,
        at=entry.at,
        kind=kind,
        actor=entry.actor,
        element=element,
        instance=instance,
        data=data,
        hash=kept,
    )


def _marks(marks: bytes) -> list[bytes]:
    return [marks[at : at + MARK] for at in range(0, len(marks), MARK)]


def _head(kind: str, element: str | None, instance: int | None) -> bytes:
    return orjson.dumps([kind, element, instance])[:-1] + b","


def _read(line: bytes) -> tuple[str, str | None, int | None, bytes]:
    """Take a line apart; the data's bytes are those that were hashed."""
    try:
        kind, element, instance, _ = orjson.loads(line)
    except (ValueError, TypeError):
        return UNREADABLE, None, None, b"{}"
    head = _head(kind, element, instance)
    if not line.startswith(head) or not isinstance(kind, str):
        return UNREADABLE, None, None, b"{}"
    return kind, element, instance, line[len(head) : -1]

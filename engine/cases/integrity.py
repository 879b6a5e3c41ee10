"""Whether the history is still what was written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from engine.cases.ports.histories import StoredChain
from engine.cases.ports.reading import ReadUnit
from engine.history.chain import first_broken
from engine.identity.context import Context
from engine.kernel.ids import CaseId
from engine.kernel.messages import Query


@dataclass(frozen=True, kw_only=True, slots=True)
class Touched:
    """A chain that does not hold: `seq` is the first event that was changed, added or removed.

    A customer's chain is that of a case below zero, its `number` the customer's name. `number` is
    None for the station's own chain (case 0) and for a case or customer whose row is gone. `kind`,
    `at` and `actor` are what stands there now; None when the event is missing.
    """

    case: CaseId
    number: str | None
    seq: int
    kind: str | None = None
    at: datetime | None = None
    actor: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Integrity:
    """What computing every chain anew has shown.

    `seal` is a digest of all chains' ends. Written down elsewhere, it also tells a history that was
    wholly written anew from the one it was taken from.
    """

    chains: int
    events: int
    seal: str
    touched: tuple[Touched, ...]


@dataclass(frozen=True, kw_only=True)
class VerifyHistory(Query[Integrity]):
    """Compute every chain of the history anew. Reads all of it: minutes in a large store."""

    action: ClassVar[str] = "history.verify"


def verify_history(_: VerifyHistory, context: Context[ReadUnit]) -> Integrity:
    """Compute every chain anew; one chain at a time is in memory."""
    chains = events = 0
    touched = []
    seal = hashlib.sha256()
    for chain in context.unit.history.chains():
        chains += 1
        events += len(chain.events)
        broken = broken_in(chain)
        if broken is not None:
            touched.append(broken)
        seal.update(b"%d:%b;" % (chain.case, _end(chain)))
    return Integrity(chains=chains, events=events, seal=seal.hexdigest(), touched=tuple(touched))


def _end(chain: StoredChain) -> bytes:
    """Return the hash a chain ends with: its case or customer keeps it, the station's own row."""
    if chain.head is not None:
        return chain.head[1]
    return chain.events[-1].hash if chain.events else b""


def broken_in(chain: StoredChain) -> Touched | None:
    """Return where a chain no longer holds, None when it is whole."""
    seq = first_broken(chain.events, chain.head)
    if seq is None and chain.number is None and chain.case:
        seq = 1  # events of a case that is no longer there
    if seq is None:
        return None
    row = next((event for event in chain.events if event.seq == seq), None)
    return Touched(
        case=chain.case,
        number=chain.number,
        seq=seq,
        kind=row.kind if row else None,
        at=row.at if row else None,
        actor=row.actor if row else None,
    )

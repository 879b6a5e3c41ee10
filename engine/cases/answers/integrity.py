"""Whether the history is still what was written."""

from __future__ import annotations

import hashlib

from engine.cases.integrity import Integrity, Touched, VerifyHistory
from engine.cases.ports.reading import ReadUnit, StoredChain
from engine.history.chain import first_broken
from engine.identity.context import Context


def verify_history(_: VerifyHistory, context: Context[ReadUnit]) -> Integrity:
    """Compute every chain anew; one chain at a time is in memory."""
    chains = events = 0
    touched = []
    seal = hashlib.sha256()
    for chain in context.unit.history.chains():
        chains += 1
        events += len(chain.events)
        broken = _broken(chain)
        if broken is not None:
            touched.append(broken)
        end = chain.events[-1].hash if chain.events else b""
        seal.update(b"%d:%b;" % (chain.case, end))
    return Integrity(chains=chains, events=events, seal=seal.hexdigest(), touched=tuple(touched))


def _broken(chain: StoredChain) -> Touched | None:
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

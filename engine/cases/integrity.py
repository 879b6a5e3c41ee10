"""Asking whether the history is still what was written, and the answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

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

"""What every command that operates a case asks first: why, and whether it is as it was seen."""

from __future__ import annotations

from engine.cases.noting import held
from engine.cases.operating.errors import CaseChanged, NoReason
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord
from engine.identity.context import Context
from engine.kernel.ids import CaseId

LONGEST = 2_000
"""Most characters of a reason."""


def reasoned(reason: str) -> str:
    """Return a reason without what is around it. Raises NoReason."""
    text = reason.strip()
    if not 0 < len(text) <= LONGEST:
        raise NoReason(LONGEST)
    return text


def remarked(text: str) -> str:
    """Return what may be said beside a deed, empty when nothing is. Raises NoReason when it is too
    long.
    """
    return reasoned(text) if text.strip() else ""


def held_as_seen(context: Context[CaseUnit], case_id: CaseId, seen: int | None) -> CaseRecord:
    """Return a case for writing, which has as many events as were seen. Raises UnknownCase,
    CaseChanged.
    """
    case = held(context, case_id)
    require_seen(case, seen)
    return case


def require_seen(case: CaseRecord, seen: int | None) -> None:
    """Raise CaseChanged when a case has other events than were seen; None: nobody looked."""
    if seen is not None and case.chain[0] != seen:
        raise CaseChanged(case.id, case.number)

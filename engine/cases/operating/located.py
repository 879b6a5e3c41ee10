"""What every command that operates a case asks first: which case, why, and how it is seen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from engine.cases.access import may_see
from engine.cases.errors import UnknownCase
from engine.cases.operating.errors import NoReason
from engine.cases.ports import CaseUnit
from engine.cases.records import CaseRecord
from engine.cases.runner import Execution
from engine.cases.stepping.actions import Action, Plan
from engine.identity.context import Context
from engine.kernel.ids import CaseId
from engine.kernel.messages import Event

LONGEST = 2_000
"""Most characters of a reason."""


def reasoned(reason: str) -> str:
    """Return a reason without what is around it. Raises NoReason."""
    text = reason.strip()
    if not 0 < len(text) <= LONGEST:
        raise NoReason(LONGEST)
    return text


def located(context: Context[CaseUnit], case_id: CaseId) -> CaseRecord:
    """Return a case for writing. Raises UnknownCase also for one the person may not know of."""
    case = context.unit.cases.load(case_id)
    if case is None or not may_see(context, case):
        raise UnknownCase(case_id)
    return case


def planned(action: Action) -> Plan:
    """Return the plan to do `action`, whatever the tokens are."""
    return lambda _execution, _functions: action


def nothing(_: Execution) -> None:
    """Leave the tokens where they are."""


def write_down(context: Context[CaseUnit], case: CaseRecord, events: Sequence[Event]) -> CaseRecord:
    """Return a case with events in its history; the caller saves it."""
    chain = context.unit.history.append(
        case.id, events, after=case.chain, at=context.now, actor=context.actor.id
    )
    return replace(case, chain=chain)

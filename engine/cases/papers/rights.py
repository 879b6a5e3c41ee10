"""Who may take a paper out: who put it there, the case's manager, and the station's leaders."""

from __future__ import annotations

from engine.cases.papers.messages import RemovePaper
from engine.cases.papers.ports import PaperRecord
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of


def may_remove(context: Context[CaseUnit], case: CaseRecord, paper: PaperRecord) -> bool:
    """Say whether the person may remove a paper of a case they may see."""
    scope = scope_of(context.actor, RemovePaper.action)
    if scope is Scope.NONE:
        return False
    return scope is Scope.STATION or context.actor.id in (paper.by, case.manager)

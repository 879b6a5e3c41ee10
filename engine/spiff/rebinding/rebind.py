"""Tokens brought over to another version of their process."""

from __future__ import annotations

from engine.cases.tokens.rebinding import Rebinding, Rebound
from engine.kernel.reasons import Reason, Why
from engine.spiff.rebinding.changes import beginning
from engine.spiff.rebinding.fitting import counterpart, ends, stands_in
from engine.spiff.specs.activities.tasks import UserTask
from engine.spiff.specs.compensation import INSIDE
from engine.spiff.specs.events.timers import forget_repeating
from engine.spiff.specs.events.waiting import DELIVERED, Waiting
from engine.spiff.specs.gateways import EventGateway
from engine.spiff.specs.node import Node
from engine.spiff.specs.process import ProcessSpec
from engine.spiff.tokens.token import Token
from engine.spiff.tokens.workflow import CaseWorkflow
from engine.spiff.values.expressions import attribute, failed


def rebind(workflow: CaseWorkflow, rebinding: Rebinding, target: ProcessSpec) -> Rebound:
    """Bring every token of the process that is left to `target`.

    First what is drawn no more goes, as what it was; then all are brought over, so that each finds
    its scope; then what is new begins to wait. Raises ElementFailed when an expression of the new
    version cannot be evaluated.
    """
    theirs = [token for _, token in sorted(workflow.tasks.items()) if stands_in(token, rebinding)]
    for token in theirs:
        if not token.task_spec.is_frame and ends(token.task_spec, rebinding, target):
            token.cancel()
    brought = [
        (token, token.task_spec, _bring(token, rebinding, target))
        for token in theirs
        if token.id in workflow.tasks
    ]
    for token, old, new in brought:
        _begin(token, old, new, rebinding)
    elements = {int(token.id): new.bpmn_id for token, _, new in brought if new.bpmn_id is not None}
    forms = {int(t.id): _form(t) for t, _, new in brought if isinstance(new, UserTask)}
    return Rebound(elements=elements, forms=forms)


def _bring(token: Token, rebinding: Rebinding, target: ProcessSpec) -> Node:
    """Let a token stand on its element in the target, with what it keeps named as there."""
    old = token.task_spec
    new = target.start if old.is_frame else counterpart(old, rebinding, target)
    if new is None:
        raise failed(old, Reason(Why.NO_PLACE))
    token.task_spec = new
    token._where = None
    if token.via is not None:
        token.via = rebinding.element(token.via)
    if INSIDE in token.internal_data:
        token.internal_data[INSIDE] = [rebinding.element(e) for e in token.internal_data[INSIDE]]
    if new.drawn.timer is not None and new.drawn.timer.kind != "timeCycle":
        forget_repeating(token)
    if old.is_frame and token.up is None:
        token.workflow.spec = target
    return new


def _begin(token: Token, old: Node, new: Node, rebinding: Rebinding) -> None:
    """Let what is new beside a token wait, and await what it waits for by its new name."""
    workflow = token.workflow
    for event in beginning(old, new, rebinding):
        event._update(workflow.watch(event, token))
    if isinstance(new, EventGateway):
        behind = {kid.task_spec for kid in token.kids}
        for flow in new.outgoing:
            if flow.target not in behind:
                workflow.enter(flow.target, token, flow.id)
    if isinstance(new, Waiting) and new.awaited in DELIVERED and _renamed(old, new):
        new.subscribe(token)


def _renamed(old: Node, new: Node) -> bool:
    return old.drawn.reference != new.drawn.reference


def _form(token: Token) -> str | None:
    form = attribute(token, token.task_spec.element.form_name)
    return None if form is None else str(form)

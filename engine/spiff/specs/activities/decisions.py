"""Business rule tasks: a decision is evaluated, its result shaped as Camunda 7 shapes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.tokens.changes import Decided, Value
from engine.cases.tokens.runner import Bound
from engine.definitions.diagrams.names import DECISION_RESULTS, DECISION_VERSIONS
from engine.kernel.reasons import Reason, Why
from engine.spiff.specs.activities.external import ExternalTask
from engine.spiff.values.expressions import attribute, failed

if TYPE_CHECKING:
    from engine.spiff.specs.node import Node
    from engine.spiff.tokens.token import Token


class BusinessRuleTask(ExternalTask):
    """Evaluates `camunda:decisionRef`, or does external work when it has a topic instead."""

    def _run_hook(self, token: Token) -> bool | None:
        given = self.element.attributes
        if "decisionRef" not in given:
            return super()._run_hook(token)
        decision = attribute(token, given["decisionRef"])
        if not isinstance(decision, str) or not decision:
            raise failed(self, Reason(Why.NO_DECISION))
        value, trace = token.workflow.host.decide(decision, token.variables(), self._bound(token))
        token.workflow.record(Decided(at=token.where, decision=decision, trace=trace))
        shape = given.get("mapDecisionResult", DECISION_RESULTS[-1])
        self.put_result(token, mapped_result(self, shape, value))
        return True

    def _bound(self, token: Token) -> Bound:
        given = self.element.attributes
        binding = given.get("decisionRefBinding")
        named = DECISION_VERSIONS.get(binding or "")
        version = None if named is None else attribute(token, given.get(named))
        return Bound(
            binding=binding,
            version=None if version is None else str(version),
            beside=self.process.definition,
        )


def mapped_result(spec: Node, shape: str, value: Value) -> Value:
    """Return a decision's value as `camunda:mapDecisionResult` wants it.

    `singleEntry`: the one entry of the one matched rule; `singleResult`: that rule's context;
    `collectEntries`: the one entry of every matched rule; `resultList`: all contexts. Nothing
    matched is null, or an empty list. A decision that gives a plain value counts as one entry.
    Raises ElementFailed when there is more than the shape has room for.
    """
    rows = value if isinstance(value, list) else [] if value is None else [value]
    if shape == "resultList":
        return rows
    if shape == "collectEntries":
        return [_entry(spec, row) for row in rows]
    if shape not in DECISION_RESULTS:
        raise failed(spec, f"does not know the result mapping {shape}")
    if len(rows) > 1:
        raise failed(spec, Reason(Why.MANY_RULES, shape=shape, number=len(rows)))
    if not rows:
        return None
    return _entry(spec, rows[0]) if shape == "singleEntry" else rows[0]


def _entry(spec: Node, row: Value) -> Value:
    if not isinstance(row, dict):
        return row
    if len(row) > 1:
        raise failed(spec, Reason(Why.MANY_ENTRIES, names=", ".join(row)))
    return next(iter(row.values()), None)

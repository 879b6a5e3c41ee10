"""Whether a token has a place in another version of its process, and if not, why."""

from __future__ import annotations

from collections.abc import Callable

from engine.cases.tokens.rebinding import Fit, Rebinding
from engine.spiff.rebinding.changes import changes
from engine.spiff.specs.activities.multi import MultiInstanceBody
from engine.spiff.specs.compensation import CompensationEvent
from engine.spiff.specs.gateways import Join, race_around
from engine.spiff.specs.node import Node
from engine.spiff.specs.process import ProcessSpec
from engine.spiff.tokens.token import Token
from engine.spiff.tokens.workflow import CaseWorkflow


def fits(workflow: CaseWorkflow, rebinding: Rebinding, target: ProcessSpec) -> list[Fit]:
    """Return how each token fits that stands in the process that is left, in their order."""
    return [
        fit_of(token, rebinding, target)
        for _, token in sorted(workflow.tasks.items())
        if stands_in(token, rebinding) and not token.task_spec.is_frame
    ]


def stands_in(token: Token, rebinding: Rebinding) -> bool:
    """Say whether a token stands in the process that is left."""
    process = token.task_spec.process
    return rebinding.concerns(process.definition, process.name)


def fit_of(token: Token, rebinding: Rebinding, target: ProcessSpec) -> Fit:
    """Return how one token fits."""
    spec = token.task_spec
    new = counterpart(spec, rebinding, target)
    if ends(spec, rebinding, target):
        return _fit(token, None, changes=("ends",))
    problem = _problem(token, new, rebinding, target)
    if problem is not None or new is None:
        return _fit(token, rebinding.element(spec.element.id), problem=problem or "gone")
    return _fit(token, new.element.id, changes=tuple(changes(spec, new, rebinding)))


def counterpart(spec: Node, rebinding: Rebinding, target: ProcessSpec) -> Node | None:
    """Return the spec of an element in the target; of an instance of many, that of each."""
    name = rebinding.element(spec.element.id)
    return target.task_specs.get(f"{name}*" if spec.name.endswith("*") else name)


def ends(spec: Node, rebinding: Rebinding, target: ProcessSpec) -> bool:
    """Say whether it waits beside something and is drawn no more: it goes, and is no obstacle.

    What remembers that an activity completed must stay: it could not be compensated otherwise.
    """
    gone = rebinding.element(spec.element.id) not in target.task_specs
    return gone and spec.watches and not isinstance(spec, CompensationEvent)


def _fit(
    token: Token, to: str | None, *, problem: str | None = None, changes: tuple[str, ...] = ()
) -> Fit:
    spec = token.task_spec
    return Fit(
        instance=int(token.id),
        element=spec.element.id,
        type=spec.element.type,
        to=to,
        problem=problem,
        changes=changes,
    )


def _problem(
    token: Token, new: Node | None, rebinding: Rebinding, target: ProcessSpec
) -> str | None:
    """Return the first reason for which a token has no place, None when it has one."""
    spec = token.task_spec
    if rebinding.element(spec.element.id) not in target.task_specs:
        return "gone"
    if new is None or _repeats(spec) != _repeats(new):
        return "multi-instance"
    for code, differs in _CHECKS:
        if differs(token, new, rebinding):
            return code
    return None


def _repeats(spec: Node) -> bool | None:
    """Return None for what is done once, else whether it is done in turn."""
    if not isinstance(spec, MultiInstanceBody):
        return None
    return spec.loop.sequential


def _type(token: Token, new: Node, _: Rebinding) -> bool:
    return token.task_spec.element.type != new.element.type


def _event(token: Token, new: Node, _: Rebinding) -> bool:
    old = token.task_spec
    return (old.drawn.event, old.drawn.by_event) != (new.drawn.event, new.drawn.by_event)


def _attached(token: Token, new: Node, rebinding: Rebinding) -> bool:
    old = token.task_spec.element.attached_to
    return (None if old is None else rebinding.element(old)) != new.element.attached_to


def _scope(token: Token, new: Node, rebinding: Rebinding) -> bool:
    old = token.task_spec.element.parent
    if (None if old is None else rebinding.element(old)) != new.element.parent:
        return True
    race = race_around(token)
    if race is None:
        return False
    gateway = new.process.task_specs.get(rebinding.element(race.task_spec.element.id))
    return gateway is not None and all(flow.target is not new for flow in gateway.outgoing)


def _flow(token: Token, new: Node, rebinding: Rebinding) -> bool:
    if not isinstance(token.task_spec, Join) or token.via is None:
        return False
    return rebinding.element(token.via) not in new.incoming


_CHECKS: tuple[tuple[str, Callable[[Token, Node, Rebinding], bool]], ...] = (
    ("type", _type),
    ("event", _event),
    ("attached", _attached),
    ("scope", _scope),
    ("flow", _flow),
)

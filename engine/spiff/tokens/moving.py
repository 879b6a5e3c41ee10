"""Tokens put and taken by hand, as Camunda 7's process instance modification does it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from engine.cases.tokens.changes import Value
from engine.cases.tokens.moving import CannotMove, Target
from engine.spiff.specs.activities.multi import MultiInstanceBody
from engine.spiff.specs.activities.scopes import EventSubProcess
from engine.spiff.specs.compensation import CompensationEvent
from engine.spiff.specs.gateways import EventGateway, Join, race_around
from engine.spiff.specs.node import Node
from engine.spiff.specs.process import listen
from engine.spiff.tokens.token import Token
from engine.spiff.tokens.workflow import CaseWorkflow


def skip(token: Token, variables: Mapping[str, Value]) -> None:
    """Cancel what waits at a token and put one on each flow that leaves its element.

    An event of a race behind an event-based gateway takes the gateway with it, as if it had won.
    Raises CannotMove for what waits beside an activity, and for gateways.
    """
    spec = token.task_spec
    if spec.watches:
        raise _cannot(spec, "beside")
    if isinstance(spec, Join | EventGateway):
        raise _cannot(spec, "gateway")
    gone = race_around(token) or token
    around = gone.up
    (around or token).put_all(variables)
    flows = spec.choose(token)
    gone.cancel()
    token.workflow.go(flows, around)


def move(
    workflow: CaseWorkflow,
    cancel: Sequence[Token],
    start: Sequence[Target],
    variables: Mapping[str, Value],
) -> list[int]:
    """Begin before elements, then cancel tokens and what they leave empty.

    The new tokens come first, so that a scope in which one ends and another begins stays open
    with its variables. Raises CannotMove.
    """
    for token in cancel:
        if token.task_spec.watches:
            raise _cannot(token.task_spec, "beside")
    begun = [_begin(workflow, target, cancel, variables) for target in start]
    for token in cancel:
        if token.id in workflow.tasks:  # an earlier one may have held it
            _take(token)
    if not any(token.kids for token in workflow.tasks.values()):
        spec = (cancel[0] if cancel else next(iter(workflow.tasks.values()))).task_spec
        raise _cannot(spec, "nothing")
    return [int(token.id) for token in begun]


def _take(token: Token) -> None:
    """Cancel a token and every scope around it that it leaves empty, but the case itself."""
    gone: Token = token
    while True:
        around = gone.up
        gone.cancel()
        if around is None:
            return
        around.task_spec.one_gone(around)
        if around.kids or around.up is None:
            return
        gone = around


def _begin(
    workflow: CaseWorkflow,
    target: Target,
    cancelled: Sequence[Token],
    variables: Mapping[str, Value],
) -> Token:
    place = _Place(workflow, target, cancelled)
    at = place.frame()
    spec = place.spec_in(at)
    _check(spec)
    for scope in reversed(list(_scopes(spec))):
        holder = holder_of(spec, scope)
        at = place.open(holder, at) or _open(holder, at)
    at.put_all(variables)
    return workflow.enter(spec, at)


class _Place:
    """Finds the open scopes a new token belongs in.

    Of several that could hold it, those count that hold everything that is cancelled with it.
    """

    def __init__(self, workflow: CaseWorkflow, target: Target, cancelled: Sequence[Token]) -> None:
        self._target = target
        self._cancelled = cancelled
        self._process = target.process or workflow.spec.name
        doomed = {inner.id for token in cancelled for inner in token._inside_out()}
        self._live = [token for token in workflow.tasks.values() if token.id not in doomed]
        self._within = None if target.within is None else workflow.tasks.get(target.within)
        if target.within is not None and self._within is None:
            raise self._refused(why="not-running")

    def frame(self) -> Token:
        """Return the frame of the process. Raises CannotMove."""
        name = self._process
        frames = [
            t for t in self._live if t.task_spec.is_frame and t.task_spec.process.name == name
        ]
        having = [t for t in frames if self._target.element in t.task_spec.process.task_specs]
        if not having:
            raise self._refused(why="unknown" if frames else "not-running")
        found = self._one(having)
        if found is None:
            raise self._refused(why="not-running")
        return found

    def spec_in(self, frame: Token) -> Node:
        """Return the spec of the target's element."""
        spec: Node = frame.task_spec.process.task_specs[self._target.element]
        return spec

    def open(self, holder: Node, around: Token) -> Token | None:
        """Return the open scope of a spec inside another; None when there is none.

        Raises CannotMove when there are several.
        """
        inside = [t for t in self._live if t.task_spec is holder and _inside(t, around)]
        return self._one(inside)

    def _one(self, found: Sequence[Token]) -> Token | None:
        within = self._within
        if within is not None:
            found = [one for one in found if _inside(one, within) or _inside(within, one)]
        if len(found) > 1 and self._cancelled:
            around = [one for one in found if all(_inside(t, one) for t in self._cancelled)]
            found = around or found
        if len(found) > 1:
            raise self._refused(why="several")
        return found[0] if found else None

    def _refused(self, *, why: str) -> CannotMove:
        return CannotMove(self._target.element, "", why)


def _open(holder: Node, around: Token) -> Token:
    """Open a scope, not at its start. Raises CannotMove for an instance of many."""
    if isinstance(holder.process.task_specs.get(holder.bpmn_id or ""), MultiInstanceBody):
        raise _cannot(holder, "many")
    opened = around.workflow.place(holder, around)
    listen(opened)
    return opened


def holder_of(spec: Node, scope: str) -> Node:
    """Return the spec whose token holds what is inside a scope; of a multi-instance one, each."""
    specs = spec.process.task_specs
    found: Node = specs.get(f"{scope}*") or specs[scope]
    return found


def _scopes(spec: Node) -> Iterator[str]:
    """Give the sub-processes around an element, innermost first."""
    scope = spec.element.parent
    while scope is not None:
        yield scope
        scope = spec.process.task_specs[scope].element.parent


def _check(spec: Node) -> None:
    if spec.watches or isinstance(spec, EventSubProcess):
        raise _cannot(spec, "beside")
    handlers = (
        other.handler
        for other in spec.process.task_specs.values()
        if isinstance(other, CompensationEvent)
    )
    if any(handler is spec for handler in handlers):
        raise _cannot(spec, "handler")


def _inside(token: Token, around: Token) -> bool:
    at: Token | None = token
    while at is not None:
        if at is around:
            return True
        at = at.up
    return False


def _cannot(spec: Node, why: str) -> CannotMove:
    return CannotMove(spec.bpmn_id or "", spec.bpmn_name or "", why)

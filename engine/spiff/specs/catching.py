"""Who catches what is thrown: the innermost scope around whose events know the code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from engine.cases.tokens.changes import Value
from engine.kernel.reasons import Reason, Why
from engine.spiff.values.expressions import failed

if TYPE_CHECKING:
    from engine.cases.tokens.errors import BusinessError
    from engine.spiff.specs.node import Node
    from engine.spiff.tokens.token import Token

_KEPT = {
    "errorCodeVariable": "code",
    "errorMessageVariable": "message",
    "escalationCodeVariable": "code",
}
"""Which attribute of a catching event names the variable for what."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Thrown:
    """What an element throws: `kind` is `error` or `escalation`; variables may come with it."""

    kind: str
    code: str | None
    message: str | None = None
    variables: Mapping[str, Value] = field(default_factory=dict)


def catch(token: Token, thrown: Thrown) -> tuple[Node, Token] | None:
    """Return the innermost event that catches it and the scope it does so for, None without one.

    What comes with it is set then, and the event needs only be told. On its way out of a called
    process it takes along what `camunda:out` gives back, as Camunda 7 does.
    """
    found = _catcher(token, thrown)
    if found is None:
        return None
    event, scope = found
    _give_back(token, scope)
    around = scope.up if event.attached and scope.up is not None else scope
    around.put_all(thrown.variables)
    for attribute, part in _KEPT.items():
        if kept := event.element.attributes.get(attribute):
            around.put(kept, getattr(thrown, part))
    return found


def throw_error(token: Token, error: BusinessError) -> None:
    """Let an activity throw an error; the event that catches it goes on with its variables.

    Raises ElementFailed when nothing catches it.
    """
    thrown = Thrown(kind="error", code=error.code, message=error.message, variables=error.variables)
    found = catch(token, thrown)
    if found is None:
        reason = Reason(Why.ERROR_UNCAUGHT, code=error.code, said=error.message)
        raise failed(token.task_spec, reason)
    event, scope = found
    event.caught(scope)


def _catcher(token: Token, thrown: Thrown) -> tuple[Node, Token] | None:
    """Return the event that catches what a token throws, and the scope it catches it for.

    The innermost scope wins; there the event sub-processes come first, and an event for this very
    code before one for any.
    """
    for scope, events in _levels(token):
        of_kind = [event for event in events if event.drawn.event == thrown.kind]
        found = _by_code(of_kind, thrown.code)
        if found is not None:
            return found, scope
    return None


def _by_code(events: list[Node], code: str | None) -> Node | None:
    exact = [event for event in events if event.drawn.code is not None and event.drawn.code == code]
    found = exact or [event for event in events if event.drawn.any_code]
    return found[0] if found else None


def _levels(token: Token) -> Iterator[tuple[Token, tuple[Node, ...]]]:
    yield token, token.task_spec.boundaries
    scope, came_from = token.up, token.task_spec
    while scope is not None:
        inside = scope.task_spec.event_scopes
        # An event sub-process does not catch what it throws itself.
        yield scope, tuple(start for start in inside if start.element.parent != came_from.bpmn_id)
        yield scope, scope.task_spec.boundaries
        came_from = scope.task_spec
        scope = scope.up


def _give_back(token: Token, scope: Token) -> None:
    at: Token | None = token
    while at is not None and at is not scope:
        if at.task_spec.is_frame and at.up is not None:
            at.up.task_spec.give_back(at.up, at)
        at = at.up

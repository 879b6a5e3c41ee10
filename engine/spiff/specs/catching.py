"""Who catches what is thrown: the innermost scope around whose events know the code."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.spiff.values.expressions import failed

if TYPE_CHECKING:
    from engine.cases.runner import BusinessError
    from engine.spiff.specs.node import Node
    from engine.spiff.tokens.token import Token


def throw_error(token: Token, error: BusinessError) -> None:
    """Let an activity throw an error; the event that catches it goes on with its variables.

    Raises ElementFailed when nothing catches it.
    """
    own = [event for event in token.task_spec.boundaries if event.drawn.event == "error"]
    found = _by_code(own, error.code)
    caught = (found, token) if found is not None else catcher(token, "error", error.code)
    if caught is None:
        reason = f"nothing catches the error {error.code} ({error.message})"
        raise failed(token.task_spec, reason)
    event, scope = caught
    given = event.element.attributes
    around = scope.up or scope
    for name, value in error.variables.items():
        around.put(name, value)
    if "errorCodeVariable" in given:
        around.put(given["errorCodeVariable"], error.code)
    if "errorMessageVariable" in given:
        around.put(given["errorMessageVariable"], error.message)
    event.caught(scope)


def catcher(token: Token, kind: str, code: str | None) -> tuple[Node, Token] | None:
    """Return the event that catches what a token throws, and the scope it catches it for.

    The innermost scope wins; there the event sub-processes come first, and an event for this very
    code before one for any.
    """
    for scope, events in _levels(token):
        found = _by_code([event for event in events if event.drawn.event == kind], code)
        if found is not None:
            return found, scope
    return None


def _by_code(events: list[Node], code: str | None) -> Node | None:
    exact = [event for event in events if event.drawn.code == code]
    found = exact or [event for event in events if event.drawn.code is None]
    return found[0] if found else None


def _levels(token: Token) -> Iterator[tuple[Token, tuple[Node, ...]]]:
    scope, came_from = token.up, token.task_spec
    while scope is not None:
        inside = scope.task_spec.event_scopes
        # An event sub-process does not catch what it throws itself.
        yield scope, tuple(start for start in inside if start.element.parent != came_from.bpmn_id)
        yield scope, scope.task_spec.boundaries
        came_from = scope.task_spec
        scope = scope.up

"""Events that are thrown: errors, escalations, messages, links; and the ends of paths."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.cases.runner import Completed
from engine.spiff.expressions import failed
from engine.spiff.specs.activities import ExternalTask
from engine.spiff.specs.node import Node

if TYPE_CHECKING:
    from engine.spiff.token import Token


class PassingEvent(Node):
    """A start event, a none event on the way, or a link: the token only passes."""


class EndEvent(Node):
    """A none end event: the token is used up."""


class TerminateEnd(Node):
    """Ends every token in its scope; in a sub-process just that sub-process."""

    def _on_complete(self, token: Token) -> None:
        scope = token.up
        token.workflow.record(Completed(at=token.where))
        token.detach()
        if scope is not None:
            for other in list(scope.kids):
                other.cancel()
            token.workflow.emptied(scope)


class MessageThrow(ExternalTask):
    """A thrown message: as in Camunda 7, work of a topic."""


class ErrorEnd(Node):
    """Throws an error to the nearest event around that catches it."""

    def _on_complete(self, token: Token) -> None:
        token.workflow.record(Completed(at=token.where))
        caught = catcher(token, "error", self.drawn.code)
        if caught is None:
            raise failed(self, f"nothing around it catches the error {self.drawn.code}")
        token.detach()
        spec, scope = caught
        spec.caught(scope)


class EscalationThrow(Node):
    """Throws an escalation; if nothing catches it, or what does leaves it running, it goes on."""

    def _on_complete(self, token: Token) -> None:
        workflow = token.workflow
        workflow.record(Completed(at=token.where))
        caught = catcher(token, "escalation", self.drawn.code)
        if caught is not None:
            spec, scope = caught
            # Its token must not be reported as interrupted: it has just completed.
            around = token.up
            token.detach()
            spec.caught(scope)
            if around is None or around.id not in workflow.tasks or spec.drawn.interrupting:
                return
            workflow.go(self.choose(token), around)
        else:
            workflow.leave(token, self.choose(token))


def catcher(token: Token, kind: str, code: str | None) -> tuple[Node, Token] | None:
    """Return the event that catches what a token throws, and the scope it catches it for.

    The innermost scope wins; there the event sub-processes come first, and an event for this very
    code before one for any.
    """
    for scope, events in _levels(token):
        of_kind = [event for event in events if event.drawn.event == kind]
        exact = [event for event in of_kind if event.drawn.code == code]
        found = exact or [event for event in of_kind if event.drawn.code is None]
        if found:
            return found[0], scope
    return None


def _levels(token: Token) -> Iterator[tuple[Token, tuple[Node, ...]]]:
    scope, came_from = token.up, token.task_spec
    while scope is not None:
        inside = scope.task_spec.event_scopes
        # An event sub-process does not catch what it throws itself.
        yield scope, tuple(start for start in inside if start.element.parent != came_from.bpmn_id)
        yield scope, scope.task_spec.boundaries
        came_from = scope.task_spec
        scope = scope.up

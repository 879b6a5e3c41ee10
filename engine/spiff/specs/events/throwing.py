"""Events that are thrown: errors, escalations, messages, links; and the ends of paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.runner import Completed
from engine.spiff.specs.activities.external import ExternalTask
from engine.spiff.specs.catching import catcher
from engine.spiff.specs.node import Node
from engine.spiff.values.expressions import failed

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token


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

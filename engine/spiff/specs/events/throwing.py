"""Events that are thrown: errors, escalations, messages, links; and the ends of paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.runner import Completed
from engine.spiff.specs.activities.external import ExternalTask
from engine.spiff.specs.catching import Thrown, throw
from engine.spiff.specs.node import Node
from engine.spiff.values.expressions import attribute, failed

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
    """A thrown message: as in Camunda 7, work of a topic, and without one only drawn."""

    def _run_hook(self, token: Token) -> bool | None:
        return super()._run_hook(token) if "type" in self.element.attributes else True


class ErrorEnd(Node):
    """Throws an error to the nearest event around that catches it."""

    def _on_complete(self, token: Token) -> None:
        token.workflow.record(Completed(at=token.where))
        message = attribute(token, self.drawn.message)
        if not throw(token, Thrown(kind="error", code=self.drawn.code, message=message)):
            raise failed(self, f"nothing around it catches the error {self.drawn.code}")


class EscalationThrow(Node):
    """Throws an escalation; if nothing catches it, or what does leaves it running, it goes on."""

    def _on_complete(self, token: Token) -> None:
        workflow = token.workflow
        workflow.record(Completed(at=token.where))
        flows = self.leaving(token)
        throw(token, Thrown(kind="escalation", code=self.drawn.code))
        if token.id in workflow.tasks:  # what caught it may have interrupted all around it
            workflow.leave(token, flows)

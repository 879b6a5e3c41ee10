"""Events that are thrown: errors, escalations, messages, links; and the ends of paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.tokens.changes import Completed
from engine.kernel.reasons import Reason, Why
from engine.spiff.specs.activities.external import ExternalTask
from engine.spiff.specs.catching import Thrown, catch
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
        works = not self.element.attributes.keys().isdisjoint(("type", "expression"))
        return super()._run_hook(token) if works else True


class ErrorEnd(Node):
    """Throws an error to the nearest event around that catches it."""

    def _on_complete(self, token: Token) -> None:
        message = attribute(token, self.drawn.message)
        found = catch(token, Thrown(kind="error", code=self.drawn.code, message=message))
        if found is None:
            raise failed(self, Reason(Why.ERROR_AROUND, code=self.drawn.code))
        token.workflow.record(Completed(at=token.where))
        event, scope = found
        event.caught(scope)
        if token.id in token.workflow.tasks:  # what catches it has failed to interrupt
            token.detach()


class EscalationThrow(Node):
    """Throws an escalation; if nothing catches it, or what does leaves it running, it goes on."""

    def _on_complete(self, token: Token) -> None:
        workflow = token.workflow
        flows = self.leaving(token)
        found = catch(token, Thrown(kind="escalation", code=self.drawn.code))
        workflow.record(Completed(at=token.where))
        if found is not None:
            event, scope = found
            event.caught(scope)
        if token.id not in workflow.tasks:  # what caught it has interrupted all around it
            return
        if found is not None and found[0].drawn.interrupting:  # or has failed to
            token.detach()
        else:
            workflow.leave(token, flows)

"""Signals that are thrown: all that wait in the case catch them, the rest is told by the host."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.cases.tokens.changes import Completed, SignalThrown
from engine.spiff.specs.events.waiting import reference
from engine.spiff.specs.node import Node
from engine.spiff.values.mappings import given

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token


class SignalThrow(Node):
    """Throws a signal, on the way or at an end.

    It is thrown when a token comes here and caught when all other tokens rest, so that what waits
    for it in a parallel branch does wait by then, whichever branch the file draws first.
    """

    def _on_complete(self, token: Token) -> None:
        workflow, name = token.workflow, reference(token)
        variables = given(self.element.call_in, token)
        flows = self.leaving(token)
        workflow.record(SignalThrown(at=token.where, name=name, variables=variables))
        workflow.record(Completed(at=token.where))

        def deliver() -> None:
            workflow.deliver(workflow.awaiting("signal", name), variables)
            if token.id in workflow.tasks:  # what caught it may have interrupted all around it
                workflow.leave(token, flows)

        workflow.thrown.append(deliver)

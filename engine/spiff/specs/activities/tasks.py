"""Activities: tasks and scopes with input and output mappings, boundary events and results."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.changes import Completed, TaskOffered, Value
from engine.spiff.specs.compensation import remember
from engine.spiff.specs.node import Node
from engine.spiff.specs.process import wait_beside
from engine.spiff.tokens.failures import Phase, attempt
from engine.spiff.values.attributes import fixed_offer, moment, offer_of
from engine.spiff.values.expressions import attribute, evaluate, failed

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token


class Activity(Node):
    """A task, sub-process or call activity."""

    gather: Callable[[Token], None] | None = None
    """Takes note of what it gives when it is done, as one of many."""

    def _update_hook(self, token: Token) -> bool:
        super()._update_hook(token)
        self.watch(token)
        return True

    def watch(self, token: Token) -> None:
        """Let the boundary events wait, once the activity is known to have begun."""
        wait_beside(token, self.boundaries)

    def _on_complete(self, token: Token) -> None:
        flows = self.leaving(token)
        if self.gather is not None:
            self.gather(token)
        remember(token)
        for watch in list(token.watches):
            watch.cancel()
        token.workflow.record(Completed(at=token.where))
        token.workflow.leave(token, flows)

    def put_result(self, token: Token, value: Value) -> None:
        """Set the variable named by `camunda:resultVariable`, if one is named."""
        name = self.element.attributes.get("resultVariable")
        if name:
            token.put(name, value)


class PassingTask(Activity):
    """A task without a type, or a manual one: nothing for the engine to do or to wait for."""


class UserTask(Activity):
    """A person's task: offered, then waiting until it is completed."""

    rests = True
    resting_state = TaskState.READY
    by_hand = True

    def prepare(self) -> None:
        """Find once whom it is offered to, where that does not depend on the case."""
        self.fixed = fixed_offer(self)

    def _on_ready(self, token: Token) -> None:
        attempt(token, Phase.READY, self.offer, token)

    def offer(self, token: Token) -> None:
        """Tell the host that the task waits, for whom and until when."""
        asked = self.fixed or offer_of(self, lambda text: attribute(token, text))
        due, follow_up = moment(token, "dueDate"), moment(token, "followUpDate")
        at = token.where
        token.workflow.record(TaskOffered(at=at, due=due, follow_up=follow_up, **asked))


class ScriptTask(Activity):
    """A FEEL text whose value becomes a variable."""

    def _run_hook(self, token: Token) -> bool:
        if (self.drawn.script_format or "").lower() != "feel" or self.drawn.script is None:
            raise failed(self, "a script can only be FEEL with a result variable")
        self.put_result(token, evaluate(token, self.drawn.script))
        return True

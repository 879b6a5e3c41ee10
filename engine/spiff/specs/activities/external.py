"""Work by topic: done within the step by a handler, or outside while the element waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.errors import BusinessError
from engine.kernel.reasons import Reason, Why
from engine.spiff.specs.activities.tasks import Activity
from engine.spiff.specs.catching import throw_error
from engine.spiff.values.attributes import text
from engine.spiff.values.expressions import attribute, failed

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token


class ExternalTask(Activity):
    """A service task, send task or thrown message: work of a topic, or `camunda:expression`, which
    is computed on the spot (JUEL that is no Java, as everywhere).
    """

    rests = True
    resting_state = TaskState.STARTED

    def _run_hook(self, token: Token) -> bool | None:
        expression = self.element.attributes.get("expression")
        if expression is not None:
            self.put_result(token, attribute(token, expression))
            return True
        topic = text(token, "topic")
        if self.element.attributes.get("type") != "external" or topic is None:
            raise failed(self, Reason(Why.NO_TOPIC))
        try:
            done = token.workflow.host.work(topic, token.where, token.variables())
        except BusinessError as error:
            throw_error(token, error)
            return None
        if done is None:
            return None
        token.put_all(done)
        return True

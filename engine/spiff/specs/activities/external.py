"""Work by topic: done within the step by a handler, or outside while the element waits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.changes import Value
from engine.cases.tokens.errors import BusinessError
from engine.kernel.reasons import Reason, Why
from engine.spiff.specs.activities.tasks import Activity
from engine.spiff.specs.catching import throw_error
from engine.spiff.values.attributes import text
from engine.spiff.values.expressions import attribute, condition, failed

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token

WORK = "externalTask"
"""What the rules of an element call the work that is reported."""


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
        found = error_of(token, {"topicName": topic, "activityId": self.bpmn_id}, done)
        if found is not None:
            throw_error(token, found)
            return None
        token.put_all(done)
        return True


def error_of(
    token: Token, work: Mapping[str, Value], variables: Mapping[str, Value]
) -> BusinessError | None:
    """Return the error that work turns out to be by the rules of its element (the first that
    applies), None when it is none.

    The rules see `work` as `externalTask`, and what the work sets. Raises ElementFailed.
    """
    for rule in token.task_spec.element.error_rules:
        if condition(token, rule.condition, {**variables, WORK: work}):
            message = work.get("errorMessage")
            said = message if isinstance(message, str) else ""
            return BusinessError(code=rule.code, message=said, variables=variables)
    return None

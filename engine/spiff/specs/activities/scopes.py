"""Sub-processes and call activities: activities with tokens inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.changes import Value
from engine.cases.tokens.runner import Bound
from engine.kernel.reasons import Reason, Why
from engine.spiff.specs.activities.tasks import Activity
from engine.spiff.specs.process import begin
from engine.spiff.values.expressions import attribute, failed
from engine.spiff.values.mappings import given, mapped

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token

DEPTH = 50
"""Most called processes inside each other: one that calls itself without end is stopped."""


class SubProcess(Activity):
    """An embedded sub-process: it shares the variables around it."""

    is_scope = True
    resting_state = TaskState.STARTED

    def _run_hook(self, token: Token) -> None:
        begin(token, self.bpmn_id)

    def settle(self, token: Token) -> None:
        """Complete: the last token inside has left."""
        token.complete()


class EventSubProcess(SubProcess):
    """A sub-process that an event begins; nothing flows into it."""


class CallActivity(Activity):
    """Runs a process of its own, which gets what `camunda:in` maps, and gives `camunda:out`."""

    is_scope = True
    resting_state = TaskState.STARTED

    def _run_hook(self, token: Token) -> None:
        self._check_depth(token)
        process = attribute(token, self.element.called_element)
        if not isinstance(process, str) or not process:
            raise failed(self, Reason(Why.NO_CALLED))
        attributes = self.element.attributes
        version = attribute(
            token,
            attributes.get("calledElementVersion") or attributes.get("calledElementVersionTag"),
        )
        workflow = token.workflow
        bound = Bound(
            binding=attributes.get("calledElementBinding"),
            version=None if version is None else str(version),
            beside=self.process.definition,
        )
        definition = workflow.host.called(process, bound)
        spec = workflow.library.get(definition, process)
        frame = workflow.enter(spec.start, token)
        frame.local = self._given(token)
        frame.written = set()

    def give_back(self, token: Token, frame: Token) -> None:
        """Set what `camunda:out` maps: where it is known, or on the call activity (`local`)."""
        own = _given_back(frame, token)
        for mapping in self.element.call_out:
            put = token.put_local if mapping.local else token.put_all
            put(mapped(mapping, frame, own))

    def _given(self, token: Token) -> dict[str, Value]:
        return given(self.element.call_in, token)

    def _check_depth(self, token: Token) -> None:
        depth, at = 0, token.up
        while at is not None:
            depth += at.task_spec.is_frame
            at = at.up
        if depth > DEPTH:
            raise failed(self, Reason(Why.TOO_DEEP, most=DEPTH))


def _given_back(frame: Token, caller: Token) -> dict[str, Value]:
    """Return what `variables="all"` gives back: what was set in the called process.

    Camunda 7 gives everything back, and with it undoes what happened in the caller meanwhile.
    """
    known = caller.variables()
    written = frame.written or set()
    return {
        name: value
        for name, value in frame.variables().items()
        if name in written or name not in known
    }

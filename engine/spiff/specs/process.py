"""A parsed process: its elements by name, its start, and the invisible frame its tokens live in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from SpiffWorkflow.bpmn.specs.bpmn_process_spec import BpmnProcessSpec
from SpiffWorkflow.specs import WorkflowSpec
from SpiffWorkflow.util.task import TaskState

from engine.definitions.diagrams.model import Element
from engine.kernel.ids import DefinitionId
from engine.kernel.reasons import Reason, Why
from engine.spiff.drawn import Drawn
from engine.spiff.specs.node import Node
from engine.spiff.tokens.failures import Phase, attempt
from engine.spiff.values.expressions import failed

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token

START = "start"
"""What a frame is told: the start event to begin at, if it is not the none start event."""
FRAME = " process"
"""Name of the frame: with a blank it can never be the id of an element, as `Start` or `End` can."""


class ProcessSpec(BpmnProcessSpec):
    """One executable process of one definition. Never changed once parsed."""

    def __init__(self, definition: DefinitionId, process: str) -> None:
        """Make an empty process; the parser fills it."""
        # BpmnProcessSpec would add tasks named Start, End and EndJoin, which a designer's ids meet.
        WorkflowSpec.__init__(self, name=process)
        self.definition = definition
        self.task_specs: dict[str, Node] = {}
        self.data_objects: dict[str, object] = {}
        self.data_stores: dict[str, object] = {}
        self.correlation_keys: dict[str, object] = {}
        self.bpmn_start_events: list[object] = []
        self.io_specification = None
        self.svg = None
        self.end = None
        self.starts: dict[str | None, Node] = {}
        """The none start event of each scope, by the scope's id; None is the process itself."""
        self.event_starts: dict[str, Node] = {}
        """The process's own start events of a message, a signal or a time, by id."""
        self.reach: dict[str, dict[str, frozenset[str]]] = {}
        """For each inclusive join and each flow into it: the elements from which a token can come
        by that flow without passing through the join; boundary events come from their activity."""
        self.reach_by_flows: dict[str, dict[str, frozenset[str]]] = {}
        """The same by sequence flows alone."""
        self.start = Frame(self)


class Frame(Node):
    """The scope of a whole process: holds its variables, and is not seen in the journal."""

    is_frame = True
    resting_state = TaskState.STARTED

    def __init__(self, wf_spec: ProcessSpec) -> None:
        """Make the frame of a process."""
        element = Element(id=FRAME, type="process", process=wf_spec.name)
        super().__init__(wf_spec, FRAME, element=element, drawn=Drawn())
        self.bpmn_id = None

    def _update_hook(self, token: Token) -> bool:  # noqa: ARG002  nobody sees a frame
        return True

    def _run_hook(self, token: Token) -> None:
        begin(token, None, token.internal_data.pop(START, None))

    def settle(self, token: Token) -> None:
        """End the process: its last token has left."""
        token.complete()

    def _on_complete(self, token: Token) -> None:
        caller = token.up
        if caller is not None:
            caller.task_spec.give_back(caller, token)
        for watch in list(token.watches):
            watch.cancel()
        token.detach()
        if caller is not None:
            caller.complete()


def listen(token: Token) -> None:
    """Let the event sub-processes of a scope wait."""
    wait_beside(token, token.task_spec.event_scopes)


def wait_beside(token: Token, events: Iterable[Node]) -> None:
    """Let events wait beside a token, those of them that wait for something."""
    for event in events:
        if event.waits:
            waiting = token.workflow.watch(event, token)
            attempt(waiting, Phase.ENTER, event._update, waiting)


def begin(token: Token, scope: str | None, at: str | None = None) -> None:
    """Let the event sub-processes of a scope wait, and put a token on its none start event, or on
    the start event `at` of a process.
    """
    spec = token.task_spec
    start = spec.process.starts.get(scope) if at is None else spec.process.event_starts.get(at)
    if start is None:
        raise failed(spec, Reason(Why.NO_START, name=at or "without an event"))
    listen(token)
    token.workflow.enter(start, token)

"""Makes executions: the adapter's side of the port `engine.cases.tokens.runner.Runner`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from zoneinfo import ZoneInfo

from engine.cases.tokens.changes import Value
from engine.cases.tokens.moving import Target
from engine.cases.tokens.rebinding import Fit, Rebinding
from engine.cases.tokens.runner import Host, State
from engine.kernel.ids import DefinitionId
from engine.spiff.parsing.library import DefinitionSource, Library
from engine.spiff.rebinding.fitting import fits
from engine.spiff.specs.process import START, listen
from engine.spiff.tokens.codec import decode
from engine.spiff.tokens.execution import SpiffExecution
from engine.spiff.tokens.moving import move
from engine.spiff.tokens.workflow import CaseWorkflow

SHANGHAI = ZoneInfo("Asia/Shanghai")


class SpiffRunner:
    """Starts and loads cases. One for a process; any number of threads use it."""

    def __init__(self, source: DefinitionSource, zone: ZoneInfo = SHANGHAI) -> None:
        """Take definitions from `source`; moments without a zone are in `zone`, the station's."""
        self._library = Library(source)
        self._zone = zone

    def start(
        self,
        definition: DefinitionId,
        process: str,
        variables: Mapping[str, Value],
        host: Host,
        start: str | None = None,
    ) -> SpiffExecution:
        """Begin a case at a start event, the none start event unless one is named; run to rest."""
        workflow = self._workflow(definition, process, host)
        root = workflow.enter(workflow.spec.start, None)
        if start is not None:
            root.internal_data[START] = start
        root.local = dict(variables)
        workflow.do_engine_steps()
        return SpiffExecution(workflow, root, root.local)

    def start_at(
        self,
        definition: DefinitionId,
        process: str,
        variables: Mapping[str, Value],
        host: Host,
        targets: Sequence[Target],
    ) -> SpiffExecution:
        """Begin a case before chosen elements and run to rest. Raises CannotMove."""
        workflow = self._workflow(definition, process, host)
        root = workflow.watch(workflow.spec.start, None)
        root._set_state(root.task_spec.resting_state)
        root.local = dict(variables)
        listen(root)
        move(workflow, [], targets, {})
        workflow.do_engine_steps()
        return SpiffExecution(workflow, root, root.local)

    def load(self, state: State, host: Host) -> SpiffExecution:
        """Bring a case at rest back into memory; nothing runs yet."""
        workflow = self._workflow(state.definition, state.process, host)
        root = decode(workflow, state)
        own = dict(state.variables) if root is None or root.local is None else root.local
        return SpiffExecution(workflow, root, own)

    def fits(self, state: State, host: Host, rebinding: Rebinding) -> list[Fit]:
        """Say how each live token that stands in the source fits the target."""
        workflow = self._workflow(state.definition, state.process, host)
        decode(workflow, state)
        return fits(workflow, rebinding, self._library.get(rebinding.target, rebinding.process))

    def _workflow(self, definition: DefinitionId, process: str, host: Host) -> CaseWorkflow:
        spec = self._library.get(definition, process)
        return CaseWorkflow(spec, library=self._library, host=host, zone=self._zone)

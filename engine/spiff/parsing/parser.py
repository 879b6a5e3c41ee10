"""From a BPMN file to a ProcessSpec, through SpiffWorkflow's parser with our own table of classes.

Unlike the library's, this parser does not follow the flows recursively (a long process would reach
Python's recursion limit) and puts embedded sub-processes into the same spec as what is around them.
"""

from __future__ import annotations

from collections.abc import Mapping

from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.parser.ProcessParser import ProcessParser
from SpiffWorkflow.bpmn.parser.TaskParser import TaskParser
from SpiffWorkflow.bpmn.parser.util import full_tag
from SpiffWorkflow.bpmn.parser.ValidationException import ValidationException

from engine.definitions.diagrams.model import Element, Process
from engine.definitions.diagrams.names import bpmn, local, reference
from engine.definitions.diagrams.opening import definitions
from engine.kernel.ids import DefinitionId
from engine.spiff.drawn import Xml, event_definitions, read_drawn, text_of
from engine.spiff.errors import CannotExecute, NoSuchProcess
from engine.spiff.parsing.joining import hang_boundaries, join_handlers, join_links, note_starts
from engine.spiff.parsing.reach import reach
from engine.spiff.specs.activities.multi import MultiInstanceBody
from engine.spiff.specs.activities.repeating import LoopBody
from engine.spiff.specs.node import Flow, Node
from engine.spiff.specs.process import ProcessSpec
from engine.spiff.specs.table import SPEC_CLASSES, spec_class


class NodeParser(TaskParser):
    """Makes the spec of one element, whatever its tag."""

    def parse_node(self) -> Node:
        """Return the spec of this element, not yet joined to others."""
        roots = self.process_parser.parser.roots
        element = self.process_parser.elements[self.bpmn_id]
        drawn = read_drawn(self.node, roots)
        if len(list(event_definitions(self.node, roots))) > 1:
            raise CannotExecute(self.bpmn_id, element.name, "has more than one event")
        at_the_top = element.parent is None
        cls = spec_class(local(self.node), drawn, at_the_top=at_the_top)
        if cls is None:
            raise CannotExecute(self.bpmn_id, element.name, f"is a {_kind(self.node, drawn.event)}")
        if drawn.loop is None:
            return cls(self.spec, self.bpmn_id, element=element, drawn=drawn)
        each = cls(self.spec, f"{self.bpmn_id}*", element=element, drawn=drawn)
        body = LoopBody if drawn.loop.is_standard else MultiInstanceBody
        return body(self.spec, self.bpmn_id, element=element, drawn=drawn, each=each)


class NodesParser(ProcessParser):
    """Makes the spec of one process with all its elements, nested ones included."""

    @property
    def elements(self) -> Mapping[str, Element]:
        """What is known of the elements, by id."""
        process: Process = self.parser.processes[self.bpmn_id]
        return process.elements

    def create_spec(self) -> ProcessSpec:
        """Return an empty process."""
        return ProcessSpec(self.parser.definition, self.bpmn_id)

    def _parse(self) -> None:
        self.spec = self.create_spec()
        for node in self.node.iter():
            if node.tag in self.parser.tags:
                self.parse_node(node)
        self._join_flows()
        specs = list(self.spec.task_specs.values())
        join_links(specs)
        hang_boundaries(self.spec, specs)
        note_starts(self.spec, specs)
        join_handlers(
            self.spec,
            [
                (reference(one.get("sourceRef")) or "", reference(one.get("targetRef")) or "")
                for one in self.node.iter(bpmn("association"))
            ],
        )
        self.spec.reach = reach(self.spec, boundaries=True)
        self.spec.reach_by_flows = reach(self.spec, boundaries=False)

    def _join_flows(self) -> None:
        outgoing: dict[str, list[Flow]] = {}
        incoming: dict[str, list[str]] = {}
        for node in self.node.iter(bpmn("sequenceFlow")):
            source = self.spec.task_specs.get(node.get("sourceRef"))
            target = self.spec.task_specs.get(node.get("targetRef"))
            if source is None or target is None:
                raise CannotExecute(node.get("id"), node.get("name", ""), "joins nothing")
            flow = Flow(
                id=node.get("id"),
                target=target,
                condition=text_of(node.find(bpmn("conditionExpression"))),
                default=source.drawn.default == node.get("id"),
            )
            outgoing.setdefault(source.name, []).append(flow)
            incoming.setdefault(target.name, []).append(flow.id)
            source.connect(target)
        for spec in self.spec.task_specs.values():
            spec.outgoing = tuple(outgoing.get(spec.name, ()))
            spec.incoming = tuple(incoming.get(spec.name, ()))


class Parser(BpmnParser):
    """SpiffWorkflow's parser with our classes in its table."""

    OVERRIDE_PARSER_CLASSES = {  # noqa: RUF012  the library's way to extend it
        full_tag(tag): (NodeParser, Node) for tag in SPEC_CLASSES
    }
    PROCESS_PARSER_CLASS = NodesParser

    def __init__(self, definition: DefinitionId, processes: Mapping[str, Process]) -> None:
        """Parse one definition, of which the reader found `processes`."""
        super().__init__()
        self.definition = definition
        self.processes = processes
        self.roots: dict[str, Xml] = {}
        self.tags = frozenset(self.OVERRIDE_PARSER_CLASSES)

    def add_bpmn_xml(self, bpmn: Xml, filename: str | None = None) -> None:
        """Take a file's processes; messages and the like are looked up by id when needed."""
        self.roots = {child.get("id"): child for child in bpmn if child.get("id")}
        self._add_processes(bpmn, filename)


def parse(
    definition: DefinitionId, process: str, xml: bytes, processes: Mapping[str, Process]
) -> ProcessSpec:
    """Parse one process of a file.

    Raises NoSuchProcess, or CannotExecute for the first element that would not run as drawn.
    """
    return parse_tree(definition, process, definitions(xml), processes)


def parse_tree(
    definition: DefinitionId, process: str, root: Xml, processes: Mapping[str, Process]
) -> ProcessSpec:
    """Parse one process of a file that has been read already; see `parse`."""
    if process not in processes:
        raise NoSuchProcess(definition=definition, process=process)
    parser = Parser(definition, processes)
    try:
        parser.add_bpmn_xml(root)
        spec: ProcessSpec = parser.get_spec(process)
    except ValidationException as error:  # the library's own: a process twice in one file
        raise CannotExecute(process, processes[process].name, str(error)) from error
    return spec


def _kind(node: Xml, event: str | None) -> str:
    return local(node) if event is None else f"{event} {local(node)}"

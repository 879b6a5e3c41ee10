"""A host that remembers, a source of definitions in memory, and short ways to drive a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from itertools import pairwise

from engine.cases.tokens.changes import (
    Cancelled,
    Change,
    Completed,
    Decided,
    Entered,
    Failed,
    Subscribed,
    TaskOffered,
    TimerArmed,
    Value,
    Where,
)
from engine.cases.tokens.moving import Target
from engine.cases.tokens.runner import Bound, State
from engine.definitions.diagrams.model import Process
from engine.definitions.diagrams.reader import read
from engine.kernel.ids import DefinitionId
from engine.spiff import SpiffRunner
from engine.spiff.errors import NoSuchProcess

NOON = datetime(2026, 3, 2, 4, 0, tzinfo=UTC)  # 12:00 in Shanghai, a Monday

HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="file" targetNamespace="urn:t">'
)


def bpmn(body: str, *, process: str = "main", roots: str = "") -> bytes:
    """A file with one process. In `body`, tags are written without their prefix."""
    text = f'<process id="{process}" isExecutable="true">{body}</process>{roots}'
    for tag in ("<", "</"):
        text = (
            text.replace(tag, f"{tag}bpmn:") if tag == "<" else text.replace("<bpmn:/", "</bpmn:")
        )
    return (HEAD + text.replace("bpmn:camunda:", "camunda:") + "</bpmn:definitions>").encode()


def flows(*chains: str) -> str:
    """Sequence flows for chains such as `start a end`; ids are `start-a`, `a-end`."""
    made = []
    for chain in chains:
        ids = chain.split()
        for source, target in pairwise(ids):
            made.append(
                f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}"/>'
            )
    return "".join(made)


def flow(source: str, target: str, condition: str) -> str:
    """A flow with a condition."""
    return (
        f'<sequenceFlow id="{source}-{target}" sourceRef="{source}" targetRef="{target}">'
        f"<conditionExpression>{condition}</conditionExpression></sequenceFlow>"
    )


class Files:
    """Definitions by number; what a file holds is read once."""

    def __init__(self, *files: bytes) -> None:
        self.files = {DefinitionId(n): (xml, read(xml)) for n, xml in enumerate(files, 1)}
        self.asked = 0

    def get(self, definition: DefinitionId) -> tuple[bytes, Mapping[str, Process]]:
        self.asked += 1
        return self.files[definition]

    def having(self, process: str) -> DefinitionId:
        having = [number for number, (_, found) in self.files.items() if process in found]
        if not having:
            raise NoSuchProcess(definition=DefinitionId(0), process=process)
        return max(having)


class RememberingHost:
    """Keeps every change; decides and works as it is told."""

    def __init__(self, files: Files) -> None:
        self.files = files
        self.now = NOON
        self.changes: list[Change] = []
        self.decisions: dict[str, Value] = {}
        self.topics: dict[str, Callable[[Mapping[str, Value]], Mapping[str, Value]]] = {}
        self.names: dict[str, Value] = {}
        self.calls: list[tuple[str, str | None, str | None]] = []

    def record(self, change: Change) -> None:
        self.changes.append(change)

    def functions(self) -> Mapping[str, Value]:
        return self.names

    def decide(
        self, decision: str, variables: Mapping[str, Value], _bound: Bound
    ) -> tuple[Value, Value]:
        found = self.decisions[decision]
        return (found(variables) if callable(found) else found), {"decision": decision}

    def called(self, process: str, bound: Bound) -> DefinitionId:
        self.calls.append((process, bound.binding, bound.version))
        return self.files.having(process)

    def work(self, topic: str, at: Where, variables: Mapping[str, Value]) -> Mapping[str, Value]:
        return self.topics[topic](variables)


class Play:
    """One case, driven by element ids; with `reload` its state is stored and loaded each step."""

    def __init__(self, *files: bytes, reload: bool = True, **given: Value) -> None:
        self.files = Files(*files)
        self.host = RememberingHost(self.files)
        self.runner = SpiffRunner(self.files)
        self.reload = reload
        self.given = given
        self.sizes: list[int] = []

    def start(self, process: str = "main", **variables: Value) -> Play:
        definition = self.files.having(process)
        self.case = self.runner.start(definition, process, variables | self.given, self.host)
        self.process, self.definition = process, definition
        return self.stored()

    def stored(self) -> Play:
        """Store the case and, with `reload`, load it again."""
        blob = self.case.encode()
        self.sizes.append(len(blob))
        if self.reload:
            state = State(
                definition=self.definition,
                process=self.process,
                tokens=blob,
                variables=self.case.variables,
            )
            self.case = self.runner.load(state, self.host)
            assert self.case.encode() == blob
        return self

    def complete(self, element: str, **variables: Value) -> Play:
        self.case.complete(self.task(element), variables)
        return self.stored()

    def complete_instance(self, instance: int, **variables: Value) -> Play:
        self.case.complete(instance, variables)
        return self.stored()

    def fire(self, element: str) -> Play:
        self.case.fire(self.open(element)[0])
        return self.stored()

    def receive(self, kind: str, name: str, **variables: Value) -> Play:
        self.case.receive(kind, name, variables)
        return self.stored()

    def skip(self, element: str, **variables: Value) -> Play:
        self.case.skip(self.open(element)[0], variables)
        return self.stored()

    def move(self, cancel: list[int], *start: str | Target, **variables: Value) -> list[int]:
        """Cancel instances and begin before elements; return what was begun."""
        targets = [Target(element=to) if isinstance(to, str) else to for to in start]
        begun = self.case.move(cancel, targets, variables)
        self.stored()
        return list(begun)

    def cancel(self) -> Play:
        self.case.cancel()
        return self.stored()

    def open(self, element: str) -> list[int]:
        """Instances of an element that were entered and have neither completed nor gone."""
        over = {c.at.instance for c in self.host.changes if isinstance(c, Completed | Cancelled)}
        return [
            c.at.instance
            for c in self.host.changes
            if isinstance(c, Entered) and c.at.element == element and c.at.instance not in over
        ]

    def task(self, element: str) -> int:
        offered = {c.at.instance for c in self.host.changes if isinstance(c, TaskOffered)}
        return next(instance for instance in self.open(element) if instance in offered)

    @property
    def waiting(self) -> list[str]:
        """Element ids of the tasks that wait for a person, in the order they were offered."""
        return [c.at.element for c in self.still(TaskOffered)]

    def open_tasks(self) -> list[int]:
        return [c.at.instance for c in self.still(TaskOffered)]

    @property
    def timers(self) -> dict[str, datetime | None]:
        return {c.at.element: c.due for c in self.still(TimerArmed)}

    @property
    def subscriptions(self) -> list[tuple[str, str]]:
        return [(c.kind, c.name) for c in self.still(Subscribed)]

    @property
    def decided(self) -> list[str]:
        return [c.decision for c in self.host.changes if isinstance(c, Decided)]

    @property
    def failure(self) -> Failed:
        """The one element that has failed and waits."""
        (failed,) = self.failures
        return failed

    @property
    def failures(self) -> list[Failed]:
        """Elements that failed, wait and were not retried since."""
        latest = {c.at.instance: c for c in self.still(Failed)}
        return list(latest.values())

    def retry(self, element: str) -> Play:
        """Retry a failed element."""
        (failed,) = (each for each in self.failures if each.at.element == element)
        return self.retry_instance(failed.at.instance)

    def retry_instance(self, instance: int) -> Play:
        """Retry a failed element instance; that it failed is forgotten."""
        self.host.changes = [
            c
            for c in self.host.changes
            if not (isinstance(c, Failed) and c.at.instance == instance)
        ]
        self.case.retry(instance)
        return self.stored()

    def fails_at(self, element: str, why: str = "") -> None:
        """Assert that this element alone has failed, for a reason that says `why`."""
        assert self.failure.at.element == element
        assert why in self.failure.reason

    @property
    def ended(self) -> bool:
        return self.case.ended

    def still(self, kind: type | tuple[type, ...]) -> list[Change]:
        """Return what was reported of instances that have neither completed nor gone."""
        over = {c.at.instance for c in self.host.changes if isinstance(c, Completed | Cancelled)}
        return [c for c in self.host.changes if isinstance(c, kind) and c.at.instance not in over]

    @property
    def trace(self) -> str:
        """`+a` entered, `-a` completed, `xa` cancelled, in order, since the last call."""
        signs = {Entered: "+", Completed: "-", Cancelled: "x"}
        words = [signs[type(c)] + c.at.element for c in self.host.changes if type(c) in signs]
        seen = getattr(self, "_seen", 0)
        self._seen = len(words)
        return " ".join(words[seen:])


def each_once(changes: list[Change]) -> None:
    """Assert that every instance was entered once and ended at most once, after it was entered."""
    entered: set[int] = set()
    over: set[int] = set()
    for change in changes:
        number = change.at.instance
        if isinstance(change, Entered):
            assert number not in entered
            entered.add(number)
        else:
            assert number in entered
            assert number not in over
        if isinstance(change, Completed | Cancelled):
            over.add(number)

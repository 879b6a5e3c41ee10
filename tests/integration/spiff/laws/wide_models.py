"""Random processes of all that a case can do: events, loops, many instances, called processes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import count

from hypothesis import strategies as st

from tests.integration.spiff.kit import bpmn, flow, flows
from tests.integration.spiff.laws.models import BLOCKS, Drawing, trees

LEAVES = (
    "task", "task", "pass", "script", "catch", "receive", "wait", "race", "throw", "fail",
    "tasks", "marked", "mapped", "undoable", "undo", "undone", "computed",
)  # fmt: skip
BORDERS = ("timer", "cycle", "message", "signal", "conditional")
WIDE = (
    *BLOCKS, "inturn", "until", "broken", "raised", "stopped", "call", "call", "calls",
    *(f"{border}_{how}" for border in BORDERS for how in ("cuts", "beside", "within", "instead")),
)  # fmt: skip
SIGNALS = ("storm", "flood")
KNOWN = '<camunda:in variables="all"/><camunda:out source="n" target="n"/>'
KNOWN += '<camunda:out source="m" target="m"/>'
MANY = "<multiInstanceLoopCharacteristics {}><loopCardinality>{}</loopCardinality>{}"
MANY += "</multiInstanceLoopCharacteristics>"
UNTIL = "<completionCondition>modulo(n, 4) &gt; 1</completionCondition>"
ROOTS = "".join(f'<signal id="sig-{name}" name="{name}"/>' for name in SIGNALS)
ROOTS += '<error id="err" errorCode="broken"/><escalation id="esc" escalationCode="raised"/>'


_DEFAULT = re.compile(r'default="([^"]*)"')
_FLOW = re.compile(r'<sequenceFlow id="([^"]*)"')


@dataclass
class WideDrawing(Drawing):
    """Elements with events; what they name is declared in `roots`, who is called in `called`."""

    roots: list[str] = field(default_factory=list)
    called: list[bytes] = field(default_factory=list)

    def block(self, tree: tuple) -> None:
        kind, inner = tree
        border, _, how = kind.partition("_")
        if kind == "drawn":
            inner(self)
        elif not how:
            super().block(tree)
        elif how in ("cuts", "beside"):
            self._border(border, inner, interrupting=how == "cuts")
        else:
            self._aside(border, inner, interrupting=how == "instead")

    def definition(self, kind: str) -> str:
        """Return an event definition that waits for something of its own, or for a signal."""
        if kind == "message":
            name = self.new("m")
            self.roots.append(f'<message id="{name}" name="{name}"/>')
            return f'<messageEventDefinition messageRef="{name}"/>'
        if kind == "signal":
            name = SIGNALS[self.count % 2]
            return f'<signalEventDefinition signalRef="sig-{name}"/>'
        if kind == "conditional":
            text = "<condition>n &gt; 2</condition>"
            return f"<conditionalEventDefinition>{text}</conditionalEventDefinition>"
        when = "<timeDuration>PT1H</timeDuration>"
        if kind == "cycle":
            when = "<timeCycle>R2/PT1H</timeCycle>"
        return f"<timerEventDefinition>{when}</timerEventDefinition>"

    def _script(self, _: list) -> None:
        name = self.new("p")
        script = f"<script>modulo(m * 2 + n + {self.count}, 7)</script>"
        of = 'scriptFormat="feel" camunda:resultVariable="m"'
        self.step(name, f'<scriptTask id="{name}" {of}>{script}</scriptTask>')

    def _computed(self, _: list) -> None:
        """A service task whose expression is computed on the spot."""
        name = self.new("p")
        of = f'camunda:expression="${{(n + m + {self.count}) % 5}}" camunda:resultVariable="m"'
        self.step(name, f'<serviceTask id="{name}" {of}/>')

    def _event(self, tag: str, inside: str) -> str:
        name = self.new("c")
        self.step(name, f'<{tag} id="{name}">{inside}</{tag}>')
        return name

    def _catch(self, _: list) -> None:
        self._event("intermediateCatchEvent", self.definition("message"))

    def _wait(self, _: list) -> None:
        self._event("intermediateCatchEvent", self.definition("timer"))

    def _throw(self, _: list) -> None:
        self._event("intermediateThrowEvent", self.definition("signal"))

    def _receive(self, _: list) -> None:
        name = self.new("r")
        self.roots.append(f'<message id="m{name}" name="m{name}"/>')
        self.step(name, f'<receiveTask id="{name}" messageRef="m{name}"/>')

    def _race(self, _: list) -> None:
        race, met = self.new("g"), self.new("g")
        self.step(race, f'<eventBasedGateway id="{race}"/>')
        self.parts.append(f'<exclusiveGateway id="{met}"/>')
        for kind in ("message", "timer", "signal"):
            self.last = race
            self._event("intermediateCatchEvent", self.definition(kind))
            self.parts.append(flows(f"{self.last} {met}"))
        self.last = met

    def _fail(self, _: list) -> None:
        """A gateway none of whose flows applies when n is 2 or more."""
        name, after = self.new("f"), self.new("p")
        self.step(name, f'<exclusiveGateway id="{name}"/>')
        self.parts += [f'<task id="{after}"/>', flow(name, after, "n &lt; 2")]
        self.last = after

    def _mapped(self, _: list) -> None:
        """A task with a variable of its own, which gives back what becomes of it."""
        name = self.new("t")
        mapping = '<camunda:inputParameter name="n">=m</camunda:inputParameter>'
        mapping += '<camunda:outputParameter name="m">=n + 1</camunda:outputParameter>'
        mapping = f"<camunda:inputOutput>{mapping}</camunda:inputOutput>"
        more = f"<extensionElements>{mapping}</extensionElements>"
        self.step(name, f'<userTask id="{name}">{more}</userTask>')

    def _undoable(self, _: list) -> None:
        """A task and, at its border, what undoes it."""
        self._task([])
        name, undo = self.new("w"), self.new("t")
        self.parts.append(
            f'<boundaryEvent id="{name}" attachedToRef="{self.last}"><compensateEventDefinition/>'
            f'</boundaryEvent><userTask id="{undo}" isForCompensation="true"/>'
            f'<association id="{name}-{undo}" sourceRef="{name}" targetRef="{undo}"/>'
        )

    def _undone(self, _: list) -> None:
        """What can be undone, and is, by its name."""
        self._undoable([])
        self._event(
            "intermediateThrowEvent", f'<compensateEventDefinition activityRef="{self.last}"/>'
        )

    def _undo(self, _: list) -> None:
        self._event("intermediateThrowEvent", "<compensateEventDefinition/>")

    def _tasks(self, _: list) -> None:
        self._many_tasks('isSequential="true"', "")

    def _marked(self, _: list) -> None:
        self._many_tasks("", UNTIL)

    def _many_tasks(self, order: str, until: str) -> None:
        name = self.new("t")
        self.step(name, f'<userTask id="{name}">{MANY.format(order, 3, until)}</userTask>')

    def _inturn(self, inner: list) -> None:
        self._scope(inner, MANY.format('isSequential="true"', 2, ""))

    def _until(self, inner: list) -> None:
        self._scope([*inner[:1], ("task", [])], MANY.format("", 3, UNTIL))

    def _meet(self, host: str, events: str, *names: str) -> None:
        """What interrupts a block is dealt with, then goes on behind the block."""
        met, late = self.new("g"), self.new("t")
        self.parts.append(f'{events}<userTask id="{late}"/><exclusiveGateway id="{met}"/>')
        self.parts.append(flows(f"{host} {met}", *(f"{name} {late}" for name in names)))
        self.parts.append(flows(f"{late} {met}"))
        self.last = met

    def _border(self, kind: str, inner: list, *, interrupting: bool) -> None:
        host = self._scope([*inner[:1], ("task", [])], "")
        name, cuts = self.new("w"), str(interrupting).lower()
        event = f'<boundaryEvent id="{name}" attachedToRef="{host}" cancelActivity="{cuts}">'
        event += f"{self.definition(kind)}</boundaryEvent>"
        if interrupting:
            self._meet(host, event, name)
            return
        late, end = self.new("t"), self.new("e")
        self.parts.append(f'{event}<userTask id="{late}"/><endEvent id="{end}"/>')
        self.parts.append(flows(f"{name} {late} {end}"))

    def _aside(self, kind: str, inner: list, *, interrupting: bool) -> None:
        def draw(inside: WideDrawing) -> None:
            inside.aside(kind, interrupting=interrupting)
            inside.blocks([*inner[:1], ("task", [])])

        self._scope([("drawn", draw)], "")

    def aside(self, kind: str, *, interrupting: bool) -> None:
        """Draw an event sub-process into the scope drawn in."""
        name, start, task, end = (self.new(one) for one in "abte")
        self.parts.append(
            f'<subProcess id="{name}" triggeredByEvent="true">'
            f'<startEvent id="{start}" isInterrupting="{str(interrupting).lower()}">'
            f'{self.definition(kind)}</startEvent><userTask id="{task}"/><endEvent id="{end}"/>'
            + flows(f"{start} {task} {end}")
            + "</subProcess>"
        )

    def _thrown(self, inner: list, kind: str, ref: str) -> None:
        """A sub-process that ends by throwing, when n says so, what is caught at its border."""
        definition = f'<{kind}EventDefinition {kind}Ref="{ref}"/>'
        host = self._ending(inner, definition)
        name = self.new("w")
        of = f'id="{name}" attachedToRef="{host}"'
        if kind == "error" and self.count % 2:  # which interrupts whatever is drawn
            of += ' cancelActivity="false"'
        self._meet(host, f"<boundaryEvent {of}>{definition}</boundaryEvent>", name)

    def _broken(self, inner: list) -> None:
        self._thrown(inner, "error", "err")

    def _raised(self, inner: list) -> None:
        self._thrown(inner, "escalation", "esc")

    def _stopped(self, inner: list) -> None:
        self._ending(inner, "<terminateEventDefinition/>")

    def _ending(self, inner: list, definition: str) -> str:
        return self._scope([*inner[:1], ("drawn", lambda inside: inside.ending(definition))], "")

    def ending(self, definition: str) -> None:
        """Draw a task beside a choice whether to end in another way."""
        fork, way, after, end, beside = (self.new(one) for one in "ggpet")
        self.step(fork, f'<parallelGateway id="{fork}"/>')
        self.step(beside, f'<userTask id="{beside}"/>')
        self.last = fork
        self.step(way, f'<exclusiveGateway id="{way}" default="{way}-{after}"/>')
        self.parts.append(f'<endEvent id="{end}">{definition}</endEvent>')
        self.parts.append(flow(way, end, "modulo(n + m, 2) = 1"))
        self.step(after, f'<task id="{after}"/>')

    def _call(self, inner: list) -> None:
        self._called(inner, "")

    def _calls(self, inner: list) -> None:
        self._called(inner, MANY.format('isSequential="true"', 2, ""))

    def _called(self, inner: list, loop: str) -> None:
        name = self.new("k")
        body = WideDrawing(count=self.count, called=self.called)
        body.blocks(inner[:2])
        self.count = body.count
        self.called.append(body.file(f"called{name}"))
        known = f"<extensionElements>{KNOWN}</extensionElements>"
        self.step(
            name, f'<callActivity id="{name}" calledElement="called{name}">{known}{loop}'
            "</callActivity>",
        )  # fmt: skip

    def file(self, process: str) -> bytes:
        """Return the whole file."""
        self.step("fin", '<endEvent id="fin"/>')
        body = _with_fewer_ids('<startEvent id="start"/>' + "".join(self.parts))
        return bpmn(body, process=process, roots=ROOTS + "".join(self.roots))


def _with_fewer_ids(body: str) -> str:
    """Take the ids away from every other flow that no element names as its default."""
    named, seen = set(_DEFAULT.findall(body)), count()

    def shorter(found: re.Match[str]) -> str:
        keeps = found[1] in named or next(seen) % 2
        return found[0] if keeps else "<sequenceFlow"

    return _FLOW.sub(shorter, body)


def wide_processes() -> st.SearchStrategy[list[bytes]]:
    """Files: one with the process `main`, the others with those that it calls.

    Variables `n` and `m` must be set to whole numbers. It ends when n is 0 from some time on.
    """

    def draw(drawn: tuple[list[tuple], str, bool]) -> list[bytes]:
        blocks, aside, interrupting = drawn
        drawing = WideDrawing()
        if aside:
            drawing.aside(aside, interrupting=interrupting)
        drawing.blocks(blocks)
        return [drawing.file("main"), *drawing.called]

    inner = st.lists(trees(LEAVES, WIDE), min_size=1, max_size=2)
    some = st.lists(st.tuples(st.sampled_from((*LEAVES, *WIDE)), inner), min_size=1, max_size=4)
    return st.tuples(some, st.sampled_from(("", "", "message", "signal")), st.booleans()).map(draw)

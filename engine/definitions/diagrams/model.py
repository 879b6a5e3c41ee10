"""What a BPMN file says, as plain data: elements, their names, attributes and extension properties.

Read once per definition by `reader`, then shared by everyone who needs to know more of an element
than its token's position: the runner, the time-limit clocks, the linter, pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.definitions.forms.reading.generated import FormData


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """One `camunda:inputParameter` or `camunda:outputParameter`: a name and its text."""

    name: str
    text: str | None
    unreadable: str | None = None
    """The tag of a nested definition we do not execute (`script`, `list`, `map`), else None."""


@dataclass(frozen=True, kw_only=True, slots=True)
class CallMapping:
    """One `camunda:in` or `camunda:out` of a call activity."""

    source: str | None = None
    source_expression: str | None = None
    target: str | None = None
    all_variables: bool = False
    business_key: str | None = None
    local: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class ErrorRule:
    """One `camunda:errorEventDefinition` of work outside: the error it is when a condition holds.

    The condition sees `externalTask` beside the variables.
    """

    code: str
    condition: str


@dataclass(frozen=True, kw_only=True, slots=True)
class FormLink:
    """Which form a user task or start event has: one of three.

    `key` is that of a deployed form (`camunda:formRef`, evaluated when it begins with `=`) in the
    version of `binding`: `latest`, `deployment` or `version`. `resource` is the file of a form in
    the diagram's own deployment (`camunda:formKey` of the kind `camunda-forms:deployment:`).
    `data` are fields drawn in the diagram itself (`camunda:formData`).
    """

    key: str | None = None
    binding: str = "latest"
    version: str | None = None
    resource: str | None = None
    data: FormData | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Element:
    """One element of a process, by its id.

    `type` is the local tag name (`userTask`, `boundaryEvent`, `sequenceFlow`). `attributes` holds
    every `camunda:*` attribute by its local name, `properties` every `camunda:property`.
    """

    id: str
    type: str
    process: str
    parent: str | None = None
    """Id of the enclosing sub-process; None directly in the process."""
    lane: str | None = None
    name: str = ""
    documentation: str = ""
    line: int = 0
    attributes: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    inputs: tuple[Parameter, ...] = ()
    outputs: tuple[Parameter, ...] = ()
    call_in: tuple[CallMapping, ...] = ()
    call_out: tuple[CallMapping, ...] = ()
    error_rules: tuple[ErrorRule, ...] = ()
    called_element: str | None = None
    attached_to: str | None = None
    interrupting: bool = True
    form: FormLink | None = None
    event: str | None = None
    """Local tag of the event definition (`timerEventDefinition`, …); None for a none event."""
    message: str | None = None
    """Name of the message, signal, error or escalation the element refers to."""
    condition: str | None = None
    """Of a conditional event: its FEEL text."""
    timer: tuple[str, str] | None = None
    """Of a timer: its kind (`timeDate`, `timeDuration`, `timeCycle`) and its text."""
    source: str | None = None
    target: str | None = None
    """Of a sequence flow: the ids it joins."""

    def name_in(self, language: str) -> str:
        """Return the name in a language (`zh`, `en`), else the name as drawn, else the id."""
        return self.properties.get(f"name:{language}") or self.name or self.id

    @property
    def form_name(self) -> str | None:
        """What its form is called where a name is needed; of a generated one it is the own id."""
        link = self.form
        if link is None:
            return None
        return link.key or link.resource or self.id

    @property
    def time_limit(self) -> str | None:
        """The checkpoint whose clock runs while this activity is active."""
        return self.properties.get("timeLimit")

    @property
    def clock_stop(self) -> str | None:
        """The reason for which clocks around stand still while only such activities wait."""
        return self.properties.get("clockStop")


@dataclass(frozen=True, kw_only=True, slots=True)
class Process:
    """One executable process: its own header and all its elements, nested ones included."""

    id: str
    name: str = ""
    version_tag: str | None = None
    history_time_to_live: str | None = None
    properties: Mapping[str, str] = field(default_factory=dict)
    elements: Mapping[str, Element] = field(default_factory=dict)
    plain_start: Element | None = None
    """Its start event without an event, at which a person's application begins."""
    starter_users: frozenset[str] = frozenset()
    starter_groups: frozenset[str] = frozenset()
    """`camunda:candidateStarterUsers` and `-Groups`: who alone may start it; none named: all."""
    listed: bool = True
    """Whether people are offered to start it (`camunda:isStartableInTasklist`)."""
    documentation: str = ""

    @property
    def initial(self) -> Element | None:
        """Where it begins when a person starts it, as in Camunda 7: at its start event without an
        event, else at the only one of a time, else at the only one there is. None: nowhere.
        """
        if self.plain_start is not None:
            return self.plain_start
        timed = [one for one in self.event_starts if one.event == "timerEventDefinition"]
        for starts in (timed, self.event_starts):
            if starts:
                return starts[0] if len(starts) == 1 else None
        return None

    @property
    def start_form(self) -> str | None:
        """The name of the form it begins with when a person starts it."""
        return None if self.initial is None else self.initial.form_name

    @property
    def event_starts(self) -> tuple[Element, ...]:
        """Its own start events of a message, a signal, a time or a condition."""
        return tuple(
            element
            for element in self.elements.values()
            if element.type == "startEvent" and element.parent is None and element.event is not None
        )

    def initiator(self, start: str | None) -> str | None:
        """Return the variable that says who started a case at a start event (None: the plain one).

        As in Camunda 7 it may be named on any start event of the process.
        """
        own = self.plain_start if start is None else self.elements.get(start)
        starts = () if self.plain_start is None else (self.plain_start,)
        for element in (own, *starts, *self.event_starts):
            if element is not None and "initiator" in element.attributes:
                return element.attributes["initiator"] or None
        return None

    def name_in(self, language: str) -> str:
        """Return the name in a language, else the name as drawn, else the id."""
        return self.properties.get(f"name:{language}") or self.name or self.id

    def documentation_in(self, language: str) -> str:
        """Return the documentation in a language, else as written."""
        return self.properties.get(f"documentation:{language}") or self.documentation

"""The port to the machine that moves tokens: what cases ask of it, and what it tells them.

An execution is one case's tokens in memory, for the length of one step. Every verb (`complete`,
`fire`, `receive`, …) runs the tokens until all of them rest, and reports each change at once, in
order, to the host, which turns it into rows and history. The adapter behind the port is
`engine.spiff`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from engine.cases.moving import Operable, Target
from engine.cases.rebinding import Fit, Rebindable, Rebinding
from engine.kernel.errors import Undoing, YekuoError
from engine.kernel.ids import DefinitionId

Value = Any
"""A FEEL value: None, bool, Decimal, str, a date or time, a duration, list or dict."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Where:
    """An element instance: which element of which definition, and which time it is entered.

    `instance` is unique in the case, never used again. `scope` is the instance of the embedded
    sub-process, multi-instance body or call activity around it, None directly in the case process.
    """

    instance: int
    element: str
    type: str
    definition: DefinitionId
    process: str
    scope: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Entered:
    """A token reached an element; `via` is the sequence flow it came by, if by one.

    An activity is entered before any of its boundary events is.
    """

    at: Where
    via: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Completed:
    """The element did what it does and the token went on."""

    at: Where


@dataclass(frozen=True, kw_only=True, slots=True)
class Cancelled:
    """The element was interrupted, or a boundary event went away with its activity."""

    at: Where


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskOffered:
    """A human task waits. The attributes are evaluated; groups and users are plain names."""

    at: Where
    assignee: str | None
    candidate_users: tuple[str, ...]
    candidate_groups: tuple[str, ...]
    due: datetime | None
    follow_up: datetime | None
    priority: int
    form: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class TimerArmed:
    """A timer waits until `due`; None: it sleeps until it is armed again (`Execution.rearm`).

    `again` is true for a timer that will be armed anew after it fired (a cycle).
    """

    at: Where
    due: datetime | None
    again: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Subscribed:
    """A message or signal is awaited.

    What does not interrupt is awaited again each time it happened, by another instance; `first` is
    the one that began to wait there.
    """

    at: Where
    kind: str
    name: str
    first: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Decided:
    """A business rule task evaluated a decision; `trace` is the decisions package's own record."""

    at: Where
    decision: str
    trace: Value


@dataclass(frozen=True, kw_only=True, slots=True)
class SignalThrown:
    """A signal was thrown: all that waited for it in this case have caught it already.

    Whatever else waits for it, other cases and processes that it starts, is the host's to tell.
    `variables` are those the diagram sends along.
    """

    at: Where
    name: str
    variables: Mapping[str, Value]


@dataclass(frozen=True, kw_only=True, slots=True)
class Failed:
    """The element could not do what it should, and waits there until it is retried.

    What it awaited or offered before, it does no more. It was entered before, or is reported so.
    """

    at: Where
    reason: str


Change = (
    Entered
    | Completed
    | Cancelled
    | TaskOffered
    | TimerArmed
    | Subscribed
    | Decided
    | SignalThrown
    | Failed
)


@dataclass(frozen=True, kw_only=True, slots=True)
class Bound:
    """Which version a diagram means of what it names: `binding` is latest, deployment, version,
    versionTag or None (latest), `version` its number or tag, `beside` the diagram's definition.
    """

    binding: str | None = None
    version: str | None = None
    beside: DefinitionId | None = None


class Host(Protocol):
    """What an execution asks of the engine while tokens move."""

    @property
    def now(self) -> datetime:
        """The moment of this command, aware."""
        ...

    def record(self, change: Change) -> None:
        """Take note of a change, at once and in order."""
        ...

    def functions(self) -> Mapping[str, Value]:
        """Return the engine's FEEL functions by name: `due`, `warning`, `working days after`."""
        ...

    def decide(
        self, decision: str, variables: Mapping[str, Value], bound: Bound
    ) -> tuple[Value, Value]:
        """Evaluate a deployed decision; return its value and a trace for the history.

        The value is shaped as the decision gives it: one context, a list of contexts, or a value.
        """
        ...

    def called(self, process: str, binding: str | None, version: str | None) -> DefinitionId:
        """Return the definition a call activity runs: binding is latest, deployment, version,
        versionTag or None (latest).
        """
        ...

    def work(
        self, topic: str, at: Where, variables: Mapping[str, Value]
    ) -> Mapping[str, Value] | None:
        """Do the external work of a topic inside this transaction and return what it sets.

        None: it is done outside; the element waits until `complete` or `fail`. Raises
        BusinessError for an error that the diagram may catch.
        """
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class State:
    """A case at rest, as stored."""

    definition: DefinitionId
    process: str
    tokens: bytes
    variables: Mapping[str, Value]


class Execution(Operable, Rebindable, Protocol):
    """One case's tokens, in memory. Every verb runs to rest.

    An element that cannot do what it should is reported as Failed and waits; a verb raises
    GoesRound, and the command is undone, when tokens never come to rest.
    """

    @property
    def variables(self) -> dict[str, Value]:
        """The variables of the case's own process."""
        ...

    @property
    def ended(self) -> bool:
        """Whether no token is left."""
        ...

    def variables_of(self, instance: int) -> Mapping[str, Value]:
        """Return the variables an element instance sees, its own scope first."""
        ...

    def complete(self, instance: int, variables: Mapping[str, Value]) -> None:
        """Complete a waiting human task or external work, setting variables in its scope.

        Raises NotWaiting when no such element waits.
        """
        ...

    def fail(self, instance: int, error: BusinessError) -> None:
        """Let waiting external work throw an error that the diagram may catch.

        An error that nothing catches is a failure of the element. Raises NotWaiting when it does
        not wait.
        """
        ...

    def fire(self, instance: int) -> None:
        """Let a timer act. Raises NotWaiting when it does not wait."""
        ...

    def receive(self, kind: str, name: str, variables: Mapping[str, Value]) -> None:
        """Deliver a message (to the one that waits for it) or a signal (to all).

        Raises NotWaiting when nothing waits for it.
        """
        ...

    def deliver(self, first: int, kind: str, variables: Mapping[str, Value]) -> None:
        """Let a message or signal happen at the one place where `first` began to wait for it.

        Raises NotWaiting when nothing waits there any more.
        """
        ...

    def rearm(self, instance: int) -> None:
        """Evaluate a waiting timer's expression again; reports a new TimerArmed."""
        ...

    def where(self, instance: int) -> Where:
        """Return which element an instance is of. Raises NotWaiting when it is gone."""
        ...

    def retry(self, instance: int) -> None:
        """Let a failed element do again what it could not do.

        Raises NotWaiting when it has not failed.
        """
        ...

    def cancel(self) -> None:
        """End every token; each is reported as cancelled."""
        ...

    def encode(self) -> bytes:
        """Return the tokens as stored: small, pruned, without variables of the case's process."""
        ...


class Runner(Protocol):
    """Makes executions: a new one from a definition, or one from its stored state."""

    def start(
        self,
        definition: DefinitionId,
        process: str,
        variables: Mapping[str, Value],
        host: Host,
        start: str | None = None,
    ) -> Execution:
        """Begin a case at a start event, the none start event unless one is named; run to rest.

        Raises ElementFailed when the process has no such start event.
        """
        ...

    def start_at(
        self,
        definition: DefinitionId,
        process: str,
        variables: Mapping[str, Value],
        host: Host,
        targets: Sequence[Target],
    ) -> Execution:
        """Begin a case before chosen elements and run to rest. Raises CannotMove."""
        ...

    def load(self, state: State, host: Host) -> Execution:
        """Bring a case at rest back into memory; nothing runs yet."""
        ...

    def fits(self, state: State, host: Host, rebinding: Rebinding) -> Sequence[Fit]:
        """Say how each live token that stands in the source of a rebinding fits its target."""
        ...


@dataclass
class NotWaiting(YekuoError):
    """The instance, message or signal is not awaited in this case."""

    what: str


@dataclass
class BusinessError(YekuoError):
    """External work ended in an error that an event of the diagram may catch by its code."""

    code: str
    message: str = ""
    variables: Mapping[str, Value] = field(default_factory=dict)


@dataclass
class ElementFailed(YekuoError):
    """An element could not do what it should: no flow applies, an expression failed, …"""

    element: str
    name: str
    reason: str


@dataclass
class GoesRound(Undoing):
    """Tokens go round without ever resting: the element they were at when this was noticed."""

    element: str
    name: str

"""Executions and what makes them.

An execution is one case's tokens in memory, for the length of one step. Every verb (`complete`,
`fire`, `receive`, …) runs the tokens until all of them rest, and reports each change at once, in
order, to the host, which turns it into rows and history.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from engine.cases.tokens.changes import Change, Value, Where
from engine.cases.tokens.errors import BusinessError
from engine.cases.tokens.moving import Operable, Target
from engine.cases.tokens.rebinding import Fit, Rebindable, Rebinding
from engine.kernel.ids import DefinitionId
from engine.kernel.records import record


@record(frozen=True, kw_only=True, slots=True)
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

    def called(self, process: str, bound: Bound) -> DefinitionId:
        """Return the definition a call activity runs."""
        ...

    def work(
        self, topic: str, at: Where, variables: Mapping[str, Value]
    ) -> Mapping[str, Value] | None:
        """Do the external work of a topic inside this transaction and return what it sets.

        None: it is done outside; the element waits until `complete` or `fail`. Raises
        BusinessError for an error that the diagram may catch.
        """
        ...


@record(frozen=True, kw_only=True, slots=True)
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
        """The variables of the case's own process: one and the same dict, which changes."""
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

    def error_of(
        self, instance: int, work: Mapping[str, Value], variables: Mapping[str, Value]
    ) -> BusinessError | None:
        """Return the error that reported work turns out to be by the rules of its element
        (`camunda:errorEventDefinition`), None when it is none; nothing runs.

        Those rules see `work` as `externalTask`, and the variables it sets. Raises NotWaiting when
        the element does not wait, ElementFailed when a rule cannot be computed.
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

    def release(self) -> None:
        """Take the tokens apart, which hold each other: nothing is asked of them any more.

        Not needed, but without it only the garbage collector can clear them away.
        """
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

"""Messages and signals that cross cases: what is sent, and what became of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar

from engine.kernel.ids import CaseId, JobId
from engine.kernel.messages import Command, Query


@dataclass(frozen=True, kw_only=True)
class Correlated:
    """The case that took a message; `started` when the message began it."""

    case: CaseId
    number: str
    started: bool


@dataclass(frozen=True, kw_only=True)
class Correlate(Command[Correlated]):
    """Give a message to the one place that waits for it, else begin the process it begins.

    It is addressed by any of a business key, a case's number and an account number, and by
    `correlation`: variables that must be equal as the waiting element sees them (Camunda 7,
    "Correlation"). `variables` are set in the case. A message addressed by a case's number begins
    no case. The reason goes into the history. `request` is chosen by the caller: a message that is
    sent twice with it begins one case.

    Raises NobodyWaits, SeveralWait (and how many), TooManyWait, BadValue, Forbidden, ElementFailed.
    """

    action: ClassVar[str] = "message.correlate"
    message: str
    reason: str
    business_key: str | None = None
    case_number: str | None = None
    account_no: str | None = None
    correlation: Mapping[str, Any] = field(default_factory=dict)
    variables: Mapping[str, Any] = field(default_factory=dict)
    request: str | None = None


@dataclass(frozen=True, kw_only=True)
class Thrown:
    """How many places that waited a signal is on its way to, and how many cases it will begin."""

    waiting: int
    beginning: int


@dataclass(frozen=True, kw_only=True)
class ThrowSignal(Command[Thrown]):
    """Send a signal to everything that waits for it now and to every process that begins by it.

    Each takes it in a transaction of its own, soon. The reason goes into the station's history.
    `request` is chosen by the caller: the signal is sent once, however often it is thrown with it.
    Raises BadValue, Forbidden.
    """

    action: ClassVar[str] = "signal.throw"
    signal: str
    reason: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    request: str | None = None


@dataclass(frozen=True, kw_only=True)
class Begun:
    """A case that a condition began, and of which process."""

    case: CaseId
    number: str
    process: str


@dataclass(frozen=True, kw_only=True)
class EvaluateConditions(Command[tuple[Begun, ...]]):
    """Begin a case at each conditional start event whose condition is true with these variables.

    The cases get the variables. Conditions of start events are looked at when this is asked and
    never by themselves (Camunda 7, "Conditional Start Event"): all begin, or none. `process` asks
    those of one process alone. The reason goes into the history. `request` is chosen by the caller:
    asked twice with it, each case begins once.

    Raises NoConditions when nothing begins by a condition, BadValue, Forbidden, ElementFailed for a
    condition that cannot be computed.
    """

    action: ClassVar[str] = "condition.evaluate"
    reason: str
    variables: Mapping[str, Any] = field(default_factory=dict)
    process: str | None = None
    business_key: str | None = None
    request: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class ConditionalStart:
    """A condition at which a process begins, as FEEL, and what both are called for the reader."""

    process: str
    name: str
    element: str
    element_name: str
    condition: str


@dataclass(frozen=True, kw_only=True)
class ConditionalStarts(Query[tuple[ConditionalStart, ...]]):
    """The conditions that `EvaluateConditions` looks at for this person, by the process's name."""

    action: ClassVar[str] = "condition.evaluate"
    language: str


@dataclass(frozen=True, kw_only=True)
class DeliverSignal(Command[bool]):
    """Let a signal reach the place it was sent to; False when that does not wait any more, or the
    job was taken by another.
    """

    action: ClassVar[str] = "timer.fire"
    job: JobId
    token: int


@dataclass(frozen=True, kw_only=True)
class BeginCase(Command[bool]):
    """Begin the case of a start event whose time or signal has come; False when a newer version
    took the start event away, or the job was taken by another.
    """

    action: ClassVar[str] = "timer.fire"
    job: JobId
    token: int

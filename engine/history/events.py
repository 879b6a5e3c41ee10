"""What happens to a case, its tasks and its time limits, and what is deployed.

A kind is never renamed: stored histories refer to it.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, ClassVar

from engine.kernel.messages import Event
from engine.kernel.records import record


@record(frozen=True, kw_only=True)
class CaseStarted(Event):
    """A case began; `values` are the application form's, or came with a message or signal.

    `trigger` is `message`, `signal`, `timer` or `conditional` when no person began it, `name` that
    of the first two, `due` the time the diagram asked for; `reason` is that of whoever sent it,
    `sender` the number of the case that threw the signal.
    """

    kind: ClassVar[str] = "case-started"
    number: str
    process: str
    version: int
    form: str | None
    values: dict[str, Any]
    trigger: str | None = None
    name: str | None = None
    due: datetime | None = None
    reason: str | None = None
    sender: str | None = None


@record(frozen=True, kw_only=True)
class CaseEnded(Event):
    """No token is left; `outcome` is the end event the case ended with."""

    kind: ClassVar[str] = "case-ended"
    outcome: str | None


@record(frozen=True, kw_only=True)
class ElementEntered(Event):
    """A token reached an element of a definition, by the sequence flow `via`."""

    kind: ClassVar[str] = "entered"
    process: str
    via: str | None
    scope: int | None


@record(frozen=True, kw_only=True)
class ElementCompleted(Event):
    """An element did what it does."""

    kind: ClassVar[str] = "completed"


@record(frozen=True, kw_only=True)
class ElementCancelled(Event):
    """An element was interrupted."""

    kind: ClassVar[str] = "cancelled"


@record(frozen=True, kw_only=True)
class TaskOffered(Event):
    """A human task waits for somebody."""

    kind: ClassVar[str] = "task-offered"
    assignee: str | None
    groups: list[str]


@record(frozen=True, kw_only=True)
class TaskClaimed(Event):
    """Somebody took a task; `on_behalf_of` whom, when that person is away."""

    kind: ClassVar[str] = "task-claimed"
    on_behalf_of: str | None = None


@record(frozen=True, kw_only=True)
class TaskReleased(Event):
    """Somebody gave a task back; `on_behalf_of` whom, when that person is away."""

    kind: ClassVar[str] = "task-released"
    on_behalf_of: str | None = None


@record(frozen=True, kw_only=True)
class TaskCompleted(Event):
    """Somebody finished a task; `values` are the form's as accepted.

    `on_behalf_of` whom, when that person is away.
    """

    kind: ClassVar[str] = "task-completed"
    form: str | None
    values: dict[str, Any]
    on_behalf_of: str | None = None


@record(frozen=True, kw_only=True)
class VariablesChanged(Event):
    """Values of a case before and after a step, the changed ones alone."""

    kind: ClassVar[str] = "variables-changed"
    before: dict[str, Any]
    after: dict[str, Any]


@record(frozen=True, kw_only=True)
class TimerFired(Event):
    """A timer acted; `due` is what the diagram asked for."""

    kind: ClassVar[str] = "timer-fired"
    due: datetime


@record(frozen=True, kw_only=True)
class IncidentRaised(Event):
    """An element could not do what it should, or its job failed too often: it waits for people.

    `why` are code and data of the message, when the engine's own.
    """

    kind: ClassVar[str] = "incident-raised"
    message: str
    why: dict[str, str] | None = None


@record(frozen=True, kw_only=True)
class IncidentResolved(Event):
    """An incident is over: `retried` by somebody for a reason, or `left` since the case went on
    without it. One that fails again is raised again.
    """

    kind: ClassVar[str] = "incident-resolved"
    how: str
    reason: str | None = None


@record(frozen=True, kw_only=True)
class WorkCompleted(Event):
    """Work outside was done and reported; `worker` names who of others did it."""

    kind: ClassVar[str] = "work-completed"
    topic: str
    worker: str | None
    values: dict[str, Any]


@record(frozen=True, kw_only=True)
class WorkErred(Event):
    """Work outside ended in an error that the diagram may catch by its code."""

    kind: ClassVar[str] = "work-error"
    topic: str
    worker: str | None
    code: str
    message: str


@record(frozen=True, kw_only=True)
class MessageReceived(Event):
    """Somebody told the case something it waited for."""

    kind: ClassVar[str] = "message-received"
    message: str
    reason: str


@record(frozen=True, kw_only=True)
class SignalThrown(Event):
    """An element sent a signal to all that wait for it."""

    kind: ClassVar[str] = "signal-thrown"
    signal: str


@record(frozen=True, kw_only=True)
class SignalReceived(Event):
    """A signal that the case waited for came from outside it, from another case if one is named."""

    kind: ClassVar[str] = "signal-received"
    signal: str
    sender: str | None


@record(frozen=True, kw_only=True)
class SignalSent(Event):
    """Somebody sent a signal to all that waited for it, so many, and to processes begun by it.

    `request` is what whoever sent it calls this sending.
    """

    kind: ClassVar[str] = "signal-sent"
    signal: str
    reason: str
    values: dict[str, Any]
    waiting: int
    beginning: int
    request: str | None = None


@record(frozen=True, kw_only=True)
class DecisionMade(Event):
    """A business rule task evaluated a decision; `trace` holds version and matched rules."""

    kind: ClassVar[str] = "decision-made"
    decision: str
    trace: Any


@record(frozen=True, kw_only=True)
class ManagerAssigned(Event):
    """The case got its customer manager (定人), and why this one."""

    kind: ClassVar[str] = "manager-assigned"
    manager: str
    grade: str | None


@record(frozen=True, kw_only=True)
class ClockStarted(Event):
    """A time limit began to run; `limits` are the rules pinned on it."""

    kind: ClassVar[str] = "clock-started"
    checkpoint: str
    attempt: int
    limits: list[dict[str, Any]]
    due: datetime | None


@record(frozen=True, kw_only=True)
class ClockPaused(Event):
    """A time limit stands still from now on, and why."""

    kind: ClassVar[str] = "clock-paused"
    checkpoint: str
    reason: str


@record(frozen=True, kw_only=True)
class ClockResumed(Event):
    """A time limit runs again."""

    kind: ClassVar[str] = "clock-resumed"
    checkpoint: str
    due: datetime | None


@record(frozen=True, kw_only=True)
class ClockStopped(Event):
    """A time limit's step is done; the verdict (`met`, `breached`, `cancelled`) is final."""

    kind: ClassVar[str] = "clock-stopped"
    checkpoint: str
    verdict: str
    used: int | float | Decimal
    limit: int | Decimal
    unit: str


@record(frozen=True, kw_only=True)
class DefinitionsDeployed(Event):
    """Definitions were deployed; `resources` lists kind, key and version of each."""

    kind: ClassVar[str] = "definitions-deployed"
    name: str
    resources: list[dict[str, Any]]

"""What moving tokens report: each change of an element instance, at once and in order."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from engine.kernel.ids import DefinitionId
from engine.kernel.records import record

Value = Any
"""A FEEL value: None, bool, Decimal, str, a date or time, a duration, list or dict."""


@record(frozen=True, kw_only=True, slots=True)
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


@record(frozen=True, kw_only=True, slots=True)
class Entered:
    """A token reached an element; `via` is the sequence flow it came by, if by one.

    An activity is entered before any of its boundary events is.
    """

    at: Where
    via: str | None


@record(frozen=True, kw_only=True, slots=True)
class Completed:
    """The element did what it does and the token went on."""

    at: Where


@record(frozen=True, kw_only=True, slots=True)
class Cancelled:
    """The element was interrupted, or a boundary event went away with its activity."""

    at: Where


@record(frozen=True, kw_only=True, slots=True)
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


@record(frozen=True, kw_only=True, slots=True)
class TimerArmed:
    """A timer waits until `due`; None: it sleeps until it is armed again (`Execution.rearm`).

    `again` is true for a timer that will be armed anew after it fired (a cycle).
    """

    at: Where
    due: datetime | None
    again: bool = False


@record(frozen=True, kw_only=True, slots=True)
class Subscribed:
    """A message or signal is awaited.

    What does not interrupt is awaited again each time it happened, by another instance; `first` is
    the one that began to wait there.
    """

    at: Where
    kind: str
    name: str
    first: int


@record(frozen=True, kw_only=True, slots=True)
class Decided:
    """A business rule task evaluated a decision; `trace` is the decisions package's own record."""

    at: Where
    decision: str
    trace: Value


@record(frozen=True, kw_only=True, slots=True)
class SignalThrown:
    """A signal was thrown: all that waited for it in this case have caught it already.

    Whatever else waits for it, other cases and processes that it starts, is the host's to tell.
    `variables` are those the diagram sends along.
    """

    at: Where
    name: str
    variables: Mapping[str, Value]


@record(frozen=True, kw_only=True, slots=True)
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

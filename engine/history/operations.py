"""The events of operating a case: who did it stands with each event, why stands in `reason`.

As with all events, a kind is never renamed: stored histories refer to it.
"""

from __future__ import annotations

from typing import Any, ClassVar

from engine.kernel.messages import Event
from engine.kernel.records import record


@record(frozen=True, kw_only=True)
class CaseSuspended(Event):
    """Nothing moves in the case from now on; its time limits go on."""

    kind: ClassVar[str] = "case-suspended"
    reason: str


@record(frozen=True, kw_only=True)
class CaseResumed(Event):
    """The case goes on."""

    kind: ClassVar[str] = "case-resumed"
    reason: str


@record(frozen=True, kw_only=True)
class CaseCancelled(Event):
    """The case was ended by hand, with all that waited in it."""

    kind: ClassVar[str] = "case-cancelled"
    reason: str


@record(frozen=True, kw_only=True)
class ElementSkipped(Event):
    """An element was let be, and the case went on behind it with `values` set."""

    kind: ClassVar[str] = "element-skipped"
    reason: str
    values: dict[str, Any]


@record(frozen=True, kw_only=True)
class SentBack(Event):
    """From a task (the event's element) the case was sent back to an earlier one, `to`."""

    kind: ClassVar[str] = "sent-back"
    to: str
    reason: str


@record(frozen=True, kw_only=True)
class ElementRepeated(Event):
    """An element (the event's) was begun again beside all that waited."""

    kind: ClassVar[str] = "element-repeated"
    process: str
    reason: str


@record(frozen=True, kw_only=True)
class TokenMoved(Event):
    """Instances were cancelled and elements begun; `cancelled` lists element and instance."""

    kind: ClassVar[str] = "token-moved"
    cancelled: list[list[Any]]
    started: list[str]
    reason: str
    values: dict[str, Any]


@record(frozen=True, kw_only=True)
class VariablesCorrected(Event):
    """Somebody set and removed variables: those of the case, or as an instance sees them."""

    kind: ClassVar[str] = "variables-corrected"
    before: dict[str, Any]
    after: dict[str, Any]
    local: bool
    reason: str


@record(frozen=True, kw_only=True)
class RestartedAs(Event):
    """From this case, which had ended, another was begun."""

    kind: ClassVar[str] = "restarted-as"
    case: int
    number: str
    reason: str


@record(frozen=True, kw_only=True)
class RestartedFrom(Event):
    """This case was begun from one that had ended, at its start or at `started` elements."""

    kind: ClassVar[str] = "restarted-from"
    case: int
    number: str
    started: list[str]
    reason: str


@record(frozen=True, kw_only=True)
class MessageDelivered(Event):
    """Somebody delivered a message with values to the case."""

    kind: ClassVar[str] = "message-delivered"
    message: str
    values: dict[str, Any]
    reason: str


@record(frozen=True, kw_only=True)
class TaskChanged(Event):
    """Attributes of an open task before and after, the changed ones alone.

    `on_behalf_of` whom, when a substitute did it for somebody who is away.
    """

    kind: ClassVar[str] = "task-changed"
    before: dict[str, Any]
    after: dict[str, Any]
    reason: str
    on_behalf_of: str | None = None


@record(frozen=True, kw_only=True)
class CaseMigrated(Event):
    """A process of the case goes on in another version; `mapping` names elements renamed."""

    kind: ClassVar[str] = "case-migrated"
    process: str
    from_version: int
    to_version: int
    mapping: dict[str, str]
    reason: str

"""What happened to a customer's entry in the register. Kinds are never renamed."""

from __future__ import annotations

from typing import Any, ClassVar

from engine.kernel.messages import Event
from engine.kernel.records import record


@record(frozen=True, kw_only=True)
class CustomerEntered(Event):
    """A customer stands in the register from now on; `after` is what is known.

    `case` is the number of the case that entered it, `file` the name of the file it came with.
    """

    kind: ClassVar[str] = "customer-entered"
    after: dict[str, Any]
    case: str | None = None
    file: str | None = None


@record(frozen=True, kw_only=True)
class CustomerChanged(Event):
    """What is known of a customer changed: the changed facts alone, before and after."""

    kind: ClassVar[str] = "customer-changed"
    before: dict[str, Any]
    after: dict[str, Any]
    case: str | None = None
    file: str | None = None


@record(frozen=True, kw_only=True)
class TierChanged(Event):
    """A customer has another tier, by this rule; `rank` is the place by annual sales, if any.

    `kept` is the tier that was set by hand and stays in force beside it.
    """

    kind: ClassVar[str] = "tier-changed"
    before: str | None
    tier: str
    reason: str
    rank: int | None
    kept: str | None = None


@record(frozen=True, kw_only=True)
class TierSet(Event):
    """Somebody set a customer's tier by hand, through a day or without end (None).

    `by_rule` is the tier that the rules give.
    """

    kind: ClassVar[str] = "tier-set"
    before: str | None
    tier: str
    reason: str
    until: str | None
    by_rule: str | None


@record(frozen=True, kw_only=True)
class TierReleased(Event):
    """A customer has the tier of the rules again; without a reason the last day was over."""

    kind: ClassVar[str] = "tier-released"
    before: str | None
    tier: str | None
    reason: str | None

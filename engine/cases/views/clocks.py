"""Time limits and how they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Literal

Amount = int | float | Decimal


ClockState = Literal["running", "paused", "met", "breached", "overdue", "cancelled"]

CASE_CLOCKS = 12
"""Clocks that the view of a case or a task has; every turn of every clock stands in its events."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockSegment:
    """A stretch of a clock: running, or paused and why; `end` is None for the last, open one."""

    start: datetime
    end: datetime | None
    kind: Literal["running", "paused"]
    reason: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockDays:
    """Days in a row that were the same to a clock, `first` to `last` inclusive.

    `note` is the holiday's code (empty on a weekend) or the reason of the pause; `count` the days
    charged up to and with the last. Days after today are a forecast.
    """

    first: date
    last: date
    kind: Literal["start", "charged", "off", "paused"]
    note: str
    count: int
    provisional: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class PinnedLimit:
    """One rule that was in force when the clock started, as the decision table gave it."""

    value: Amount
    unit: str
    level: str
    statistic: str
    edition: str
    source: str
    warn_at: Amount | None
    drives: bool
    """Whether this, the strictest, sets the due date."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockView:
    """One time limit of a case and how it stands; spans in the limit's unit (`wd`, `d`, `h`, …)."""

    checkpoint: str
    attempt: int
    element: str
    element_name: str
    state: ClockState
    limit: Amount
    unit: str
    used: Amount
    left: Amount
    late_by: Amount
    """Whole units past the limit, 0 when not late."""
    share_used: float
    """Used part of the limit, 0.0 to 1.0."""
    warned: bool
    """Whether the warning moment has passed while it runs."""
    due: datetime | None
    original_due: datetime | None
    due_if_resumed_now: datetime | None
    provisional: bool
    paused_since: datetime | None
    pause_reason: str | None
    started: datetime
    stopped: datetime | None
    segments: tuple[ClockSegment, ...]
    days: tuple[ClockDays, ...]
    """The count day by day; empty for limits in hours and minutes."""
    limits: tuple[PinnedLimit, ...]

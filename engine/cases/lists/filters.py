"""What a list is narrowed to, as a person wishes it; the words are the lists' own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from engine.kernel.ids import CustomerId

Due = Literal["overdue", "today", "week"]
FollowUp = Literal["reached", "ahead"]
Order = Literal["newest", "oldest", "due"]
"""`due`: by when limits end, of cases asked for because theirs passed or will; else as `oldest`."""
TaskOrder = Literal["urgent", "newest", "case", "follow-up", "customer", "priority"]
CaseStates = Literal["open", "suspended", "completed", "cancelled", "ended"]
"""`open` are those that go on, suspended ones among them; `ended` are both kinds of end."""
Urgency = Literal["late", "risk", "still"]


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseFilter:
    """Which cases: None asks nothing. Days are the station's.

    `process` is the case's own; `tier` and `line` are the customer's as the register has them.
    `urgency`: a time limit is exceeded now, or will be by the end of the second working day from
    now, or stands still while the customer is waited for.
    """

    process: str | None = None
    stage: str | None = None
    manager: str | None = None
    tier: str | None = None
    line: str | None = None
    customer: CustomerId | None = None
    started_from: date | None = None
    started_to: date | None = None
    urgency: Urgency | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskFilter:
    """Which tasks: None asks nothing.

    `step` is a process and an element in it. `due` is by the limit or due date that orders the
    list, today and this week without what is overdue. A follow-up is `reached` when its day has
    come, else `ahead`.
    """

    process: str | None = None
    step: tuple[str, str] | None = None
    manager: str | None = None
    tier: str | None = None
    line: str | None = None
    customer: CustomerId | None = None
    due: Due | None = None
    follow_up: FollowUp | None = None


ANY_CASE = CaseFilter()
ANY_TASK = TaskFilter()
"""Filters that let everything through."""

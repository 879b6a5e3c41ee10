"""A filter's days in moments: what today, this week and the next working days are now."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from engine.calendar.working import FIRST_YEAR, LAST_YEAR, WorkingCalendar
from engine.cases.lists.filters import CaseFilter, Due, FollowUp, TaskFilter, Urgency
from engine.cases.ports.reading import Span, Wanted

_A_DAY = timedelta(days=1)
RISK = 2
"""Working days within whose end a limit is at risk."""


def of_tasks(wish: TaskFilter, text: str, calendar: WorkingCalendar, now: datetime) -> Wanted:
    """Return what a filter of tasks asks of each row."""
    return Wanted(
        text=text,
        process=wish.process,
        manager=wish.manager,
        tier=wish.tier,
        line=wish.line,
        customer=wish.customer,
        step=wish.step,
        urgent=_due(wish.due, calendar, now),
        follow_up=_follow_up(wish.follow_up, calendar, now),
    )


def of_cases(wish: CaseFilter, text: str, calendar: WorkingCalendar, now: datetime) -> Wanted:
    """Return what a filter of cases asks of each row."""
    first, last = wish.started_from, wish.started_to
    started = Span(
        since=_midnight(first, calendar) if first and first.year >= FIRST_YEAR else None,
        until=_midnight(last + _A_DAY, calendar) if last and last.year <= LAST_YEAR else None,
    )
    return Wanted(
        text=text,
        process=wish.process,
        stage=wish.stage,
        manager=wish.manager,
        tier=wish.tier,
        line=wish.line,
        customer=wish.customer,
        started=started if started != Span() else None,
        limit=_urgency(wish.urgency, calendar, now),
        still=wish.urgency == "still",
    )


def _midnight(day: date, calendar: WorkingCalendar) -> datetime:
    return datetime.combine(day, time(0), calendar.zone)


def _due(wish: Due | None, calendar: WorkingCalendar, now: datetime) -> Span | None:
    """Return when what is wished for is due. What is due by a day's end is due at its 24:00."""
    today = calendar.local_date(now)
    match wish:
        case None:
            return None
        case "overdue":
            return Span(until=now)
        case "today":
            return Span(since=now, until=calendar.end_of(today), closed=True)
        case "week":
            sunday = today + timedelta(days=6 - today.weekday())
            return Span(since=now, until=calendar.end_of(sunday), closed=True)


def _follow_up(wish: FollowUp | None, calendar: WorkingCalendar, now: datetime) -> Span | None:
    """Return when what is wished for is to be looked at again: today's are reached."""
    tonight = calendar.end_of(calendar.local_date(now))
    match wish:
        case None:
            return None
        case "reached":
            return Span(until=tonight)
        case "ahead":
            return Span(since=tonight)


def _urgency(wish: Urgency | None, calendar: WorkingCalendar, now: datetime) -> Span | None:
    match wish:
        case None | "still":
            return None
        case "late":
            return Span(until=now)
        case "risk":
            day = calendar.working_days_after(calendar.local_date(now), RISK).day
            return Span(since=now, until=calendar.end_of(day), closed=True)

"""Reads a clock: from its limit, its events, the calendar and the present moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from engine.calendar.working import WorkingCalendar
from engine.kernel.records import record
from engine.timelimits.errors import NaiveMoment
from engine.timelimits.events import ClockEvent, Do, check_events
from engine.timelimits.limits import Limit, Statistic
from engine.timelimits.scales import Amount, Measured, Scale, scale_for


class State(StrEnum):
    """How a clock stands.

    `running`, `paused` and `overdue` (running past its due moment) are open; `met` and `breached`
    are verdicts; `closed` is a stopped clock whose limit gives no verdict for a single case.
    """

    RUNNING = "running"
    PAUSED = "paused"
    OVERDUE = "overdue"
    MET = "met"
    BREACHED = "breached"
    CLOSED = "closed"


class SegmentKind(StrEnum):
    """What the clock did in a segment."""

    RUNNING = "running"
    PAUSED = "paused"


@record(frozen=True, kw_only=True, slots=True)
class Segment:
    """A stretch between two events (the last open one ends now); the reason is the pause's."""

    start: datetime
    end: datetime
    kind: SegmentKind
    reason: str | None


@record(frozen=True, kw_only=True, slots=True)
class Reading:
    """What a clock shows at `as_of`, all moments in the station's zone.

    `due` is None while the clock is paused; `due_if_resumed_now` is given only then. `used` and
    `left` count the limit's unit, for a month its days (`total` of them). `warning` is None without
    one, or while a paused clock has not come to it. `provisional` says that an answer leaned on a
    year whose holidays are not announced. A stopped clock's reading never changes any more.
    """

    limit: Limit
    as_of: datetime
    state: State
    due: datetime | None
    original_due: datetime
    due_if_resumed_now: datetime | None
    used: Amount
    left: Amount
    total: Amount
    warning: datetime | None
    provisional: bool
    events: tuple[ClockEvent, ...]

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What the clock did between its events, in order."""
        moments = [event.at.astimezone(self.as_of.tzinfo) for event in self.events]
        ends = [*moments[1:], self.as_of]
        return tuple(
            Segment(
                start=moments[index],
                end=ends[index],
                kind=SegmentKind.PAUSED if event.do is Do.PAUSE else SegmentKind.RUNNING,
                reason=event.reason if event.do is Do.PAUSE else None,
            )
            for index, event in enumerate(self.events)
            if event.do is not Do.STOP
        )


@record(frozen=True, slots=True)
class _Answer:
    state: State
    due: datetime | None
    due_if_resumed_now: datetime | None
    measured: Measured
    provisional: bool


def read(
    limit: Limit, events: Sequence[ClockEvent], calendar: WorkingCalendar, now: datetime
) -> Reading:
    """Read a clock at `now` by the arithmetic that `engine.timelimits` sets down.

    A `now` before the last event (two hosts whose clocks disagree) is taken as that event's
    moment: what has happened is not undone.

    Raises:
        NaiveMoment, ClockNotStarted, EventsOutOfOrder, EventNotPossible: see `check_events`.
        DayOutOfRange: a date lies outside the calendar's years.
    """
    check_events(events)
    if now.utcoffset() is None:
        raise NaiveMoment(None, now)
    calendar.local(events[0].at)  # so that none of its moments lies outside the calendar
    moment = calendar.local(max(now, events[-1].at))
    scale = scale_for(limit, events[0], calendar)
    original = scale.measure(events[:1], events[0].at)
    answer = _open_or_closed(limit, scale, events, moment, original)
    measured = answer.measured
    return Reading(
        limit=limit,
        as_of=moment,
        state=answer.state,
        due=answer.due,
        original_due=_given(original.due),
        due_if_resumed_now=answer.due_if_resumed_now,
        used=measured.used,
        left=max(measured.total - measured.used, 0),
        total=measured.total,
        warning=measured.warning,
        provisional=answer.provisional or original.provisional,
        events=tuple(events),
    )


def _open_or_closed(
    limit: Limit, scale: Scale, events: Sequence[ClockEvent], now: datetime, original: Measured
) -> _Answer:
    if events[-1].do is Do.STOP:
        return _closed(limit, scale, events, original)
    just_started = len(events) == 1 and events[0].at == now
    measured = original if just_started else scale.measure(events, now)
    if events[-1].do is Do.PAUSE:
        resume = ClockEvent(at=now, do=Do.RESUME)
        resumed = scale.measure([*events, resume], now)
        provisional = measured.provisional or resumed.provisional
        return _Answer(State.PAUSED, None, resumed.due, measured, provisional)
    late = now > _given(measured.due) and limit.statistic is Statistic.MAX
    state = State.OVERDUE if late else State.RUNNING
    return _Answer(state, measured.due, None, measured, measured.provisional)


def _closed(
    limit: Limit, scale: Scale, events: Sequence[ClockEvent], original: Measured
) -> _Answer:
    """Judge a stopped clock: met when it stood within its limit at its last running moment.

    Stopped while running: that moment is the stop; at the due moment itself (24:00) it is still
    met. Stopped while paused: no day after the pause's effective day is charged, so the stop adds
    nothing to what was used when the pause began; the clock is judged as at that beginning. One
    paused on the day its count reached the limit has used exactly the limit and is met; one that
    was already running late is breached, however long it stood still afterwards.
    """
    body, stop = events[:-1], events[-1]
    judged_at = body[-1].at if body[-1].do is Do.PAUSE else stop.at
    # Never paused, it is due when it was at first; what is used is counted up to the stop.
    standing = original if len(body) == 1 else scale.measure(body, judged_at)
    used, provisional = scale.used(events)
    met = standing.due is None or judged_at <= standing.due
    state = State.MET if met else State.BREACHED
    if limit.statistic is Statistic.MEAN:
        state = State.CLOSED
    measured = Measured(
        due=standing.due,
        warning=standing.warning,
        # A stop at 24:00 of the due day bears the next day's date, which is not charged to it.
        used=min(used, standing.total) if met else used,
        total=standing.total,
        provisional=standing.provisional or provisional,
    )
    return _Answer(state, standing.due, None, measured, measured.provisional)


def _given(due: datetime | None) -> datetime:
    if due is None:  # a running clock always comes to its limit
        raise AssertionError("a running clock has no due moment")  # noqa: EM101
    return due

"""Day clocks against an oracle that walks the calendar day by day, straight from the words of 1.9.

The oracle shares nothing with the engine but the events: its working days come from the published
holidays themselves, its counting is a loop over dates.
"""

from datetime import date, datetime, time, timedelta

import chinese_calendar
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.calendar.seed import published_calendar
from engine.timelimits.events import ClockEvent, Do
from engine.timelimits.limits import Limit, Unit
from engine.timelimits.reading import read
from tests.unit.timelimits.clocks import SHANGHAI

ONE_DAY = timedelta(days=1)


class Oracle:
    def __init__(self, value, unit, cutoff, events):
        self.unit, self.cutoff, self.events = unit, cutoff, events
        self.first = self.effective_day(events[0].at)
        self.limit = value if unit != "month" else self.days_of_months(value)

    def counts(self, day):
        return chinese_calendar.is_workday(day) if self.unit == "wd" else True

    def effective_day(self, at):
        day = at.date()
        if self.cutoff is None or at.time() <= self.cutoff:
            return day
        day += ONE_DAY
        while not chinese_calendar.is_workday(day):
            day += ONE_DAY
        return day

    def days_of_months(self, months):
        year, month = self.first.year, self.first.month + months
        while month > 12:
            year, month = year + 1, month - 12
        number = self.first.day
        while True:
            try:
                return (date(year, month, number) - self.first).days
            except ValueError:
                number -= 1

    def charged(self, day):
        applied = [e.do for e in self.events if self.effective_day(e.at) < day]
        running = Do.START in applied and applied[-1] in (Do.START, Do.RESUME)
        return running and self.counts(day)

    def end_of(self, day):
        if self.cutoff is None:
            return datetime.combine(day + ONE_DAY, time(0), SHANGHAI)
        return datetime.combine(day, self.cutoff, SHANGHAI)

    def due(self):
        count, day = 0, self.first
        for _ in range(400):
            day += ONE_DAY
            count += self.charged(day)
            if count == self.limit:
                return self.end_of(day)
        return None

    def used(self, now):
        days = ((self.first + n * ONE_DAY) for n in range(1, 400))
        return sum(self.charged(day) for day in days if day <= now.date())


@st.composite
def clocks(draw):
    """A clock that starts in the first half of 2025 or 2026 and is not stopped."""
    begin = datetime(draw(st.sampled_from([2025, 2026])), 1, 1, tzinfo=SHANGHAI)
    at = begin + timedelta(hours=draw(st.integers(0, 24 * 180)))
    events = [ClockEvent(at=at, do=Do.START)]
    for number in range(draw(st.integers(0, 7))):
        at += timedelta(hours=draw(st.one_of(st.integers(0, 30), st.integers(0, 300))))
        events.append(ClockEvent(at=at, do=Do.RESUME if number % 2 else Do.PAUSE))
    now = at + timedelta(hours=draw(st.integers(0, 400)))
    return tuple(events), now


cutoffs = st.sampled_from([None, time(17), time(12, 30)])
limits = st.one_of(
    st.tuples(st.integers(1, 25), st.sampled_from(["wd", "d"])),
    st.tuples(st.integers(1, 3), st.just("month")),
)


@settings(max_examples=150, deadline=None)
@given(clock=clocks(), limit=limits, cutoff=cutoffs)
def test_every_day_clock_agrees_with_a_walk_over_the_days(clock, limit, cutoff):
    (events, now), (value, unit) = clock, limit
    found = read(
        Limit(checkpoint="", value=value, unit=Unit(unit)),
        events,
        published_calendar().with_cutoff(cutoff),
        now,
    )
    oracle = Oracle(value, unit, cutoff, events)
    assert found.used == oracle.used(now)
    assert found.left == max(oracle.limit - oracle.used(now), 0)
    assert found.original_due == Oracle(value, unit, cutoff, events[:1]).due()
    if events[-1].do is Do.PAUSE:
        resumed = Oracle(value, unit, cutoff, [*events, ClockEvent(at=now, do=Do.RESUME)])
        assert (found.state, found.due) == ("paused", None)
        assert found.due_if_resumed_now == resumed.due()
    else:
        assert found.due == oracle.due()
        assert found.state == ("overdue" if now > oracle.due() else "running")


@settings(max_examples=150, deadline=None)
@given(clock=clocks(), limit=limits, cutoff=cutoffs)
def test_every_verdict_on_a_running_clock_agrees_with_a_walk_over_the_days(clock, limit, cutoff):
    (events, now), (value, unit) = clock, limit
    if events[-1].do is Do.PAUSE:
        events = events[:-1]
    stopped = (*events, ClockEvent(at=now, do=Do.STOP))
    calendar = published_calendar().with_cutoff(cutoff)
    found = read(Limit(checkpoint="", value=value, unit=Unit(unit)), stopped, calendar, now)
    due = Oracle(value, unit, cutoff, events).due()
    assert found.due == due
    assert found.state == ("met" if now <= due else "breached")


@settings(max_examples=150, deadline=None)
@given(clock=clocks(), hours=st.integers(1, 400))
def test_running_time_agrees_with_a_walk_over_the_hours(clock, hours):
    events, now = clock
    found = read(
        Limit(checkpoint="", value=hours, unit=Unit.HOUR), events, published_calendar(), now
    )
    ran, at, due = 0, events[0].at, None
    while due is None or at < now:
        last = [e.do for e in events if e.at <= at][-1]
        if ran == hours and due is None and last is not Do.PAUSE:
            due = at
        if at >= now and last is Do.PAUSE:
            break
        if at == now:
            assert found.used == ran
        ran += last is not Do.PAUSE
        at += timedelta(hours=1)
    if events[-1].do is not Do.PAUSE:
        assert found.due == due

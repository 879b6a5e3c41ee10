"""How a time limit stands, for people to read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

from engine.cases.answers.shelf import Shelf
from engine.cases.records import CaseRecord, PinnedClock
from engine.cases.stepping.clocks import CANCELLED, CLOSED, PROCESS_CLOCK, read_clock
from engine.cases.views.clocks import (
    CASE_CLOCKS,
    ClockDays,
    ClockSegment,
    ClockState,
    ClockView,
    PinnedLimit,
)
from engine.kernel.ids import CaseId
from engine.timelimits.events import Do
from engine.timelimits.explain import explain
from engine.timelimits.reading import Reading


@dataclass(frozen=True, kw_only=True, slots=True)
class ClockFace:
    """Turns stored clocks into views for one reader at one moment."""

    shelf: Shelf
    now: datetime
    language: str

    def view(self, clock: PinnedClock, case: CaseRecord | None = None) -> ClockView:
        """Return a clock as it stands now, day by day; `case` names the whole process's clock."""
        reading = read_clock(clock, self.shelf.calendar, self.now)
        days = tuple(
            ClockDays(
                first=span.first,
                last=span.last,
                kind=span.kind.value,
                note=span.note,
                count=span.count,
                provisional=span.provisional,
            )
            for span in explain(reading, clock.events, self.shelf.calendar).days
        )
        return replace(self.brief(clock, case), days=days)

    def brief(self, clock: PinnedClock, case: CaseRecord | None = None) -> ClockView:
        """Return a clock as it stands now without its days: a list shows many."""
        reading = read_clock(clock, self.shelf.calendar, self.now)
        limit, last = reading.limit, clock.events[-1]
        paused = last if last.do is Do.PAUSE else None
        late = max(reading.used - reading.total, 0)
        return ClockView(
            checkpoint=clock.checkpoint,
            attempt=clock.attempt,
            element=clock.element,
            element_name=self.name(clock, case),
            state=_state(clock, reading),
            limit=limit.value,
            unit=limit.unit.value,
            used=reading.used,
            left=reading.left,
            late_by=late,
            share_used=min(float(reading.used) / float(reading.total), 1.0),
            warned=self._warned(clock, reading),
            due=reading.due,
            original_due=reading.original_due,
            due_if_resumed_now=reading.due_if_resumed_now,
            provisional=reading.provisional,
            paused_since=paused.at if paused else None,
            pause_reason=paused.reason if paused else None,
            started=clock.started,
            stopped=clock.stopped,
            segments=_segments(clock, reading),
            days=(),
            limits=_limits(clock, reading),
        )

    def of_cases(
        self, clocks: Sequence[PinnedClock], wanted: Mapping[tuple[CaseId, int], object]
    ) -> dict[tuple[CaseId, int], ClockView]:
        """Return the brief views of the clocks named by case and instance."""
        return {
            (clock.case, clock.instance): self.brief(clock)
            for clock in clocks
            if (clock.case, clock.instance) in wanted
        }

    def name(self, clock: PinnedClock, case: CaseRecord | None) -> str:
        """Return what a clock is for: an element, or the whole process."""
        processes = self.shelf.catalogue.processes(clock.definition)
        for process in processes.values():
            if clock.instance == PROCESS_CLOCK and case is not None and process.id == case.process:
                return process.name_in(self.language)
            if clock.element in process.elements:
                return process.elements[clock.element].name_in(self.language)
        return clock.element

    def _warned(self, clock: PinnedClock, reading: Reading) -> bool:
        running = clock.state not in CLOSED and reading.due is not None
        return running and reading.warning is not None and self.now >= reading.warning


def foremost(clocks: Sequence[PinnedClock]) -> Sequence[PinnedClock]:
    """Return what a page tells of a case's clocks, no more than CASE_CLOCKS.

    Those that have not stopped come first, by what is due next, then those that stopped last.
    """
    going = [clock for clock in clocks if clock.state not in CLOSED]
    over = [clock for clock in clocks if clock.state in CLOSED]
    going.sort(key=lambda clock: (clock.due is None, clock.due or clock.started))
    over.sort(key=lambda clock: (clock.stopped or clock.started, clock.instance), reverse=True)
    return [*going, *over][:CASE_CLOCKS]


def most_urgent(clocks: Sequence[ClockView]) -> ClockView | None:
    """Return the open clock that is due first; one that stands still comes after all that run."""
    running = [c for c in clocks if c.state in ("running", "overdue") and c.due is not None]
    if running:
        return min(running, key=lambda clock: clock.due or clock.started)
    paused = [clock for clock in clocks if clock.state == "paused"]
    return paused[0] if paused else None


def _state(clock: PinnedClock, reading: Reading) -> ClockState:
    state = clock.state if clock.state == CANCELLED else reading.state.value
    for known in get_args(ClockState):
        if state == known:
            return known  # type: ignore[no-any-return]  # one of the literals itself
    return "met"


def _segments(clock: PinnedClock, reading: Reading) -> tuple[ClockSegment, ...]:
    last = len(reading.segments) - 1
    still_open = clock.stopped is None
    return tuple(
        ClockSegment(
            start=segment.start,
            end=None if still_open and number == last else segment.end,
            kind=segment.kind.value,
            reason=segment.reason,
        )
        for number, segment in enumerate(reading.segments)
    )


def _limits(clock: PinnedClock, reading: Reading) -> tuple[PinnedLimit, ...]:
    return tuple(
        PinnedLimit(
            value=limit.value,
            unit=limit.unit.value,
            level=limit.level.value,
            statistic=limit.statistic.value,
            edition=limit.edition,
            source=limit.source,
            warn_at=limit.warn_at,
            drives=limit == reading.limit,
        )
        for limit in clock.limits
    )

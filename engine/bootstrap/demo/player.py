"""Plays the story: a simulated clock runs, tasks are done in working hours, timers fire between."""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zlib import crc32

from engine.api import (
    CaseId,
    CompleteTask,
    SendMessage,
    StartCase,
    UserId,
)
from engine.bootstrap.demo.answers import Answers, Facts
from engine.bootstrap.demo.story import Application
from engine.bootstrap.station import Station
from engine.calendar.working import WorkingCalendar
from engine.cases.incidents.messages import LeaveJob
from engine.cases.records import TaskRecord
from engine.dispatch.dispatcher import SYSTEM
from engine.jobs.worker import next_moment
from engine.kernel.clock import ManualClock

_MOST_TASKS = 200
"""Far more than a case of the demo ever has open."""
_WITHDRAWAL = "customer-withdraws"
_OVERSEER = UserId("director")
_LEFT = "定时器多次执行失败（演示）：请核对后重试"


@dataclass(kw_only=True)
class Playing:
    """One case of the story under way."""

    told: Application
    answers: Answers
    case: CaseId | None = None
    delayed: set[str] = field(default_factory=set)


class Player:
    """Plays applications up to the present moment of the station's own calendar."""

    def __init__(
        self,
        station: Station,
        clock: ManualClock,
        calendar: WorkingCalendar,
        breaks: datetime | None = None,
    ) -> None:
        """Move `clock`, which `station` runs on.

        The first timer that is due from `breaks` on is left to a person, as one that failed too
        often is: somebody must see an incident and mend it.
        """
        self._breaks = breaks
        self._station = station
        self._clock = clock
        self._calendar = calendar

    def play(self, story: tuple[Application, ...], until: datetime) -> list[CaseId]:
        """Play every application in the order of time, then let time run on to `until`.

        Returns the cases in the order of the story.
        """
        played = []
        turns: list[tuple[datetime, int, Playing]] = []
        for number, told in enumerate(story):
            at = self._working_moment(until - timedelta(days=told.started), told.customer)
            at = min(at, until - timedelta(minutes=5 * (len(story) - number)))
            playing = Playing(told=told, answers=self._answers(told, at))
            played.append(playing)
            heapq.heappush(turns, (at, number, playing))
        while turns and turns[0][0] <= until:
            at, number, playing = heapq.heappop(turns)
            self.run_to(at)
            following = self._turn(playing)
            if following is not None:
                heapq.heappush(turns, (following, number, playing))
        self.run_to(until)
        return [playing.case for playing in played if playing.case is not None]

    def run_to(self, moment: datetime) -> None:
        """Move the clock on to a moment, stopping at every timer on the way."""
        while True:
            due = next_moment(self._station.queue, moment)
            if due is None:
                break
            self._clock.set(max(due, self._clock.now()))
            if self._breaks is not None and due >= self._breaks:
                self._leave_one()
            if self._station.worker.cycle() == 0 and next_moment(
                self._station.queue, self._clock.now()
            ):
                break
        self._clock.set(max(moment, self._clock.now()))

    def _leave_one(self) -> None:
        for claim in self._station.queue.claim(self._clock.now(), 1):
            self._breaks = None
            wish = LeaveJob(actor=SYSTEM, job=claim.job, token=claim.token, message=_LEFT)
            self._station.engine.execute(wish)

    def _answers(self, told: Application, at: datetime) -> Answers:
        facts = Facts(
            start=at.astimezone(self._calendar.zone).date(),
            customer=told.customer,
            contact=told.contact,
            phone=told.phone,
            capacity_kva=told.capacity_kva,
            dual_source=told.differs.get("sources", 2) > 1,
            differs=told.answers,
            account_no=told.account_no,
        )
        return Answers(facts)

    def _turn(self, playing: Playing) -> datetime | None:
        """Do one thing in a case; return when the next is done, None when it rests."""
        if playing.case is None:
            playing.case = self._start(playing)
            return self._after(playing, "application")
        task = self._next_task(playing)
        if task is None:
            return None
        slow = playing.told.slow.get(task.element)
        if slow is not None and task.element not in playing.delayed:
            playing.delayed.add(task.element)
            return self._working_moment(self._clock.now() + timedelta(days=slow), task.element)
        if task.element == playing.told.withdraws_at:
            self._withdraw(playing.case)
        else:
            self._complete(playing, task)
        return self._after(playing, task.element)

    def _start(self, playing: Playing) -> CaseId:
        told = playing.told
        own = {
            "customer_name": told.customer,
            "address": told.address,
            "contact_name": told.contact,
            "contact_phone": told.phone,
            "industry": told.industry,
            **told.differs,
        }
        command = StartCase(
            actor=UserId("manager"),
            process="hv-connection",
            values=playing.answers.application(own),
        )
        return self._station.engine.execute(command).case

    def _withdraw(self, case: CaseId) -> None:
        self._station.engine.execute(
            SendMessage(actor=_OVERSEER, case=case, message=_WITHDRAWAL, reason="客户项目取消")
        )

    def _next_task(self, playing: Playing) -> TaskRecord | None:
        """Return the task to do next: the first that came, unless the case is to rest there."""
        if playing.case is None:
            return None
        with self._station.units.reading() as unit:
            rows = unit.reading.open_tasks([playing.case], _MOST_TASKS)[playing.case]
        tasks = [row.task for row in rows if row.task.element not in playing.told.waits_at]
        return min(tasks, key=lambda task: task.id.instance, default=None)

    def _complete(self, playing: Playing, task: TaskRecord) -> None:
        actor = task.assignee or UserId(task.candidate_groups[0])
        values = playing.answers.task(task.element, self._local())
        self._station.engine.execute(CompleteTask(actor=actor, task=task.id, values=values))

    def _local(self) -> datetime:
        return self._clock.now().astimezone(self._calendar.zone)

    def _after(self, playing: Playing, element: str) -> datetime:
        """Return when the case goes on after an element: a working moment some hours later."""
        chance = crc32(f"{playing.told.customer}/{element}".encode()) % 20
        return self._working_moment(self._clock.now() + timedelta(hours=3 + chance), element)

    def _working_moment(self, at: datetime, salt: str) -> datetime:
        """Return the moment itself when the counter is open, else one soon after it opens."""
        local = at.astimezone(self._calendar.zone)
        hours = self._calendar.hours
        if self._calendar.is_working(local.date()) and hours.start <= local.time() < hours.end:
            return at
        day = local.date()
        if local.time() >= hours.start or not self._calendar.is_working(day):
            day = self._calendar.working_days_after(day, 1).day
        late = timedelta(minutes=crc32(salt.encode()) % 240)
        return self._calendar.service_start(day) + late

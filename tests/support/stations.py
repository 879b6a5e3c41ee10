"""Small real stations: a real store, the real engine, time that stands until it is moved."""

from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest

from engine.api import (
    CaseDetail,
    CompleteTask,
    Inbox,
    StartCase,
    Timeline,
)
from engine.bootstrap import Settings, Station, open_station
from engine.bootstrap.post import Mail
from engine.cases.incidents.messages import LeaveJob
from engine.dispatch.dispatcher import SYSTEM
from engine.jobs.worker import next_moment
from engine.kernel.clock import ManualClock
from tests.support.stores import lay

MODELS = Path(__file__).parent / "models"
SQLITE = "sqlite:///"
TUESDAY = datetime(2026, 2, 10, 2, 0, tzinfo=UTC)
"""Tuesday, 10 February 2026, 10:00 at the station."""


class SmallStation:
    """A station with the demo's people and the small `permit` process."""

    def __init__(
        self,
        url: str,
        *,
        at: datetime = TUESDAY,
        files: Path | None = None,
        mail: Mail | None = None,
    ) -> None:
        """Open the furnished store at an address; an SQLite file that is not there yet is laid."""
        if url.startswith(SQLITE) and not (path := Path(url.removeprefix(SQLITE))).exists():
            lay(path, MODELS, at)
        self.clock = ManualClock(at)
        settings = Settings(
            database=url, clock=self.clock, simulated=True, demo=True, files=files, mail=mail
        )
        self.station: Station = open_station(settings)
        self.engine = self.station.engine

    def start(self, by="manager", **values):
        form = {"customer_name": "泰和纺织", "applied_capacity_kva": 2000} | values
        return self.engine.execute(StartCase(actor=by, process="permit", values=form)).case

    def open_tasks(self, case):
        """Return the element of each open task of a case, with its id."""
        detail = self.engine.query(CaseDetail(actor="director", case=case, language="en"))
        return {line.element: line.id for line in detail.tasks}

    def do(self, case, element, by, **values):
        task = self.open_tasks(case)[element]
        return self.engine.execute(CompleteTask(actor=by, task=task, values=values))

    def clock_of(self, case):
        (clock,) = self.engine.query(CaseDetail(actor="director", case=case, language="en")).clocks
        return clock

    def kinds(self, case):
        return [e.kind for e in self.events(case)]

    def events(self, case):
        return self.engine.query(Timeline(actor="director", case=case, language="en"))

    def inbox(self, actor, view="mine", **query):
        return self.engine.query(Inbox(actor=actor, view=view, language="en", **query)).rows

    def page(self, actor, view="mine", **query):
        return self.engine.query(Inbox(actor=actor, view=view, language="en", **query))

    def leave(self, claim, error):
        """Leave a job to a person, as the worker does with one that fails too often."""
        wish = LeaveJob(actor=SYSTEM, job=claim.job, token=claim.token, message=error)
        self.engine.execute(wish)

    def run_to(self, local):
        """Let time run to a moment written as at the station, firing every timer on the way."""
        moment = datetime.fromisoformat(f"{local}+08:00")
        while (due := next_moment(self.station.queue, moment)) is not None:
            self.clock.set(max(due, self.clock.now()))
            assert self.station.worker.cycle()
        self.clock.set(moment)


@cache
def lived(play):
    """Return what lets a furnished store be lived in: `play(small)`, a function that stands alone.

    The station is closed then: what it alone knows, its clock as moved, is gone.
    """

    def live(url):
        small = SmallStation(url)
        play(small)
        small.station.database.settle()
        small.station.close()

    return live


@pytest.fixture
def small(furnished) -> Iterator[SmallStation]:
    opened = SmallStation(furnished(MODELS, TUESDAY))
    yield opened
    opened.station.close()


@pytest.fixture
def case(small):
    """A case of the small process that has just begun."""
    return small.start()


__all__ = ["MODELS", "TUESDAY", "SmallStation", "case", "lived", "small"]

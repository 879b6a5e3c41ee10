"""Somebody away, and who stands in: short ways for the tests of absences."""

from datetime import date, timedelta

from engine.api import (
    EnterAbsence,
    TaskDetail,
)
from engine.feel.wire import loads

TODAY = date(2026, 2, 10)


def away(small, person, *substitutes, by=None, first=TODAY, days=5):
    last = first + timedelta(days=days - 1)
    return small.engine.execute(
        EnterAbsence(
            actor=by or person, person=person, first=first, last=last, substitutes=substitutes
        )
    )


def papers_of(small):
    """A task that is the manager's alone."""
    case = small.start()
    small.do(case, "draft", "development")
    return small.open_tasks(case)["papers"]


def standing_in(small, person):
    return [line.id for line in small.inbox(person, "substitute")]


def may(small, person, task):
    found = small.engine.query(TaskDetail(actor=person, task=task, language="en")).may
    return found & {"claim", "complete", "release"}


def station_events(small):
    with small.station.units.reading() as unit:
        return [(e.kind, e.actor, loads(e.data)) for e in unit.history.of_case(0)]

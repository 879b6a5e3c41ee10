"""What must hold after any fault: nothing lost, nothing twice, nothing half done."""

from collections import Counter

from sqlalchemy import select

from engine.api import CaseId, UserId, VerifyHistory
from engine.storage.tables.cases import case
from tests.soak.clients import acknowledged
from tests.soak.errand import TIMERS
from tests.support.replay import differences, keys


def whole(station):
    """Every chain verifies, and every history gives the stored state."""
    verdict = station.engine.query(VerifyHistory(actor=UserId("auditor")))
    assert verdict.touched == ()
    found = {key: differences(station, key, TIMERS) for key in keys(station)}
    assert {key: differs for key, differs in found.items() if differs} == {}


def kept(station, people):
    """What was acknowledged is in the history exactly once; return how much it was."""
    started, done = acknowledged(people)
    with station.database.reading() as db:
        requests = db.execute(select(case.c.request, case.c.id)).all()
    assert Counter(request for request, _ in requests if request in started) == Counter(started)
    told = {}
    for _, key in requests:
        with station.units.reading() as unit:
            events = unit.history.of_case(CaseId(key))
        assert sum(event.kind == "case-started" for event in events) == 1
        for kind in ("task-completed", "timer-fired", "task-offered", "entered"):
            once = Counter(event.instance for event in events if event.kind == kind)
            assert set(once.values()) <= {1}, (key, kind, once)
        told |= {
            (key, event.instance): event.actor for event in events if event.kind == "task-completed"
        }
    for task, login in done.items():
        assert told[(task.case, task.instance)] == login
    return len(started), len(done)


def all_over(station):
    """Say whether every case has ended."""
    with station.database.reading() as db:
        return all(state == "completed" for state in db.execute(select(case.c.state)).scalars())

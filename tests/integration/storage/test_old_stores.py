"""What the first versions of the store wrote comes through every migration as it was meant."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from engine.cases.stepping.limits import as_row
from engine.cases.stepping.tasks import NEVER
from engine.feel.wire import loads
from engine.history.chain import GENESIS, first_broken
from engine.history.events import CaseEnded, TaskClaimed, VariablesChanged
from engine.kernel.ids import TaskId
from engine.storage.packing import pack
from engine.storage.repositories.cases.cases import SqlCases
from engine.storage.repositories.cases.clocks import SqlClocks
from engine.storage.repositories.cases.history import SqlHistory
from engine.storage.repositories.cases.tasks import SqlTasks
from engine.storage.repositories.people.absences import SqlAbsences
from engine.storage.repositories.waiting.jobs import SqlJobs
from engine.timelimits.events import Do
from tests.support.chains import linked
from tests.support.rows import enter_everywhere

AT = datetime(2026, 2, 10, 2, 0, 0, 123456, tzinfo=UTC)


EVENTS = (
    TaskClaimed(element="survey", instance=3),
    VariablesChanged(before={}, after={"note": "泰和纺织 " * 40}),
    CaseEnded(outcome="energised"),
)


ENTER = text(
    "INSERT INTO history (case_id, seq, station_id, at, kind, actor, element, instance, data, "
    "hash) VALUES (7, :seq, 1, :at, :kind, :actor, :element, :instance, :data, :hash)"
)


@pytest.fixture
def of_the_first_version(database):
    """Two commands' events, entered as the first version did."""
    database.migrate("0001")
    first = linked(EVENTS, after=(0, GENESIS), at=AT, actor="manager")
    later = AT + timedelta(hours=1)
    second = linked(EVENTS[:2], after=(first[-1].seq, first[-1].hash), at=later, actor="director")
    chain = [*first, *second]
    with database.writing() as db:
        for row in chain:
            stored_at = row.at.strftime("%Y-%m-%d %H:%M:%S.%f")
            at = stored_at if database.sqlite else f"{stored_at}+00:00"
            names = ("seq", "kind", "actor", "element", "instance", "data", "hash")
            db.execute(ENTER, {"at": at} | {name: getattr(row, name) for name in names})
        db.commit()
    return chain


def kept(database):
    database.migrate()
    with database.reading() as db:
        return SqlHistory(db, 1).of_case(7)


def test_a_history_of_the_first_version_comes_through_unchanged(database, of_the_first_version):
    chain = of_the_first_version
    found = kept(database)
    assert [replace(event, hash=b"") for event in found] == [replace(e, hash=b"") for e in chain]
    assert all(e.hash.startswith(f.hash) for f, e in zip(found, chain, strict=True))
    assert first_broken(found, (chain[-1].seq, chain[-1].hash)) is None
    with database.reading() as db:
        assert db.execute(text("SELECT seq FROM history ORDER BY seq")).scalars().all() == [1, 4]


@pytest.mark.parametrize(
    ("touch", "event"),
    [
        ("UPDATE history SET data = '{\"a\":1}' WHERE seq = 2", 2),
        ("UPDATE history SET data = '{\"a\":\n1}' WHERE seq = 2", 2),
        ("UPDATE history SET data = '' WHERE seq = 1", 1),
        ("UPDATE history SET actor = 'director' WHERE seq = 2", 2),
        ("UPDATE history SET hash = 'x' WHERE seq = 3", 3),
        ("DELETE FROM history WHERE seq = 2", 2),
        ("DELETE FROM history WHERE seq = 5", 5),
    ],
)
def test_a_history_touched_before_is_still_said_to_be_at_the_same_event(
    database, of_the_first_version, touch, event
):
    *_, last = of_the_first_version
    with database.writing() as db:
        db.exec_driver_sql(touch)
        db.commit()
    assert first_broken(kept(database), (last.seq, last.hash)) == event


JOB_OF_THE_FIRST_VERSION = text(
    "INSERT INTO job (station_id, case_id, kind, element_instance, due_at, run_at, token, attempts,"
    " payload) VALUES (1, 1, 'timer', :instance, :at, :at, 3, :attempts, '{\"element\": \"due\"}')"
)


CASE_OF_THE_FIRST_VERSION = (
    "INSERT INTO station (id, name, zone) VALUES (1, 'x', 'Asia/Shanghai')",
    "INSERT INTO deployment (id, station_id, name, deployed_at, deployed_by)"
    " VALUES (1, 1, 'x', '2026-02-10 02:00:00', 'designer')",
    "INSERT INTO definition (id, station_id, deployment_id, kind, key, version, name, resource,"
    " digest, content) VALUES (1, 1, 1, 'bpmn', 'p', 1, 'P', 'p.bpmn', 'd', 'x')",
    "INSERT INTO case_ (id, station_id, number, definition_id, process, customer_name, state,"
    " version, tokens, variables, activities, chain_seq, chain_hash, started_at)"
    " VALUES (1, 1, 'YK1', 1, 'p', '', 'open', 1, 'x', 'x', 'x', 0, 'x', '2026-02-10 02:00:00')",
)


def test_jobs_of_the_first_version_keep_their_time_and_get_their_tries_back(database):
    database.migrate("0001")
    with database.writing() as db:
        for statement in CASE_OF_THE_FIRST_VERSION:
            db.execute(text(statement))
        at = "2026-02-11 02:00:00.000000" + ("" if database.sqlite else "+00:00")
        for instance, attempts in ((3, 0), (4, 2), (5, 5)):
            db.execute(
                JOB_OF_THE_FIRST_VERSION, {"instance": instance, "at": at, "attempts": attempts}
            )
        db.commit()
    database.migrate()
    with database.reading() as db:
        jobs = {job.instance: job for job in SqlJobs(db, 1).of_case(1)}
    assert {n: (job.attempts, job.retries) for n, job in jobs.items()} == {
        3: (0, 5), 4: (2, 3), 5: (0, 5)
    }  # fmt: skip
    due = datetime(2026, 2, 11, 2, tzinfo=UTC)
    assert {(job.due_at, job.run_at, job.token, job.topic) for job in jobs.values()} == {
        (due, due, 3, "")
    }
    assert jobs[3].payload == {"element": "due"}


LIMITS = (
    '[{"checkpoint":"part","value":20,"unit":"wd","statistic":"max","warn_at":80,'
    '"level":"station","policy":"time-limits v1","edition":"","source":""}]'
)


STARTED = '[[{"$t":"2026-02-10T02:00:00.123456+00:00"},"start",null]]'


MICROS = datetime(2026, 2, 10, 2, 0, 0, 123456, tzinfo=UTC)


TASK_OF_THE_FIRST_VERSION = text(
    "INSERT INTO task (case_id, instance, station_id, definition_id, process, element, state,"
    " assignee, candidate_users, candidate_groups, priority, urgent_at, created_at, closed_at)"
    " VALUES (1, 3, 1, 1, 'p', 'draft', 'open', 'manager', '[]', '[\"a\"]', 50, :far, :at, NULL)"
)


CLOCK_OF_THE_FIRST_VERSION = text(
    "INSERT INTO clock (case_id, instance, station_id, checkpoint, attempt, element, definition_id,"
    " limits, events, state, due_at, started_at) VALUES (1, 3, 1, 'part', 1, 'draft', 1,"
    " :limits, :events, 'running', :far, :at)"
)


def test_tasks_and_clocks_of_the_first_version_keep_their_moments(database):
    database.migrate("0001")
    zone = "" if database.sqlite else "+00:00"
    at = {"at": f"2026-02-10 02:00:00.123456{zone}", "far": f"9999-01-01 00:00:00.000000{zone}"}
    with database.writing() as db:
        for statement in CASE_OF_THE_FIRST_VERSION:
            db.execute(text(statement))
        db.execute(TASK_OF_THE_FIRST_VERSION, at)
        db.execute(CLOCK_OF_THE_FIRST_VERSION, at | {"limits": LIMITS, "events": STARTED})
        db.commit()
    database.migrate()
    with database.reading() as db:
        task = SqlTasks(db).get(TaskId(1, 3))
        (clock,) = SqlClocks(db).of_case(1)
    assert (task.created, task.urgent_at, task.closed) == (MICROS, NEVER, None)
    assert (task.assignee, task.candidate_groups) == ("manager", ("a",))
    assert (clock.started, clock.due, clock.stopped) == (MICROS, NEVER, None)
    assert [(event.at, event.do) for event in clock.events] == [(MICROS, Do.START)]
    assert [as_row(limit) for limit in clock.limits] == loads(LIMITS)


WAITING = pack(
    b'[[3,"draft",1,"p",null,{"$t":"2026-02-10T10:00:00.123456+08:00[Asia/Shanghai]"},true]]'
)
"""As it was written before 0025, in the bytes of a case that had come that far."""


def test_what_waits_in_a_case_keeps_its_moments_though_they_become_numbers(database):
    database.migrate("0024")
    *before, case = CASE_OF_THE_FIRST_VERSION
    bytes_ = "'x', 'x', 'x', 0, 'x'", ":none, :none, :waiting, 0, :none"
    with database.writing() as db:
        for statement in before:
            db.execute(text(statement))
        db.execute(text(case.replace(*bytes_)), {"none": b"{}", "waiting": WAITING})
        db.commit()
    database.migrate()
    with database.reading() as db:
        found = SqlCases(db).look(1).activities
    assert {(a.instance, a.element, a.scope, a.since, a.failed) for a in found.values()} == {
        (3, "draft", None, MICROS, True)
    }


OLD_LISTS = (
    "UPDATE case_ SET manager = 'li' WHERE id = 1",
    "UPDATE task SET assignee = NULL, closed_by = NULL",
    "INSERT INTO task SELECT case_id, 2, station_id, definition_id, process, element, form, "
    "'completed', 'wu', candidate_users, candidate_groups, priority, due_at, follow_up_at, "
    "clock_instance, urgent_at, created_at, created_at, 'ma' FROM task WHERE instance = 1",
    "DELETE FROM task_candidate",
    "INSERT INTO task_candidate VALUES (1, 1, 'group', 'works'), (1, 1, 'user', 'he'), "
    "(1, 2, 'group', 'office')",
)


def test_the_lists_of_an_old_store_hold_what_they_held(database):
    database.migrate("0002")
    with database.writing() as db:
        enter_everywhere(db)
        for statement in OLD_LISTS:
            db.execute(text(statement))
        db.commit()
    database.migrate()
    with database.reading() as db:
        offers = db.execute(text("SELECT instance, kind, name, taken FROM task_candidate")).all()
        involved = db.execute(text("SELECT kind, name, case_id FROM involved")).all()
        managers = db.execute(text("SELECT instance, manager FROM task")).all()
    # Offers stand for open tasks alone; who may see the case is kept.
    assert set(offers) == {(1, "g", "works", 0), (1, "u", "he", 0)}
    assert set(involved) == {
        ("g", "works", 1), ("g", "office", 1), ("u", "he", 1), ("u", "wu", 1),
        ("u", "ma", 1),
    }  # fmt: skip
    assert set(managers) == {(1, "li"), (2, "li")}


SPAN = {"start": "10 00:00:00", "end": "12 16:00:00", "entered": "09 00:00:00"}


def test_substitutes_learn_when_their_absence_ends(database):
    database.migrate("0017")
    zone = "" if database.sqlite else "+00:00"
    days = {name: f"2026-02-{day}{zone}" for name, day in SPAN.items()}
    with database.writing() as db:
        for row in (
            "INSERT INTO station (id, name, zone) VALUES (1, 'x', 'UTC')",
            "INSERT INTO person (login, station_id, name, active) VALUES ('li', 1, 'Li', true)",
            "INSERT INTO person (login, station_id, name, active) VALUES ('wang', 1, 'W', true)",
            "INSERT INTO absence (id, station_id, login, start_at, end_at, entered_by, entered_at)"
            " VALUES (3, 1, 'li', :start, :end, 'li', :entered)",
            "INSERT INTO absence_substitute (absence_id, place, login) VALUES (3, 0, 'wang')",
        ):
            db.execute(text(row), days if ":start" in row else {})
        db.commit()
    database.migrate()
    at = datetime(2026, 2, 12, 15, 59, tzinfo=UTC)
    with database.reading() as db:
        kept = SqlAbsences(db)
        assert [found.person for found in kept.standing_in("wang", at)] == ["li"]
        assert kept.standing_in("wang", at + timedelta(minutes=1)) == []
        assert kept.get(3).substitutes == ("wang",)

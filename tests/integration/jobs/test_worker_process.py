"""`yekuo worker` as a process of its own, beside others, on PostgreSQL; and why not on SQLite."""

import os
import signal
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from engine.api import CaseDetail, Deploy, StartCase, StoreUnavailable, Timeline
from engine.bootstrap import Settings, open_station
from engine.bootstrap.demo.build import furnish
from engine.jobs.jobs import JobKind, NewJob
from engine.kernel.clock import SystemClock
from engine.storage.connections.wakeup import Wakeups
from tests.integration.engine.test_incidents import HEAD, flows, task
from tests.integration.engine.test_topics import form
from tests.support.stations import MODELS
from webui.cli.main import main

SOON = HEAD + (
    '<bpmn:intermediateCatchEvent id="soon"><bpmn:timerEventDefinition id="t"><bpmn:timeDuration>'
    "PT1S</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"
    + task("after") + '<bpmn:endEvent id="done" />' + flows("asked", "soon", "after", "done")
    + "</bpmn:process></bpmn:definitions>"
)  # fmt: skip


@pytest.fixture
def station(postgres):
    opened = open_station(Settings(database=postgres(), demo=True))
    furnish(opened, MODELS)
    files = {
        "permit.bpmn": SOON.encode(),
        "answer.form": form("answer", "text"),
        "permit-request.form": form("permit-request", "customer_name"),
    }
    opened.engine.execute(Deploy(actor="designer", name="soon", files=files))
    yield opened
    opened.close()


@pytest.fixture
def worker(station, tmp_path):
    """`worker()` starts a process that works on the station; all end with the test."""
    running = []

    def start():
        said = (tmp_path / f"worker-{len(running)}").open("w+")
        command = [sys.executable, "-c", "from webui.cli.main import main; main()", "worker"]
        process = subprocess.Popen(
            [*command, "--data", str(tmp_path), "--database", station.settings.database],
            stdout=said, stderr=subprocess.STDOUT, env=os.environ | {"PYTHONUNBUFFERED": "1"},
        )  # fmt: skip
        process.said = said
        running.append(process)
        until(lambda: "yekuo works" in words(process))
        return process

    yield start
    for process in running:
        process.kill()
        process.wait()
        process.said.close()


PAUSE = threading.Event()


def words(process):
    process.said.seek(0)
    return process.said.read()


def until(holds, seconds=120):
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        PAUSE.wait(0.05)


def start(station, count):
    wish = StartCase(actor="manager", process="permit", values={"customer_name": "泰和"})
    return [station.engine.execute(wish).case for _ in range(count)]


def arrived(station, case):
    detail = station.engine.query(CaseDetail(actor="director", case=case, language="en"))
    return [line.element for line in detail.tasks] == ["after"]


def fired(station, case):
    events = station.engine.query(Timeline(actor="director", case=case, language="en"))
    return sum(event.kind == "timer-fired" for event in events)


def test_two_workers_fire_each_timer_once_and_end_when_told(station, worker):
    first, second = worker(), worker()
    cases = start(station, 20)
    until(lambda: all(arrived(station, case) for case in cases))
    assert [fired(station, case) for case in cases] == [1] * 20
    first.send_signal(signal.SIGTERM)
    second.send_signal(signal.SIGINT)
    assert (first.wait(10), second.wait(10)) == (0, 0)
    assert words(first).endswith("Stopped.\n")


def test_the_timers_of_a_killed_worker_are_fired_by_another(station, worker):
    killed = worker()
    cases = start(station, 5)
    killed.kill()
    worker()
    until(lambda: all(arrived(station, case) for case in cases))
    assert [fired(station, case) for case in cases] == [1] * 5


def test_a_worker_outlives_a_lost_connection(station, worker):
    process = worker()
    with station.database.engine.connect() as db:
        db.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <>"
                        " pg_backend_pid() AND datname = current_database()"))  # fmt: skip
    started = []

    def begun():  # the test's own connections were lost, too
        try:
            started.extend(start(station, 1))
        except StoreUnavailable:
            return False
        return True

    until(begun)
    until(lambda: arrived(station, started[0]))
    assert process.poll() is None


def test_whoever_rests_is_woken_by_a_job_that_is_due_now(station):
    wakeups = Wakeups(station.database)
    wakeups.wait(0.01)
    with station.units.writing() as unit:
        unit.jobs.enter([NewJob(kind=JobKind.DELIVER, due_at=SystemClock().now())])
        unit.commit()
    assert wakeups.wait(20)
    wakeups.close()


def test_a_future_timer_wakes_nobody(station):
    wakeups = Wakeups(station.database)
    wakeups.wait(0.01)
    with station.units.writing() as unit:
        later = SystemClock().now() + timedelta(days=30)
        unit.jobs.enter([NewJob(kind=JobKind.TIMER, due_at=later)])
        unit.commit()
    assert not wakeups.wait(0.3)
    wakeups.close()


def test_sqlite_has_its_worker_elsewhere(tmp_path):
    said = CliRunner().invoke(main, ["worker", "--data", str(tmp_path)])
    assert said.exit_code == 2
    assert "`yekuo serve` does its jobs" in said.output
    said = CliRunner().invoke(main, ["serve", "--data", str(tmp_path), "--no-worker"])
    assert said.exit_code == 2
    assert "--no-worker is for PostgreSQL" in said.output

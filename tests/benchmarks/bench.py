"""What every benchmark stands on: a store to measure on, a furnished station, meters, printing.

`--db` is the SQLAlchemy address of an empty store; without it an SQLite file is made and removed
again; `--db postgresql` runs a temporary cluster.
"""

import argparse
import gc
import json
import os
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import text

from engine.api import CompleteTask, PutPerson, StartCase, TaskId, UserId
from engine.bootstrap import Settings, open_station, set_aside
from engine.bootstrap.demo.people import PASSWORD, people
from engine.bootstrap.station import STATION
from engine.definitions.deploying import Deploy
from engine.dispatch.dispatcher import SYSTEM
from engine.kernel.clock import SystemClock
from engine.storage.database import Database
from engine.storage.tables.metadata import metadata
from tests.benchmarks.models import files, payload
from tests.support.postgres import cluster

PERSON = UserId("manager")
"""Who does the work: somebody who may do it as a member of a group, not as a chief."""


def arguments(description, **more):
    """Read the command line; `more` are further options, name → (type, default)."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true", help="print JSON, one object per line")
    parser.add_argument("--db", help="address of an empty store; or: postgresql")
    for name, (kind, default) in more.items():
        parser.add_argument(f"--{name}", type=kind, default=default)
    return parser.parse_args()


def report(options, name, url, **figures):
    """Print what was measured."""
    found = {"name": name, "db": url.partition(":")[0].partition("+")[0], **figures}
    lines = [f"{key:24} {value}" for key, value in found.items()]
    sys.stdout.write((json.dumps(found) if options.json else "\n".join(lines)) + "\n")
    sys.stdout.flush()


@contextmanager
def store(address):
    """Give the address of an empty store."""
    if address == "postgresql":
        with cluster() as fresh:
            yield fresh()
    elif address:
        yield address
    else:
        with tempfile.TemporaryDirectory(prefix="yekuo-bench-") as folder:
            yield f"sqlite:///{Path(folder) / 'store.sqlite3'}"


def beside(url):
    """Return where the floor is measured: the same database, on SQLite a file next to it."""
    return f"{url}.floor" if url.startswith("sqlite") else url


@contextmanager
def furnished(url, clock=None):
    """Open a station that has people and the benchmark's processes."""
    station = open_station(Settings(database=url, clock=clock or SystemClock(), demo=True))
    set_aside()  # as `yekuo serve` does
    try:
        for person in people(STATION):
            station.engine.execute(PutPerson(actor=SYSTEM, person=person, password=PASSWORD))
        station.engine.execute(Deploy(actor=UserId("designer"), name="bench", files=files()))
        yield station
    finally:
        station.close()
        gc.unfreeze()  # in a test this process goes on


def start(station, process="ten-steps"):
    """Start a case and return its number."""
    return station.engine.execute(StartCase(actor=PERSON, process=process, values={})).case


def complete(station, task, element, **more):
    """Do one step; return what the engine says, with the person's next task."""
    return submit(station, task, payload(element, task.case) | more)


def submit(station, task, values):
    """Complete a task with a form as it was filled in."""
    return station.engine.execute(CompleteTask(actor=PERSON, task=task, values=values))


def first_task(station, case):
    """Return the only open task of a case."""
    with station.units.reading() as unit:
        (task,) = unit.tasks.open_of(case)
    return TaskId(case, task.id.instance)


def size(url):
    """Return how many bytes the engine's tables take, indexes included."""
    database = Database(url)
    try:
        database.settle()
        with database.reading() as db:
            if database.sqlite:
                pages = db.exec_driver_sql("PRAGMA page_count").scalar()
                return pages * db.exec_driver_sql("PRAGMA page_size").scalar()
            sizes = [f"pg_total_relation_size('{name}')" for name in metadata.tables]
            return int(db.execute(text(f"SELECT {' + '.join(sizes)}")).scalar())
    finally:
        database.close()


class Meter:
    """Counts wall and CPU seconds, those of a PostgreSQL server on this machine included."""

    def __init__(self, database):
        self._server = None if database.sqlite else _postmaster(database)
        self.wall = self.cpu = 0.0
        self.laps = []

    @contextmanager
    def running(self):
        cpu, wall = self._cpu(), time.perf_counter()
        yield
        self.laps.append(time.perf_counter() - wall)
        self.wall += self.laps[-1]
        self.cpu += self._cpu() - cpu

    def _cpu(self):
        own = time.process_time()
        return own if self._server is None else own + _family_seconds(self._server)


def _postmaster(database):
    with database.reading() as db:
        backend = db.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    status = Path(f"/proc/{backend}/stat")
    if not status.exists():
        raise SystemExit("CPU can only be measured where the PostgreSQL server runs")
    return int(status.read_text().rpartition(")")[2].split()[1])


def _family_seconds(parent):
    """Return the CPU seconds of a process and its children that live."""
    mine = [
        pid
        for pid in filter(str.isdigit, os.listdir("/proc"))
        if int(pid) == parent or _parent(pid) == parent
    ]
    return sum(_seconds(pid) for pid in mine)


def _parent(pid):
    try:
        return int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
    except (FileNotFoundError, ProcessLookupError):
        return None


def _seconds(pid):
    try:
        return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9
    except (FileNotFoundError, ProcessLookupError):
        return 0.0

"""A station served by processes that can be killed, and its clock in the test's hand."""

import os
import signal
import socket
import subprocess
import sys
import threading
from datetime import datetime
from pathlib import Path

from engine.api import CaseDetail, CaseList, Timeline
from engine.bootstrap import open_station
from engine.bootstrap.demo.build import furnish
from tests.acceptance.server import FileClock, settings

ROOT = Path(__file__).resolve().parent.parent.parent
WORKFLOWS = ROOT / "workflows"
SOON = 30.0
"""Seconds after which what has not come will not come."""

_pause = threading.Event().wait


def at(local):
    """Return a moment written as at the station: `at("2026-02-10T10:00")`."""
    return datetime.fromisoformat(f"{local}+08:00")


def until(arrived, what):
    """Wait until `arrived()` is true."""
    for _ in range(int(SOON / 0.01)):
        if arrived():
            return
        _pause(0.01)
    raise AssertionError(f"waited {SOON} s in vain for {what}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class ServedStation:
    """A station in its own store, served; `station` looks at the same store from this process."""

    def __init__(self, folder, now, url=None):
        clock_file = folder / "now"
        url = url or f"sqlite:///{folder / 'station.sqlite3'}"
        self.clock = FileClock(clock_file)
        self.clock.set(at(now))
        self.station = open_station(settings(url, clock_file))
        furnish(self.station, WORKFLOWS)
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "tests.acceptance.server", url, clock_file, self.port]
        self._nursery = subprocess.Popen(
            [str(word) for word in command],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        self._server = None

    def start(self):
        """Start a server and wait until it takes requests."""
        self._nursery.stdin.write("\n")
        self._nursery.stdin.flush()
        self._server = int(self._nursery.stdout.readline())
        until(self._listens, "the server")

    def kill(self):
        """Kill the server as `kill -9` does; it is gone when this returns."""
        os.kill(self._server, signal.SIGKILL)
        until(self._gone, "the killed server to be gone")

    def close(self):
        self._nursery.stdin.close()
        self._nursery.wait(SOON)
        self._nursery.stdout.close()
        self.station.close()

    def _listens(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def _gone(self):
        try:
            os.kill(self._server, 0)
        except ProcessLookupError:
            return True
        return False

    def run_to(self, local, case=None, *, asleep=False):
        """Let time run to a moment, stopping at each timer of a case until it has acted.

        `asleep` kills the server before a timer is due and starts another after it.
        """
        moment = at(local)
        while case is not None and (due := self.next_timer(case)) and due <= moment:
            if asleep:
                self.kill()
            self.clock.set(max(due, self.clock.now()))
            if asleep:
                self.start()
            until(lambda due=due: self._fired(case, due), f"the timer of {due}")
        self.clock.set(moment)

    def _fired(self, case, due):
        following = self.next_timer(case)
        return following is None or following > due

    def next_timer(self, case):
        """Return when the next timer of a case is due, None when none waits."""
        with self.station.units.reading() as unit:
            dues = [job.due_at for job in unit.jobs.of_case(case) if job.due_at is not None]
        return min(dues, default=None)

    def numbered(self, number):
        """Return the case that has a number."""
        query = CaseList(actor="director", language="en", text=number)
        (line,) = self.station.engine.query(query).rows
        return line.id

    def only_case(self):
        """Return the one case there is."""
        query = CaseList(actor="director", language="en")
        (line,) = self.station.engine.query(query).rows
        return line.id

    def open_task(self, case, element):
        """Return the open task of an element."""
        (task,) = [task.id for task in self.case(case).tasks if task.element == element]
        return task

    def case(self, case, language="en"):
        return self.station.engine.query(CaseDetail(actor="director", case=case, language=language))

    def clocks(self, case):
        """Return a case's clocks by checkpoint, the latest attempt of each."""
        return {clock.checkpoint: clock for clock in self.case(case).clocks}

    def timeline(self, case):
        return self.station.engine.query(Timeline(actor="director", case=case, language="en"))

    def recorded(self, case):
        """Return a case's history as it is stored."""
        with self.station.units.reading() as unit:
            return unit.history.of_case(case)

"""People at work while everything is being killed: they start cases and do tasks over HTTP.

What a server has answered with yes is remembered: it must be in the history, once.
"""

import random
import threading
from contextlib import suppress
from http.client import HTTPException

from engine.api import Inbox, UserId, YekuoError
from tests.acceptance.wire import Caller
from tests.soak.errand import answer

WORKERS = ("manager", "senior-manager", "chief-manager")
_pause = threading.Event().wait


class Person:
    """One person with a thread; `done` and `started` are what the server has acknowledged."""

    def __init__(self, served, login, seed, cases):
        self._served = served
        self._login = login
        self._dice = random.Random(seed)  # noqa: S311  the same choices in each run
        self._cases = cases
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, daemon=True)
        self._caller = None
        self.started = set()
        self.done = set()
        self.answers = {}
        self.failures = []

    def begin(self):
        self._thread.start()

    def end(self):
        self._stop.set()
        self._thread.join(60)
        assert not self._thread.is_alive()

    def _work(self):
        while not self._stop.is_set():
            try:
                if len(self.started) < self._cases:
                    self._start()
                if not self._do_one():
                    _pause(0.05)
            except (
                OSError,
                HTTPException,
                YekuoError,
            ):  # nobody there, or the database itself is away
                _pause(0.1)
            except Exception as error:  # noqa: BLE001  the test must hear of it
                self.failures.append(error)
                return

    def _start(self):
        request = f"{self._login}-{len(self.started)}"
        sent = {"customer_name": f"Customer of {self._login}"}
        reply = self._send("/cases/new/errand", sent, request=request)
        if reply is not None and reply.status == 200:
            self.started.add(request)

    def _do_one(self):
        query = Inbox(actor=UserId(self._login), view="groups", language="en", limit=20)
        rows = self._served.station.engine.query(query).rows
        if not rows:
            return False
        line = self._dice.choice(rows)
        rounds = 0
        if line.element == "visit":
            with self._served.station.units.reading() as unit:
                tasks = unit.tasks.all_of(line.case)
            rounds = sum(task.element == "visit" for task in tasks)
        reply = self._send(f"/tasks/{line.id}/complete", answer(line.element, rounds))
        if reply is not None and reply.status == 200:
            self.done.add(line.id)
        return True

    def _send(self, path, values, **extra):
        if self._caller is None:
            with suppress(AssertionError, TypeError):  # a page that says why it cannot be done now
                self._caller = Caller(self._served.port, self._login)
        if self._caller is None:
            return None
        reply = self._caller.answer(self._caller.sending(path, values, **extra))
        if reply is not None:
            self.answers[reply.status] = self.answers.get(reply.status, 0) + 1
            if reply.status in (200, 409, 503):
                return reply
            raise AssertionError((path, reply.status, reply.text[:2000]))
        return None


def unbroken(people):
    """Fail with what somebody met that no person should: whoever does leaves their work."""
    for person in people:
        assert person.failures == [], person.failures


def acknowledged(people):
    """Return what was acknowledged to anybody: requests that started cases, and tasks done."""
    unbroken(people)
    started, done = set(), []
    for person in people:
        started |= person.started
        done += [(task, person._login) for task in person.done]
    assert len({task for task, _ in done}) == len(done), "a task was acknowledged to two people"
    return started, dict(done)


__all__ = ["WORKERS", "Person", "acknowledged", "unbroken"]

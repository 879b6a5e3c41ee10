"""A database that goes away and returns, and a disk that is full for a while.

Nobody starts a process again: pages say what is the matter, and when it is over work goes on.
"""

import json
import resource
import threading
from contextlib import contextmanager

from tests.acceptance.served import until
from tests.acceptance.wire import Caller
from tests.soak import checks
from tests.soak.clients import WORKERS, Person
from tests.soak.kills import finish
from tests.soak.processes import serving

MODES = ("fast", "immediate")
SMALL = 64 * 1024
"""Bytes a file may have while the disk is "full": less than the store's files have already."""
_pause = threading.Event().wait


def database_goes_away(folder, fresh, *, times, cases):
    """Stop PostgreSQL, fast and immediately in turns, and start it again, while people work."""
    return _through(folder, fresh(), [_stopped(fresh, MODES[n % 2]) for n in range(times)], cases)


def disk_is_full(folder, *, times, cases):
    """Let no file of an SQLite store grow any more, then let it again, while people work."""
    url = f"sqlite:///{folder / 'store.sqlite3'}"
    return _through(folder, url, [_full] * times, cases)


def _through(folder, url, faults, cases):
    told = 0
    with serving(folder, url) as served:
        people = [Person(served, login, 1, cases) for login in WORKERS]
        served.start()
        watcher = Caller(served.port, "director")
        for person in people:
            person.begin()
        for fault in faults:
            _pause(1.0)
            with fault(served):
                told += _is_told(watcher, served)
            until(lambda: watcher.get("/cases").status == 200, "the pages to be back")
        finish(served, people)
        checks.whole(served.station)
        started, done = checks.kept(served.station, people)
    refused = sum(person.answers.get(503, 0) for person in people)
    return {
        "faults": len(faults), "told": told, "cases": started, "tasks": done, "refused": refused,
    }  # fmt: skip


def _stopped(fresh, mode):
    @contextmanager
    def fault(_served):
        fresh.stop(mode)
        try:
            yield
        finally:
            fresh.start()

    return fault


@contextmanager
def _full(served):
    server, endless = served.nurseries["web"].living, resource.RLIM_INFINITY
    resource.prlimit(server, resource.RLIMIT_FSIZE, (SMALL, endless))
    try:
        yield
    finally:
        resource.prlimit(server, resource.RLIMIT_FSIZE, (endless, endless))


def _is_told(watcher, served):
    """Somebody who sends something meanwhile is told so, in words, on a page and as JSON."""
    address, sent = "/cases/new/errand", {"customer_name": "Somebody"}
    for _ in range(300):
        asked = watcher.answer(watcher.sending(address, sent))
        if asked is not None and asked.status == 503:
            break
        _pause(0.05)
    assert asked is not None, served.url
    assert asked.status == 503, asked
    message = json.loads(asked.text)["message"]
    assert "database" in message or "disk" in message, message
    return 1

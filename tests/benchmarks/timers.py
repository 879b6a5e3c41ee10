"""Whether timers act in time, once: `python -m tests.benchmarks.timers [--json] [--db URL]`.

100,000 timers are pending; 5,000 of them are due spread evenly over two minutes. A worker (a
process of its own on PostgreSQL, the thread of the web process on SQLite) does its work as always.
How late a timer acted is what its history says: the moment of its step less that it was due at.
"""

import statistics
import time
from contextlib import contextmanager
from datetime import timedelta

from sqlalchemy import bindparam, func, select, update

from engine.api import StartCase
from engine.feel.wire import loads
from engine.kernel.clock import SystemClock
from engine.storage.tables.waiting import job
from tests.benchmarks.bench import PERSON, arguments, furnished, report, store
from tests.benchmarks.filler import fill
from tests.benchmarks.working import workers

PENDING, DUE, SECONDS, SEEDS = 100_000, 5_000, 120, 100
PATIENCE = 300
"""Seconds after the last due moment at which what has not acted is lost."""


def main():
    options = arguments(
        __doc__, pending=(int, PENDING), due=(int, DUE), seconds=(int, SECONDS), seeds=(int, SEEDS)
    )
    with store(options.db) as url, furnished(url) as station:
        for _ in range(options.seeds):
            station.engine.execute(StartCase(actor=PERSON, process="tick", values={}))
        fill(station.database, options.pending)
        with a_worker(station, url):  # there before the first is due, as it would be
            cases = let_fall_due(station, options)
            wait(station, cases, options.seconds + PATIENCE)
        found = [fired(station, case) for case in cases]
    report(
        options,
        "timers",
        url,
        pending=options.pending,
        due=len(cases),
        late_p99_s=p99([lateness for each in found for lateness in each]),
        lost=sum(not each for each in found),
        twice=sum(len(each) > 1 for each in found),
    )


def let_fall_due(station, options):
    """Spread some of the timers over the time from now; return the cases they are of."""
    apart = options.pending // options.due
    entering = timedelta(seconds=2 + options.due / 1000)  # none is due before it is written down
    begin = SystemClock().now() + entering
    moment = {"due_at": bindparam("at"), "run_at": bindparam("at")}
    moves = update(job).where(job.c.case_id == bindparam("key")).values(moment)
    cases = [1 + number * apart for number in range(options.due)]
    pace = timedelta(seconds=options.seconds) / options.due
    rows = [{"key": case, "at": begin + pace * place} for place, case in enumerate(cases)]
    with station.database.writing() as db:
        db.execute(moves, rows)
        db.commit()
    return cases


@contextmanager
def a_worker(station, url):
    if url.startswith("sqlite"):
        station.start_worker()
        yield
        station.worker.stop()
    else:
        with workers(1, url):
            yield


def wait(station, cases, longest):
    """Wait until none of the cases has a timer any more."""
    end = time.monotonic() + longest
    for these in (cases[-200:], cases):  # few are looked for while many are being done
        waiting = select(func.count()).where(job.c.case_id.in_(these))
        while time.monotonic() < end:
            with station.database.reading() as db:
                if db.execute(waiting).scalar() == 0:
                    break
            time.sleep(0.5)  # noqa: TID251  the machine's time is what is measured


def fired(station, case):
    """Return how many seconds late a case's timer acted, for each time it did."""
    with station.units.reading() as unit:
        events = unit.history.of_case(case, ["timer-fired"])
    return [(event.at - due_of(event)).total_seconds() for event in events]


def due_of(event):
    """Return when a timer that fired was due."""
    return loads(event.data)["due"]


def p99(seconds):
    """Return the 99th percentile, rounded to hundredths."""
    return round(statistics.quantiles(seconds, n=100)[-1], 2) if len(seconds) > 1 else None


if __name__ == "__main__":
    main()

"""`kill -9` of web and worker at random moments, while people work and timers fire."""

import itertools
import random
import threading
import time

from engine.jobs.jobs import LEASE
from tests.soak import checks
from tests.soak.clients import WORKERS, Person, unbroken
from tests.soak.processes import serving

PATIENCE = 600
_pause = threading.Event().wait


def survive(folder, url, *, kills, cases, seed=1):
    """Kill so many processes while so many cases run for each person; return what was seen.

    In the middle, when everything is dead, what is stored is compared with the history; at the end
    everything must come to its end by itself.
    """
    dice = random.Random(seed)  # noqa: S311  the same moments in each run
    with serving(folder, url) as served:
        people = [Person(served, login, seed, cases) for login in WORKERS]
        served.start()
        for person in people:
            person.begin()
        for number in range(kills):
            _pause(dice.uniform(0.05, 0.7))
            served.kill_one(dice)
            if number % 100 == kills // 2 % 100:
                served.kill_all()
                checks.whole(served.station)
                served.start()
        served.kill_all()
        checks.whole(served.station)
        served.start()
        finish(served, people)
        checks.whole(served.station)
        started, done = checks.kept(served.station, people)
    return {"seed": seed, "kills": kills, "cases": started, "tasks": done}


def finish(served, people):
    """Let time pass so that no lease or wrong clock keeps anything, until all cases have ended."""
    served.clock.move_on(int(LEASE.total_seconds()) + 400)
    patiently(lambda: all(len(p.started) == p._cases for p in people), "every start", people)
    moved = itertools.count(1000, 100)

    def over():
        served.clock.move_on(next(moved))
        _pause(0.2)
        return checks.all_over(served.station)

    patiently(over, "the end of every case", people)
    for person in people:
        person.end()


def patiently(arrived, what, people):
    """Wait for what comes by itself, however busy the machine is; not if somebody gave up."""
    end = time.monotonic() + PATIENCE
    while not arrived():
        unbroken(people)
        assert time.monotonic() < end, f"waited {PATIENCE} s in vain for {what}"
        _pause(0.05)

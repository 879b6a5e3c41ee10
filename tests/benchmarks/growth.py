"""Whether a step costs more in a large store: `python -m tests.benchmarks.growth [--json] [--db]`.

Two stores have the same few cases at the same places; in one they are copied until there are
100,000. Then the same step is done in both, first in one, then in the other, again and again; the
figure is the median of the ratios. PostgreSQL's second database is made beside the first.
"""

import random
import statistics
import time
from contextlib import contextmanager

from sqlalchemy import create_engine, make_url, text

from engine.api import TaskId
from tests.benchmarks.bench import Meter, arguments, complete, first_task, furnished, report, store
from tests.benchmarks.bench import start as start_case
from tests.benchmarks.filler import fill
from tests.benchmarks.models import SEQUENCE

CASES = 100_000
SEEDS = 120
"""Cases the engine makes; every second one is as far as the next but one: from start to the tenth
task, so that a copy of any can be met anywhere."""
WARM = 30


def main():
    options = arguments(__doc__, cases=(int, CASES), seeds=(int, SEEDS))
    with store(options.db) as url, beside(url) as other:
        wall, cpu, filled = measure(url, other, options)
    report(
        options,
        "growth",
        url,
        cases=options.cases,
        ratio_full_to_empty=round(wall, 3),
        ratio_full_to_empty_cpu=round(cpu, 3),
        fill_s=round(filled, 1),
    )


def measure(url, other, options):
    """Return the ratios by wall and CPU, and how many seconds the filling took."""
    with furnished(url) as full, furnished(other) as empty:
        for station in (full, empty):
            make_seeds(station, options.seeds)
        began = time.perf_counter()
        fill(full.database, options.cases)
        filled = time.perf_counter() - began
        return *compare(full, empty, options), filled


@contextmanager
def beside(url):
    """Give the address of a second empty store of the same kind."""
    if url.startswith("sqlite"):
        yield f"{url}.empty"
        return
    name = f"{make_url(url).database}_empty"
    admin = create_engine(url, isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(text(f'CREATE DATABASE "{name}"'))
    yield f"{url.rpartition('/')[0]}/{name}"
    with admin.connect() as db:
        db.execute(text(f'DROP DATABASE "{name}"'))
    admin.dispose()


def make_seeds(station, number):
    """Start cases and bring each to a task of the sequence, one after the other."""
    for seed in range(number):
        case = start_case(station)
        task = first_task(station, case)
        for element in SEQUENCE[: seed % len(SEQUENCE)]:
            task = complete(station, task, element).next_task


def compare(full, empty, options):
    """Do the same steps in both stores; return the ratios by wall and by CPU."""
    dice = random.Random(20260210)  # noqa: S311  the same cases in each run
    meters = Meter(full.database), Meter(empty.database)
    laps = []
    for number, seed in enumerate(dice.sample(range(options.seeds), options.seeds)):
        copies = (options.cases - seed - 1) // options.seeds
        cases = seed + 1 + options.seeds * dice.randint(0, copies), seed + 1
        for lap in walk((full, empty), cases, seed, meters, number % 2):
            laps.append(lap)
    kept = laps[WARM:] or laps
    wall = statistics.median(ours / bare for (ours, _), (bare, _) in kept)
    cpu = sum(ours for (_, ours), _ in kept) / sum(bare for _, (_, bare) in kept)
    return wall, cpu


def walk(stations, cases, seed, meters, turn):
    """Do the steps of a case that are left, in both stores; give what each took."""
    tasks = [first_task(*pair) for pair in zip(stations, cases, strict=True)]
    for element in SEQUENCE[seed % len(SEQUENCE) :]:
        lap = [None, None]
        for place in (turn, 1 - turn):
            meter, before = meters[place], meters[place].cpu
            with meter.running():
                done = complete(stations[place], tasks[place], element)
            lap[place] = (meter.laps[-1], meter.cpu - before)
            tasks[place] = TaskId(cases[place], done.next_task.instance)
        yield tuple(lap)


if __name__ == "__main__":
    main()

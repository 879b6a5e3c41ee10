"""What a second worker process brings: `python -m tests.benchmarks.workers [--json] [--db URL]`.

On PostgreSQL. Timers of a hundred thousand cases are due at once; one worker process, then two do
them. Speed is that of the jobs between the first and the last tenth; memory is the most a worker
took, and what it took more at the end than after its first tenth.
"""

import time

from sqlalchemy import func, select, update

from engine.api import StartCase
from engine.kernel.clock import SystemClock
from engine.storage.tables.waiting import job
from tests.benchmarks.bench import PERSON, arguments, furnished, report, store
from tests.benchmarks.filler import fill
from tests.benchmarks.working import memory, workers

STEPS, SEEDS = 100_000, 100
LOOK = 0.5
"""Seconds between two looks at what is left: each reads the whole table, beside the workers."""


def main():
    options = arguments(__doc__, steps=(int, STEPS), seeds=(int, SEEDS))
    with store(options.db or "postgresql") as url, furnished(url) as station:
        for _ in range(options.seeds):
            station.engine.execute(StartCase(actor=PERSON, process="tick", values={}))
        fill(station.database, 2 * options.steps)
        alone, peak, growth = run(station, url, 1, options.steps)
        together, other, _ = run(station, url, 2, options.steps)
    report(
        options,
        "workers",
        url,
        steps=options.steps,
        speedup=round(together / alone, 2),
        steps_per_s_1=round(alone, 1),
        steps_per_s_2=round(together, 1),
        peak_mb=round(max(peak, other), 1),
        growth_mb=round(growth, 1),
    )


def run(station, url, number, steps):
    """Let so many workers do so many jobs; return jobs per second, peak and growth of memory."""
    with workers(number, url) as running:
        let_fall_due(station, steps)
        left_at(station, steps - steps // 10)
        began, early = time.perf_counter(), memory(running[0])
        left_at(station, steps // 10)
        speed = (steps - 2 * (steps // 10)) / (time.perf_counter() - began)
        left_at(station, 0)
        peak = max(memory(each, "VmHWM") for each in running)
        return speed, peak, memory(running[0]) - early


def let_fall_due(station, steps):
    """Make the first timers that wait due now."""
    first = select(job.c.id).order_by(job.c.id).limit(steps)
    now = SystemClock().now()
    with station.database.writing() as db:
        db.execute(update(job).where(job.c.id.in_(first)).values(run_at=now, due_at=now))
        db.commit()


def left_at(station, number):
    """Wait until no more than so many jobs are due."""
    soon = func.count().filter(job.c.due_at < SystemClock().now())
    while True:
        with station.database.reading() as db:
            if db.execute(select(soon).select_from(job)).scalar() <= number:
                return
        time.sleep(LOOK)  # noqa: TID251  the machine's time is what is measured


if __name__ == "__main__":
    main()

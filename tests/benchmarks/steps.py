"""How long a step takes: `python -m tests.benchmarks.steps [--json] [--db URL]`.

Engine and floor take turns, a few cases each, so that whatever else the machine does meets both;
ratios are medians over these turns. A step goes through the engine's door, with rights, form
validation, clocks, the whole history and its hash chain.
"""

import statistics

from engine.api import TaskId
from engine.storage.database import Database
from tests.benchmarks.bench import (
    Meter,
    arguments,
    beside,
    first_task,
    furnished,
    report,
    size,
    start,
    store,
    submit,
)
from tests.benchmarks.floor import Floor
from tests.benchmarks.models import PARALLEL, SEQUENCE, STEPS, payload

TURN = 5
"""Cases in a turn."""


class Turn:
    """What one turn of the engine or of the floor took."""

    def __init__(self, database):
        self.steps = Meter(database)
        self.starts = Meter(database)


def play(station, turn):
    """Bring `TURN` cases from start to end."""
    cases = []
    for _ in range(TURN):
        with turn.starts.running():
            cases.append(start(station))
    for case in cases:
        task = first_task(station, case)
        forms = {element: payload(element, case) for element in (*SEQUENCE, *PARALLEL)}
        with turn.steps.running():
            for element in SEQUENCE:
                done = submit(station, task, forms[element])
                task = done.next_task
            for element, number in zip(PARALLEL, (task.instance, task.instance + 1), strict=True):
                done = submit(station, TaskId(case, number), forms[element])
        if not done.case_ended:
            raise SystemExit(f"case {case} did not end")


def bare(floor, turn):
    """Do as many bare transactions as `play` does steps."""
    for _ in range(TURN):
        case = floor.new_case()
        with turn.steps.running():
            for _ in range(STEPS):
                floor.step(case)


def main():
    options = arguments(__doc__, turns=(int, 20))
    with store(options.db) as url, furnished(url) as station:
        beneath = Database(beside(url))
        floor = Floor(beneath)
        play(station, Turn(station.database))
        bare(floor, Turn(beneath))
        before = size(url)
        turns = []
        for _ in range(options.turns):
            ours, its = Turn(station.database), Turn(beneath)
            play(station, ours)
            bare(floor, its)
            turns.append((ours, its))
        grown = size(url) - before
        beneath.close()
    report(options, "steps", url, **figures(turns, grown))


def figures(turns, grown):
    """Return the issue's figures from all turns and the bytes that came to the store."""
    cases, per_turn = TURN * len(turns), TURN * STEPS
    median = statistics.median
    own = median(ours.steps.wall for ours, _ in turns) / per_turn
    bare_step = median(its.steps.wall for _, its in turns) / per_turn
    started = median(lap for ours, _ in turns for lap in ours.starts.laps)
    return {
        "steps_per_s": round(1 / own, 1),
        "floor_steps_per_s": round(1 / bare_step, 1),
        "ratio_wall": round(median(o.steps.wall / f.steps.wall for o, f in turns), 3),
        "ratio_cpu": round(median(o.steps.cpu / f.steps.cpu for o, f in turns), 3),
        "cpu_ms": round(median(o.steps.cpu for o, _ in turns) / per_turn * 1000, 3),
        "bytes_per_case": round(grown / cases),
        "start_floors": round(started / bare_step, 2),
        "steps": cases * STEPS,
    }


if __name__ == "__main__":
    main()

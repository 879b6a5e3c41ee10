"""Whether a case may live for ever: `python -m tests.benchmarks.loop [--json] [--db URL]`.

One case goes round 2,000 times; the figure is what a round at the end costs, in CPU seconds (other
work on the machine does not count there), against one at round 50.
"""

import statistics
import time

from tests.benchmarks.bench import arguments, complete, first_task, furnished, report, start, store

ROUNDS, EARLY, WINDOW = 2000, 50, 40


def main():
    options = arguments(__doc__, rounds=(int, ROUNDS))
    with store(options.db) as url, furnished(url) as station:
        warm = start(station, "loop")
        go_round(station, warm, EARLY)
        wall, cpu = go_round(station, start(station, "loop"), options.rounds)
    report(
        options,
        "loop",
        url,
        rounds=options.rounds,
        ratio_last_to_50=round(last_to_early(cpu), 3),
        ratio_last_to_50_wall=round(last_to_early(wall), 3),
    )


def go_round(station, case, rounds):
    """Go round and return the wall and CPU seconds of each round."""
    wall, cpu = [], []
    task = first_task(station, case)
    for _ in range(rounds):
        at, used = time.perf_counter(), time.process_time()
        done = complete(station, task, "again", go_on=True)
        wall.append(time.perf_counter() - at)
        cpu.append(time.process_time() - used)
        task = done.next_task
    return wall, cpu


def last_to_early(seconds):
    """Compare the rounds before the last one with those around round 50."""
    early = seconds[EARLY - WINDOW // 2 : EARLY + WINDOW // 2]
    return statistics.median(seconds[-WINDOW:]) / statistics.median(early)


if __name__ == "__main__":
    main()

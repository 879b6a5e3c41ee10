"""How long an inbox takes: `python -m tests.benchmarks.inbox [--json] [--db URL]`.

A store with 200,000 open tasks, half of them offered to a manager's group. The manager asks for
each view of the inbox, the first page and one from deep within, through the engine and as a page of
the web; the figure is the 95th percentile of the server's time for a whole page of the web.
"""

import statistics
import time
from datetime import timedelta

from engine.api import ClaimTask, Inbox, StartCase, UserId
from engine.kernel.clock import ManualClock, SystemClock
from tests.benchmarks.bench import arguments, furnished, report, store
from tests.benchmarks.filler import fill
from tests.benchmarks.models import DESKS, GROUP
from tests.integration.web.screen import Screen
from webui.app import create_app
from webui.shared.settings import WebSettings

TASKS = 200_000
SEEDS = 200
MANAGERS = ("manager", "senior-manager", "chief-manager")
VIEWS = ("mine", "groups", "station", "done")
DEEP = 20
"""Pages gone through in each view before the deep one is taken."""


def main():
    options = arguments(__doc__, tasks=(int, TASKS), rounds=(int, 30), seeds=(int, SEEDS))
    now = SystemClock().now()
    clock = ManualClock(now - timedelta(days=60))
    with store(options.db) as url, furnished(url, clock) as station:
        make_seeds(station, clock, options.seeds)
        clock.set(now)
        began = time.perf_counter()
        fill(station.database, options.tasks // len(DESKS))
        filled = time.perf_counter() - began
        asked = engine_times(station, options.rounds)
        shown = web_times(station, options.rounds)
    report(
        options,
        "inbox",
        url,
        tasks=options.tasks,
        p95_ms=p95(wall for wall, _ in shown),
        p95_cpu_ms=p95(cpu for _, cpu in shown),
        query_p95_ms=p95(wall for wall, _ in asked),
        fill_s=round(filled, 1),
    )


def make_seeds(station, clock, number):
    """Start cases over sixty days; managers take a task of their group in every third of them."""
    for seed in range(number):
        manager = MANAGERS[seed % len(MANAGERS)]
        case = station.engine.execute(StartCase(actor=manager, process="desk", values={})).case
        if seed % 9 < len(MANAGERS):
            with station.units.reading() as unit:
                task = next(t for t in unit.tasks.open_of(case) if GROUP in t.candidate_groups)
            station.engine.execute(ClaimTask(actor=manager, task=task.id))
        clock.advance(timedelta(days=50) / number)


def engine_times(station, rounds):
    """Ask the engine for each view, its first page and a deep one."""
    places = [(view, after) for view in VIEWS for after in {None, _deep(station, view)}]

    def ask(view, after):
        query = Inbox(actor=UserId("manager"), view=view, language="en", after=after, limit=30)
        station.engine.query(query)

    return _times(lambda: [timed(lambda p=place: ask(*p)) for place in places], rounds)


def web_times(station, rounds):
    """Ask the web for each view's page, with the counts and the frame around it."""
    settings = WebSettings(secret_key=b"a key for measuring only", demo=True)
    screen = Screen(create_app(station.engine, settings), "manager")
    return _times(
        lambda: [timed(lambda v=view: screen.page(f"/inbox/{v}")) for view in VIEWS], rounds
    )


def _deep(station, view):
    after = None
    for _ in range(DEEP):
        query = Inbox(actor=UserId("manager"), view=view, language="en", after=after, limit=30)
        following = station.engine.query(query).next
        if following is None:
            break
        after = following
    return after


def _times(turn, rounds):
    turn()  # what is compiled once is compiled now
    return [lap for _ in range(rounds) for lap in turn()]


def timed(act):
    """Return the milliseconds something takes, by wall and by this process's CPU."""
    wall, cpu = time.perf_counter(), time.process_time()
    act()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def p95(values):
    """Return the 95th percentile, rounded to a tenth."""
    return round(statistics.quantiles(values, n=20)[-1], 1)


if __name__ == "__main__":
    main()

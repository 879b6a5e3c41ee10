"""How long pages take, and what thirty people do: `python -m tests.benchmarks.web [--json]`.

A store with 100,000 cases and 200,000 open tasks: a quarter of the cases wait at eight desks, the
others went through twelve steps, some of them still on their way. A customer manager and the
director ask for pages one by one, everybody for their first page; the figures are 95th percentiles
of the server's time for a whole page. Then thirty signed-in people click through the same pages at
once, over HTTP, at a server in a process of its own on the same machine: how many pages a second,
and how many went wrong.
"""

import http.client
import logging
import multiprocessing
import re
import threading
import time
from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from functools import partial
from itertools import cycle
from urllib.parse import quote, urlencode

from waitress import create_server

from engine.api import ClaimTask, Me, PutPerson, StartCase, TaskId, UserId
from engine.bootstrap import Settings, open_station
from engine.bootstrap.demo.people import PASSWORD
from engine.dispatch.dispatcher import SYSTEM
from engine.kernel.clock import ManualClock, SystemClock
from tests.benchmarks.bench import arguments, complete, first_task, furnished, report, store
from tests.benchmarks.filler import fill
from tests.benchmarks.inbox import MANAGERS, p95, timed
from tests.benchmarks.models import DESKS, GROUP, PARALLEL, SEQUENCE
from tests.integration.web.screen import Screen
from webui.app import create_app
from webui.cli.server import THREADS
from webui.shared.settings import WebSettings

CASES = 100_000
SEEDS = 200
PEOPLE = 30
SECONDS = 30
WAITING, UNDERWAY = 4, 20
"""Every fourth case waits at the desks, every twentieth is on its way through the steps."""
LOOKERS = ("auditor", "admin")
"""People whose first page is asked for too: what it shows differs by role."""
PLACES = ("泰和", "江南", "鲁南", "荆河", "北辛")
TRADES = ("纺织", "机械", "化工", "食品", "电子", "包装", "医院", "物流")
KEY = b"a key for measuring only"


def main():
    options = arguments(
        __doc__, cases=(int, CASES), rounds=(int, 20), people=(int, PEOPLE), seconds=(int, SECONDS)
    )
    now = SystemClock().now()
    clock = ManualClock(now - timedelta(days=60))
    with store(options.db) as url:
        with furnished(url, clock) as station:
            seeds = min(SEEDS, options.cases)
            make_seeds(station, clock, seeds)
            people = enter_people(station, options.people)
            clock.set(now)
            station.teller.round()  # a station that is served has told of what is late
            began = time.perf_counter()
            fill(station.database, options.cases)
            filled = time.perf_counter() - began
            pages = page_times(station, options)
        rps, errors = crowd(url, people, options)
    report(
        options,
        "web",
        url,
        cases=options.cases,
        tasks=options.cases // WAITING * len(DESKS),
        page_p95_ms={name: p95(wall for wall, _ in laps) for name, laps in pages.items()},
        page_p95_cpu_ms={name: p95(cpu for _, cpu in laps) for name, laps in pages.items()},
        people=options.people,
        rps=round(rps, 1),
        errors=errors,
        fill_s=round(filled, 1),
    )


def make_seeds(station, clock, number):
    """Start cases over sixty days, each customer's name its own."""
    for seed in range(number):
        name = f"{PLACES[seed % 5]}{TRADES[seed // 5 % 8]}第{seed}有限公司"
        by, values = MANAGERS[seed % len(MANAGERS)], {"customer_name": name}
        if seed % WAITING == 0:
            wish = StartCase(actor=by, process="desk", values=values)
            take_one(station, station.engine.execute(wish).case, by, seed)
        else:
            wish = StartCase(actor=UserId("manager"), process="ten-steps", values=values)
            go_through(station, station.engine.execute(wish).case, ends=seed % UNDERWAY != 1)
        clock.advance(timedelta(days=50) / number)


def take_one(station, case, by, seed):
    if seed % 3 == 0:
        with station.units.reading() as unit:
            task = next(t for t in unit.tasks.open_of(case) if GROUP in t.candidate_groups)
        station.engine.execute(ClaimTask(actor=by, task=task.id))


def go_through(station, case, *, ends):
    task = first_task(station, case)
    for element in SEQUENCE if ends else SEQUENCE[:5]:
        task = complete(station, task, element).next_task
    if ends:
        for element, number in zip(PARALLEL, (task.instance, task.instance + 1), strict=True):
            complete(station, TaskId(case, number), element)


def enter_people(station, number):
    """Enter so many customer managers; return their sign-in names."""
    like = station.engine.query(Me(actor="manager"))
    names = [f"person-{each}" for each in range(number)]
    for name in names:
        person = replace(like, id=UserId(name), name=name)
        station.engine.execute(PutPerson(actor=SYSTEM, person=person, password=PASSWORD))
    return names


def page_times(station, options):
    """Ask for each kind of page again and again, each time for another row."""
    app = create_app(station.engine, WebSettings(secret_key=KEY, demo=True))
    found = defaultdict(list)
    for who in ("manager", "director", *LOOKERS):
        screen = Screen(app, who)
        asked = {"home": ["/home"]}
        if who not in LOOKERS:
            asked |= kinds(screen, options.cases)
        addresses = {kind: cycle(each) for kind, each in asked.items()}
        for _ in range(options.rounds):
            for kind, each in addresses.items():
                address = next(each)
                screen.page(address)  # what is compiled once is compiled now
                found[kind] += [timed(partial(screen.page, address)) for _ in range(2)]
    return found


def kinds(screen, cases):
    """Return the addresses of each kind of page, for whoever looks at them."""
    tasks = re.findall(r'data-task="(\d+-\d+)"', screen.page("/inbox/station"))
    seen = re.findall(r'href="/cases/(\d+)"', screen.page("/cases?state=all"))
    names = [f"第{seed}有限" for seed in (8, 44, 101)]
    asked = ["有限公司", "泰和", "纺织第", f"YK{cases // 2:06d}", "nothing like it", *names]
    return {
        "inbox": [f"/inbox/{view}" for view in ("mine", "groups", "station", "done")],
        "task": [f"/tasks/{task}" for task in tasks[:10]],
        "case": [f"/cases/{case}" for case in seen[:10]],
        "cases": ["/cases", "/cases?state=all", "/cases?state=ended&order=oldest"],
        "search": [f"/cases?q={quote(each)}" for each in asked]
        + [f"/inbox/station?q={quote(each)}" for each in asked],
        "filter": [
            "/inbox/station?due=overdue",
            "/inbox/groups?step=desk:visit",
            "/inbox/station?tier=gold",
            "/cases?process=desk",
            "/cases?state=all&urgency=late",
            "/cases?state=all&line=none",
        ],
    }


def crowd(url, people, options):
    """Let people click at once; return pages a second and how many went wrong."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=serve, args=(url, theirs), daemon=True)
    server.start()
    port = ours.recv()
    done, errors = [], []
    ready = threading.Barrier(len(people) + 1)

    def click(name):
        visitor = Visitor(port, name)
        way = visitor.way(options.cases)
        ready.wait()
        end = time.perf_counter() + options.seconds
        for address in cycle(way):  # on a busy machine, too, everybody looks at something
            (done if visitor.get(address) == 200 else errors).append(address)
            if time.perf_counter() >= end:
                break
        visitor.leave()

    threads = [threading.Thread(target=click, args=(name,)) for name in people]
    for thread in threads:
        thread.start()
    ready.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - began
    ours.send("stop")
    server.join(20)
    return len(done) / took, len(errors)


def serve(url, pipe):
    """Serve a store as the product does, on a free port, until told to stop."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    station = open_station(Settings(database=url, clock=SystemClock(), demo=True))
    app = create_app(station.engine, WebSettings(secret_key=KEY, demo=True))
    server = create_server(app, host="127.0.0.1", port=0, threads=THREADS, ident=None)
    threading.Thread(target=server.run, daemon=True).start()
    pipe.send(server.effective_port)
    pipe.recv()
    server.task_dispatcher.shutdown()
    station.close()


class Visitor:
    """A signed-in person with one connection that is kept open."""

    def __init__(self, port, name):
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self._cookies = {}
        self.get("/sign-in")
        token = re.search(r'name="csrf-token" content="([^"]+)"', self.page)[1]
        form = {"csrf_token": token, "login": name, "password": PASSWORD}
        if self._ask("POST", "/sign-in", urlencode(form)) != 303:
            raise SystemExit(f"{name} could not sign in: {self.page[:400]}")

    def get(self, address):
        return self._ask("GET", address)

    def leave(self):
        self._line.close()

    def way(self, cases):
        """Return what the person looks at, one after the other."""
        self.get("/inbox/groups")
        tasks = re.findall(r'data-task="(\d+-\d+)"', self.page)[:5]
        self.get("/cases?state=all")
        seen = re.findall(r'href="/cases/(\d+)"', self.page)[:5]
        search = [f"/cases?q={quote(each)}" for each in ("泰和", "第44有限", f"{cases // 2}")]
        pairs = [
            (f"/inbox/groups/tasks/{t}", f"/cases/{c}") for t, c in zip(tasks, seen, strict=False)
        ]
        return ["/inbox/groups", *(each for pair in pairs for each in pair), *search, "/inbox/mine"]

    def _ask(self, method, address, body=None):
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._line.request(method, address, body, headers)
        reply = self._line.getresponse()
        self.page = reply.read().decode()
        for cookie in reply.headers.get_all("Set-Cookie", ()):
            name, _, value = cookie.partition(";")[0].partition("=")
            self._cookies[name] = value
        return reply.status


if __name__ == "__main__":
    main()

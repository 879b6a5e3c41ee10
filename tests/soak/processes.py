"""The processes of a station that is served for real: web and worker, each killed at will.

`python -m tests.soak.processes web|worker URL CLOCK PORT` imports everything once, then starts a
process for each line on its standard input and answers with its id. The line says by how many
seconds its clock is wrong. What all of a kind say on standard error is kept in one file.
"""

import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path

from engine.api import PutPerson, UserId
from engine.bootstrap import Settings, open_station
from engine.bootstrap.demo.people import PASSWORD, people
from engine.bootstrap.station import STATION
from engine.definitions.deploying import Deploy
from engine.dispatch.dispatcher import SYSTEM
from engine.kernel.clock import SystemClock
from tests.acceptance.served import ROOT, free_port, until
from tests.soak.errand import files
from webui.app import create_app
from webui.cli.server import Address, serve
from webui.shared.settings import WebSettings

KEY = b"the same key before and after each death"
LOOPBACK = "127.0.0.1"


class WrongClock:
    """The machine's clock, wrong by some seconds and moved on for all by what a file says."""

    def __init__(self, file, wrong=0):
        self._file = Path(file)
        self._wrong = timedelta(seconds=wrong)

    def now(self):
        moved = timedelta(seconds=int(self._file.read_text(encoding="ascii") or 0))
        return SystemClock().now() + moved + self._wrong

    def move_on(self, seconds):
        """Move every process's clock."""
        draft = self._file.with_suffix(".draft")
        draft.write_text(str(seconds), encoding="ascii")
        draft.replace(self._file)


def settings(url, clock):
    return Settings(database=url, clock=clock, simulated=True, demo=True)


class Nursery:
    """Starts processes of one kind quickly, and kills them as `kill -9` does."""

    def __init__(self, kind, url, clock_file, port):
        command = [sys.executable, "-m", "tests.soak.processes", kind, url, clock_file, port]
        self.said = clock_file.with_name(f"{kind}.log")
        with self.said.open("ab") as log:
            self._parent = subprocess.Popen(
                [str(word) for word in command],
                cwd=ROOT,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )
        self.living = None

    def start(self, wrong=0):
        self._parent.stdin.write(f"{wrong}\n")
        self._parent.stdin.flush()
        self.living = int(self._parent.stdout.readline())

    def kill(self):
        with suppress(ProcessLookupError):
            os.kill(self.living, signal.SIGKILL)
        until(self._gone, "the killed process to be gone")

    def close(self):
        self._parent.stdin.close()
        self._parent.wait(30)
        self._parent.stdout.close()

    def _gone(self):
        try:
            os.kill(self.living, 0)
        except ProcessLookupError:
            return True
        return False


class Served:
    """A station in its own store, served by a web process and, on PostgreSQL, a worker's own."""

    def __init__(self, folder, url):
        self.clock_file = Path(folder) / "moved"
        self.clock_file.write_text("0", encoding="ascii")
        self.url = url
        self.clock = WrongClock(self.clock_file)
        self.station = open_station(settings(url, self.clock))
        for person in people(STATION):
            self.station.engine.execute(PutPerson(actor=SYSTEM, person=person, password=PASSWORD))
        deploy = Deploy(actor=UserId("designer"), name="errand", files=files())
        self.station.engine.execute(deploy)
        self.port = free_port()
        kinds = ["web"] if url.startswith("sqlite") else ["web", "worker"]
        self.nurseries = {kind: Nursery(kind, url, self.clock_file, self.port) for kind in kinds}

    def start(self):
        for nursery in self.nurseries.values():
            nursery.start()
        until(self.listens, "the server")

    def kill_one(self, dice):
        """Kill the web or the worker and start another, whose clock is wrong by up to minutes."""
        kind = dice.choice(sorted(self.nurseries))
        nursery = self.nurseries[kind]
        nursery.kill()
        nursery.start(dice.randint(-180, 180) if kind == "worker" else dice.randint(-5, 5))

    def kill_all(self):
        for nursery in self.nurseries.values():
            nursery.kill()

    def listens(self):
        with socket.socket() as probe:
            return probe.connect_ex((LOOPBACK, self.port)) == 0

    def close(self):
        for nursery in self.nurseries.values():
            nursery.close()
        self.station.close()

    def tell(self):
        """Print what the processes have said."""
        for kind, nursery in self.nurseries.items():
            said = nursery.said.read_text(encoding="utf-8", errors="replace")
            sys.stderr.write(f"--- {kind} said:\n{said}\n")


@contextmanager
def serving(folder, url):
    """Give a `Served`; when what is done with it fails, its processes' words are printed."""
    served = Served(folder, url)
    try:
        yield served
    except BaseException:
        served.tell()
        raise
    finally:
        served.close()


def _web(url, clock, port):
    station = open_station(settings(url, clock))
    app = create_app(station.engine, WebSettings(secret_key=KEY, demo=True))
    if url.startswith("sqlite"):
        station.start_worker()
    serve(app, Address(host=LOOPBACK, port=port), proxies=0, ready=lambda: None)


def _worker(url, clock, _port):
    open_station(settings(url, clock)).worker.run_forever()


def main(kind, url, clock_file, port):
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a killed process ended
    run = {"web": _web, "worker": _worker}[kind]
    child = None
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            run(url, WrongClock(clock_file, int(line)), int(port))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
    if child is not None:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])

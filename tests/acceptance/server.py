"""A station's server as processes of their own, whose time is read from a file.

`python -m tests.acceptance.server DATABASE_URL CLOCK_FILE PORT` imports everything once, then for
each line on its standard input starts a server that has never opened the store, and answers with
its process id. Each can be killed at any moment; the next goes on with the same database. At the
end of its input it kills the last one and goes.
"""

import contextlib
import os
import signal
import sys
from datetime import datetime, timedelta
from pathlib import Path

from engine.bootstrap import Settings, open_station
from webui.app import create_app
from webui.cli.server import Address, serve
from webui.shared.settings import WebSettings

KEY = b"the same key before and after a restart"
MONTHS = timedelta(days=400)
"""Nobody has to sign in again while the simulated months pass."""


class FileClock:
    """The simulated present: what a file says, read again at every question."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def now(self) -> datetime:
        return datetime.fromisoformat(self._file.read_text(encoding="ascii"))

    def set(self, at: datetime) -> None:
        """Write the present; whoever reads meanwhile gets the old moment or the new one."""
        draft = self._file.with_suffix(".draft")
        draft.write_text(at.isoformat(), encoding="ascii")
        os.replace(draft, self._file)


def settings(url: str, clock_file: Path) -> Settings:
    return Settings(database=url, clock=FileClock(clock_file), simulated=True, demo=True)


def serve_station(url: str, clock_file: Path, port: int) -> None:
    """Serve with the worker in a thread, as the product's own command does, until killed."""
    station = open_station(settings(url, clock_file))
    web = WebSettings(secret_key=KEY, demo=True, session_length=MONTHS)
    app = create_app(station.engine, web)
    station.start_worker()
    serve(app, Address(host="127.0.0.1", port=port), proxies=0, ready=lambda: None)


def main(url: str, clock_file: str, port: str) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a killed server ended
    child = None
    for _line in sys.stdin:
        child = os.fork()
        if child == 0:
            serve_station(url, Path(clock_file), int(port))
            os._exit(0)
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()
    if child is not None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)


if __name__ == "__main__":
    main(*sys.argv[1:])

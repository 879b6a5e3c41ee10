"""A PostgreSQL cluster of the tests' own, on a free port, gone when they end."""

import getpass
import glob
import os
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tests.support.places import disk

USER = "yekuo"


def binaries():
    """Return the folder of PostgreSQL's programs, None when it is not installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    newest = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
    return Path(newest[-1]).parent if newest else None


@contextmanager
def cluster(*, synced=True):
    """Run a cluster and give `fresh()`, which makes a database and returns its address.

    One that is not `synced` leaves writing to the disk to the machine, or stands in its memory:
    what it has committed outlives its processes all the same, and only the machine's own end could
    lose it.
    """
    programs = binaries()
    owner = {"user": "postgres"} if getpass.getuser() == "root" else {}
    folder = tempfile.mkdtemp(prefix="yekuo-pg-", dir=disk() if synced else None)
    if owner:
        shutil.chown(folder, owner["user"])
    data = Path(folder) / "data"
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]

    def run(program, *args):
        command = [str(programs / program), *args]
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, **owner)

    run("initdb", "-D", str(data), "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "-N")
    options = f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder}"
    if not synced:
        options += " -c fsync=off"

    def start():
        log = str(Path(folder) / "log")
        run("pg_ctl", "-D", str(data), "-o", options, "-l", log, "-w", "start")

    def stop(mode):
        run("pg_ctl", "-D", str(data), "-m", mode, "-w", "stop")

    start()
    fresh = _Fresh(f"{USER}@127.0.0.1:{port}", start, stop)
    try:
        yield fresh
    finally:
        fresh.leave()
        run("pg_ctl", "-D", str(data), "-m", "immediate", "-w", "stop")
        shutil.rmtree(folder, ignore_errors=True)


class _Fresh:
    """Makes databases in a cluster: empty ones, or copies of one that nobody is connected to.

    `stop(mode)` ends the cluster's server (`fast`, `immediate`), `start()` lets it come back.
    """

    def __init__(self, server, start, stop):
        self._server = server
        self.start, self.stop = start, stop
        self._made = 0
        self._connection = None

    def __call__(self, like="template1"):
        self._made += 1
        name = f"test_{os.getpid()}_{self._made}"
        self._say(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
        return f"postgresql+psycopg://{self._server}/{name}"

    def drop(self, url):
        """Drop a database, whoever is still connected to it."""
        self._say(f'DROP DATABASE "{url.rpartition("/")[2]}" WITH (FORCE)')

    def leave(self):
        """Let go of the server."""
        if self._connection is not None:
            self._connection.close()

    def _say(self, statement):
        """Say something on the one connection, which is made anew after the server was away."""
        if self._connection is None or self._connection.broken:
            self._connection = psycopg.connect(
                f"postgresql://{self._server}/postgres", autocommit=True
            )
        self._connection.execute(statement)

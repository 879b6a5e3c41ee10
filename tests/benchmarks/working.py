"""A worker as a process of its own: `python -m tests.benchmarks.working URL`, until it is ended."""

import signal
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

from engine.bootstrap import Settings, open_station, set_aside

ROOT = Path(__file__).resolve().parents[2]
MEGABYTE = 1024


@contextmanager
def workers(number, url):
    """Run so many worker processes on a store."""
    command = [sys.executable, "-m", "tests.benchmarks.working", url]
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(number)
    ]
    try:
        for each in running:
            each.stdout.readline()  # it has opened the store
        yield running
    finally:
        for each in running:
            each.terminate()
            each.wait(60)
            each.stdout.close()


def memory(process, what="VmRSS"):
    """Return the megabytes a process takes, or (`VmHWM`) has ever taken."""
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith(f"{what}:"):
            return int(line.split()[1]) / MEGABYTE
    raise LookupError(what)


def main(url):
    station = open_station(Settings(database=url))
    signal.signal(signal.SIGTERM, lambda *_: station.worker.stop())
    set_aside()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    station.worker.run_forever()
    station.close()


if __name__ == "__main__":
    main(*sys.argv[1:])

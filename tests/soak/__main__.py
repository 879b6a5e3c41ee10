"""The long proofs: `python -m tests.soak [--kills N] [--seed N]`.

Half of the kills are on each database. Prints one JSON object for each proof, and
ends with an error at the first that fails: with what the processes said, and the seed that brings
the same moments again.
"""

import argparse
import json
import secrets
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from tests.soak.kills import survive
from tests.soak.outages import database_goes_away, disk_is_full
from tests.support.postgres import binaries, cluster

KILLS = 500
FAULTS = 20
CASES = 40
"""Cases each person starts: enough that work is left when the last process is killed."""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    options = parser.parse_args()
    if not binaries():
        raise SystemExit("soak needs PostgreSQL (Debian: apt install postgresql)")
    sys.stderr.write(f"seed {options.seed}\n")
    kills = {"kills": options.kills // 2, "cases": CASES, "seed": options.seed}
    with cluster() as fresh:
        with told("kills", "sqlite") as (folder, seen):
            seen |= survive(folder, f"sqlite:///{folder / 'store.sqlite3'}", **kills)
        with told("kills", "postgresql") as (folder, seen):
            seen |= survive(folder, fresh(), **kills)
        with told("disk is full", "sqlite") as (folder, seen):
            seen |= disk_is_full(folder, times=FAULTS, cases=CASES)
        with told("database goes away", "postgresql") as (folder, seen):
            seen |= database_goes_away(folder, fresh, times=FAULTS, cases=CASES)


@contextmanager
def told(proof, db):
    """Give a folder and a place for what was seen, then print it."""
    began, seen = time.monotonic(), {"proof": proof, "db": db}
    with tempfile.TemporaryDirectory(prefix="yekuo-soak-") as folder:
        yield Path(folder), seen
    seen["seconds"] = round(time.monotonic() - began)
    sys.stdout.write(json.dumps(seen) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()

"""The long proofs: `python -m tests.soak [--kills N] [--json]`, half of the kills on each database.

Prints one JSON object for each proof, and ends with an error at the first that fails.
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
from tests.support.postgres import binaries, cluster

KILLS = 500
CASES = 80
"""Cases each person starts: enough that work is left when the last process is killed."""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=KILLS)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    options = parser.parse_args()
    with stores() as urls:
        for db, url in urls:
            with tempfile.TemporaryDirectory(prefix="yekuo-soak-") as folder:
                began = time.monotonic()
                seen = survive(
                    folder, url, kills=options.kills // 2, cases=CASES, seed=options.seed
                )
                tell(proof="kills", db=db, seed=options.seed, **seen, seconds=_since(began))


@contextmanager
def stores():
    """Give the address of an empty store of each kind."""
    if not binaries():
        raise SystemExit("soak needs PostgreSQL (Debian: apt install postgresql)")
    with tempfile.TemporaryDirectory(prefix="yekuo-soak-") as folder, cluster() as fresh:
        yield [("sqlite", f"sqlite:///{Path(folder) / 'store.sqlite3'}"), ("postgresql", fresh())]


def tell(**found):
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def _since(began):
    return round(time.monotonic() - began)


if __name__ == "__main__":
    main()

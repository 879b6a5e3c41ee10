"""The npm packages that tests use: the Modeler's readers and linters, the browser's form player."""

import hashlib
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import hatch_build
from tests.conftest import need

FOLDER = Path(__file__).resolve().parents[1] / "workflows"
"""Holds the one `package.json` of the tests."""


def packages(folder: Path = FOLDER) -> Path:
    """Return a folder with its locked npm packages installed: once, whoever asks at a time.

    A lock file that changed is installed anew. Without Node or the registry, the test is skipped.
    """
    need(hatch_build.system_node(), "Node 20 or newer with npm")
    with _alone(folder):
        stamp = folder / "node_modules" / ".lock-digest"
        digest = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
        if not stamp.is_file() or stamp.read_text("ascii") != digest:
            _install(folder)
            stamp.write_text(digest, "ascii")
    return folder


def _install(folder: Path) -> None:
    done = subprocess.run(
        [str(shutil.which("npm")), "ci", "--no-progress", "--prefer-offline"],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    need(done.returncode == 0, f"the npm packages of {folder.name} ({done.stderr[-300:]})")


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let one process at a time in, of any test run of this machine that uses the same folder.

    An SQLite lock: there on every system, and gone with a process that is killed.
    """
    name = hashlib.sha256(str(folder).encode()).hexdigest()[:16]
    lock = Path(tempfile.gettempdir()) / f"yekuo-npm-{name}.lock"
    with closing(sqlite3.connect(lock, timeout=400, isolation_level=None)) as connection:
        connection.execute("BEGIN EXCLUSIVE")
        yield

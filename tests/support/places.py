"""Where tests write: in memory, where the machine has a folder of it and room in that.

What a process has written outlives it there as on a disk; only the machine's own end would take it
with it. The long proofs, and those that kill a server, write to the disk all the same.
"""

import os
import shutil
import tempfile
from pathlib import Path

import pytest

MEMORY = Path("/dev/shm")  # noqa: S108  Linux keeps this folder in memory
ROOM = 4 * 1024**3
"""Bytes that have to be free there. A run on two processors takes a quarter of it."""
TEMPORARY, DISK = "TMPDIR", "YEKUO_TESTS_DISK"


def choose():
    """Let this process, and those that it starts, have their temporary files in memory.

    Where somebody has named a folder for them already, it stays that one.
    """
    if DISK in os.environ:
        return
    os.environ[DISK] = tempfile.gettempdir()
    if TEMPORARY not in os.environ and _is_roomy(MEMORY):
        os.environ[TEMPORARY] = str(MEMORY)
        tempfile.tempdir = None  # it is looked for again


def disk():
    """Return the folder for temporary files that are to lie on the disk."""
    return os.environ.get(DISK, tempfile.gettempdir())


def _is_roomy(folder):
    if not (folder.is_dir() and os.access(folder, os.W_OK | os.X_OK)):
        return False
    programs_run = not os.statvfs(folder).f_flag & os.ST_NOEXEC
    return programs_run and shutil.disk_usage(folder).free >= ROOM


@pytest.fixture(name="tmp_path")
def on_disk():
    """In place of pytest's own: a folder on the disk, gone when the test ends."""
    with tempfile.TemporaryDirectory(prefix="yekuo-test-", dir=disk()) as folder:
        yield Path(folder)

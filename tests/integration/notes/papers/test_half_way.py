"""A full disk, and a process killed half-way: no broken paper is left."""

import signal
import subprocess
import sys
import textwrap
from datetime import timedelta

import pytest

from engine.api import (
    FileNotKept,
    VerifyHistory,
)
from tests.integration.notes.papers.handling import (
    keep,
    papers,
    put,
    stored,
    verdict,
)


def test_a_disk_that_is_full_is_said_and_changes_nothing(small, case, tmp_path):
    folder = small.station.settings.files
    folder.parent.mkdir(exist_ok=True)
    folder.write_bytes(b"a file where the folder should be")

    with pytest.raises(FileNotKept):
        keep(small, case)
    assert papers(small, case).papers == ()


KILLED = """
    import io, os, signal, sys
    from pathlib import Path
    from engine.api import AddPaper, KeepFile, PaperKind
    from engine.bootstrap import Settings, open_station
    from engine.storage.repositories.notes.papers import SqlPapers

    database, files, case, moment = sys.argv[1:]
    station = open_station(Settings(database=database, files=Path(files), demo=True))
    die = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
    if moment == "while writing":
        os.fsync = die
    query = KeepFile(actor="manager", case=int(case), name="a.pdf", content=io.BytesIO(b"%PDF-1"))
    kept = station.engine.query(query)
    if moment == "between file and row":
        die()
    SqlPapers.count = die if moment == "before the row" else SqlPapers.count
    from engine.storage.units import SqlUnit
    SqlUnit.commit = die if moment == "before the commit" else SqlUnit.commit
    station.engine.execute(
        AddPaper(actor="manager", case=int(case), file=kept, kind=PaperKind.OTHER)
    )
"""


MOMENTS = ["while writing", "between file and row", "before the row", "before the commit"]


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_process_killed_half_way_leaves_no_broken_paper(small, case, moment):
    settings = small.station.settings
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(KILLED), settings.database, settings.files,
         str(case), moment],
        check=False, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == -signal.SIGKILL, done.stderr

    assert papers(small, case).papers == ()
    assert verdict(small).faulty == ()
    assert small.engine.query(VerifyHistory(actor="auditor")).touched == ()
    assert len(stored(small)) == 1
    if moment == "while writing":
        assert stored(small)[0].parent.name == "incoming"
    small.clock.set(small.clock.now() + timedelta(days=400))  # the killed process had its own clock
    small.station.housekeeper.round()
    assert stored(small) == []
    assert put(small, case, "a.pdf", b"%PDF-1")

"""Files and entries that are not what was put there are found, and not given out."""

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from engine.api import (
    FileDamaged,
)
from tests.integration.notes.papers.handling import content, keep, put, stored, verdict
from tests.support import files
from webui.cli.main import main


def test_a_touched_file_is_found_and_not_given_out(small, case):
    paper = put(small, case)
    (path,) = stored(small)
    path.write_bytes(files.PDF + b"!")

    with pytest.raises(FileDamaged):
        content(small, case, paper)
    (faulty,) = verdict(small).faulty
    assert (faulty.case, faulty.paper, faulty.fault) == (case, paper, "file-changed")
    path.unlink()
    assert verdict(small).faulty[0].fault == "file-missing"


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE paper SET name = 'x.pdf'", "entry-changed"),
        ("UPDATE paper SET sha256 = '{0}'", "entry-changed"),
        ("UPDATE paper SET kind = 'x'", "entry-changed"),
        ("DELETE FROM paper", "entry-missing"),
    ],
)
def test_an_entry_that_is_not_as_the_history_says_is_found(small, case, statement, fault):
    put(small, case)
    other = keep(small, case, "b.pdf", files.PDF + b" ")
    engine = create_engine(small.station.settings.database)
    with engine.begin() as db:
        db.execute(text(statement.format(other.sha256)))
    engine.dispose()
    assert [faulty.fault for faulty in verdict(small).faulty] == [fault]


def test_the_command_verifies_files_too(small, case):
    put(small, case)
    settings = small.station.settings
    order = ["verify", "--database", settings.database, "--data", str(settings.files.parent)]
    whole = CliRunner().invoke(main, order, catch_exceptions=False)
    assert (whole.exit_code, "1 file" in whole.output) == (0, True), whole.output
    stored(small)[0].write_bytes(b"other")
    touched = CliRunner().invoke(main, order)
    assert touched.exit_code == 2
    assert "申请书.pdf" in touched.output

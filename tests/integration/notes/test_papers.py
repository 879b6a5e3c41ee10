"""Papers of a case: stored once, kept whole, given only to who may see the case, never lost."""

import io
import os
import signal
import subprocess
import sys
import textwrap
import threading
from dataclasses import replace
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text

from engine.api import (
    AddPaper,
    BadPaper,
    CasePapers,
    EmptyFile,
    FileDamaged,
    FileNotKept,
    FileTooLarge,
    FileTypeRefused,
    Forbidden,
    KeepFile,
    PaperFile,
    PaperKind,
    RemovePaper,
    TaskId,
    TooManyPapers,
    UnknownCase,
    UnknownPaper,
    UnknownTask,
    VerifyFiles,
    VerifyHistory,
)
from engine.bootstrap.wiring.notes import file_store
from engine.cases.papers import handlers
from engine.cases.sweeping import DropFiles
from engine.dispatch.dispatcher import SYSTEM
from tests.support import files
from tests.support.stations import MODELS, TUESDAY, SmallStation
from webui.cli.main import main


@pytest.fixture
def small(furnished, tmp_path):
    opened = SmallStation(furnished(MODELS, TUESDAY), files=tmp_path / "files")
    yield opened
    opened.station.close()


def keep(small, case, name="申请书.pdf", content=files.PDF, by="manager"):
    return small.engine.query(KeepFile(actor=by, case=case, name=name, content=io.BytesIO(content)))


def put(small, case, name="申请书.pdf", content=files.PDF, by="manager", **more):
    kept = keep(small, case, name, content, by)
    kind = more.pop("kind", PaperKind.APPLICATION)
    return small.engine.execute(AddPaper(actor=by, case=case, file=kept, kind=kind, **more))


def remove(small, case, paper, by="manager", reason="of another customer"):
    small.engine.execute(RemovePaper(actor=by, case=case, paper=paper, reason=reason))


def papers(small, case, by="director", language="en"):
    return small.engine.query(CasePapers(actor=by, case=case, language=language))


def content(small, case, paper, by="director"):
    found = small.engine.query(PaperFile(actor=by, case=case, paper=paper))
    with found.content:
        return found.content.read()


def stored(small):
    folder = small.station.settings.files
    return [path for path in folder.rglob("*") if path.is_file()]


def verdict(small):
    return small.engine.query(VerifyFiles(actor="auditor"))


def test_a_paper_comes_back_as_it_was_put(small, case):
    paper = put(small, case)

    (shown,) = papers(small, case).papers
    assert (shown.name, shown.kind, shown.size) == (
        "申请书.pdf",
        PaperKind.APPLICATION,
        len(files.PDF),
    )
    assert (shown.by.name, shown.at) == ("Zhang Wei", small.clock.now())
    assert content(small, case, paper) == files.PDF
    event = small.events(case)[-1]
    assert event.kind == "paper-added"
    assert event.data["sha256"] == shown.sha256
    assert event.data["size"] == len(files.PDF)


def test_a_paper_of_a_task_names_it(small, case):
    task = small.open_tasks(case)["draft"]
    put(small, case, by="operations", task=task)

    (shown,) = papers(small, case).papers
    assert (shown.task, shown.task_name) == (task, "Draft")
    with pytest.raises(UnknownTask):
        put(small, case, task=TaskId(case, 999))


def test_the_same_content_is_stored_once(small, case):
    other = small.start()
    first = put(small, case, "a.pdf")
    second = put(small, other, "b.pdf")

    assert len(stored(small)) == 1
    assert content(small, case, first) == content(small, other, second) == files.PDF


def test_the_same_request_makes_one_paper(small, case):
    assert put(small, case, request="r") == put(small, case, request="r")
    assert len(papers(small, case).papers) == 1


def test_a_picture_is_named_as_what_it_is(small, case):
    put(small, case, "photo.jpg", files.PNG)
    assert papers(small, case).papers[0].name == "photo.png"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("setup.exe", files.EXE),
        ("申请书.pdf", files.EXE),
        ("page.html", files.HTML),
        ("drawing.svg", files.SVG),
        ("noending", files.PDF),
        ("macro.docm", files.DOCX),
    ],
)
def test_a_file_of_a_wrong_type_is_refused_and_not_stored(small, case, name, what):
    with pytest.raises(FileTypeRefused):
        keep(small, case, name, what)
    assert stored(small) == []


def test_an_empty_and_a_huge_file_are_refused(small, case):
    with pytest.raises(EmptyFile):
        keep(small, case, content=b"")
    huge = files.PDF + bytes(20 * 1024 * 1024)
    with pytest.raises(FileTooLarge):
        keep(small, case, content=huge)
    assert stored(small) == []


def test_a_zip_bomb_is_a_small_file_like_any_other(small, case):
    put(small, case, "plans.zip", files.BOMB)
    (path,) = stored(small)
    assert path.stat().st_size == len(files.BOMB) < 100_000


@pytest.mark.parametrize("name", ["../../../etc/cron.d/x.pdf", "..\\..\\x.pdf", "a\0/x.pdf"])
def test_a_name_with_a_path_stays_a_name(small, case, name):
    put(small, case, name)
    assert papers(small, case).papers[0].name == "x.pdf"
    (path,) = stored(small)
    assert path.parent.parent == small.station.settings.files


def test_a_removed_paper_is_gone_from_the_papers_with_its_reason_and_kept_as_a_file(small, case):
    paper = put(small, case)
    remove(small, case, paper)
    remove(small, case, paper)

    found = papers(small, case)
    assert found.papers == ()
    (gone,) = found.removed
    assert (gone.removed.by.login, gone.removed.reason) == ("manager", "of another customer")
    with pytest.raises(UnknownPaper):
        content(small, case, paper)
    assert small.kinds(case)[-2:] == ["paper-added", "paper-removed"]
    assert len(stored(small)) == 1
    assert verdict(small).faulty == ()


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_a_paper_is_not_removed_without_a_reason(small, case, reason):
    paper = put(small, case)
    with pytest.raises(BadPaper):
        remove(small, case, paper, reason=reason)
    assert len(papers(small, case).papers) == 1


def test_who_may_remove_a_paper(small, case):
    paper = put(small, case, by="operations")
    shown = {
        person: papers(small, case, by=person).papers[0].may_remove
        for person in ("operations", "manager", "director", "admin", "development", "auditor")
    }
    assert shown == {
        "operations": True, "manager": True, "director": True, "admin": True,
        "development": False, "auditor": False,
    }  # fmt: skip
    for person in ("development", "auditor"):
        with pytest.raises(Forbidden):
            remove(small, case, paper, by=person)


def test_who_may_not_see_the_case_gets_nothing_and_puts_nothing(small, case):
    paper = put(small, case)
    for act in (
        lambda: papers(small, case, by="marketing"),
        lambda: content(small, case, paper, by="marketing"),
        lambda: keep(small, case, by="marketing"),
        lambda: remove(small, case, paper, by="marketing"),
    ):
        with pytest.raises(UnknownCase):
            act()
    with pytest.raises(Forbidden):
        keep(small, case, by="auditor")
    assert content(small, case, paper, by="auditor") == files.PDF


def test_a_paper_is_not_reached_through_another_case(small, case):
    paper = put(small, case)
    other = small.start()
    with pytest.raises(UnknownPaper):
        content(small, other, paper)
    for number in (999, 2**63, 2**70):
        with pytest.raises(UnknownPaper):
            content(small, case, number)


def test_a_case_takes_so_many_papers_and_no_more(small, case, monkeypatch):
    monkeypatch.setattr(handlers, "MOST", 2)
    put(small, case)
    put(small, case)
    with pytest.raises(TooManyPapers):
        put(small, case)


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


def test_a_file_that_never_became_a_paper_is_swept_after_a_day(small, case):
    paper = put(small, case)
    keep(small, case, "b.pdf", files.PDF + b"orphan")
    sweep = small.station.housekeeper.round

    small.clock.advance(timedelta(hours=23))
    assert sweep() == (0, 0)
    small.clock.advance(timedelta(hours=2))
    assert sweep() == (1, 0)
    assert len(stored(small)) == 1
    assert content(small, case, paper) == files.PDF


def test_the_file_of_a_removed_paper_is_not_swept(small, case):
    remove(small, case, put(small, case))
    small.clock.advance(timedelta(days=30))

    assert small.station.housekeeper.round() == (0, 0)
    assert verdict(small).faulty == ()


def test_a_file_swept_before_it_became_a_paper_is_asked_for_again(small, case):
    kept = keep(small, case)
    small.clock.advance(timedelta(days=2))
    small.station.housekeeper.round()

    with pytest.raises(FileNotKept):
        small.engine.execute(AddPaper(actor="manager", case=case, file=kept, kind=PaperKind.OTHER))
    assert papers(small, case).papers == ()
    assert small.kinds(case).count("paper-added") == 0


def test_a_file_that_came_again_meanwhile_is_not_swept(small, case):
    kept = keep(small, case)
    small.clock.advance(timedelta(days=2))
    again = keep(small, case)

    assert small.engine.execute(DropFiles(actor=SYSTEM, files=(kept.sha256,))) == 0
    small.engine.execute(AddPaper(actor="manager", case=case, file=again, kind=PaperKind.OTHER))
    assert verdict(small).faulty == ()


def test_a_sweep_under_way_and_a_new_paper_never_cross(small, case):
    kept = keep(small, case)
    told = []

    def add():
        command = AddPaper(actor="manager", case=case, file=kept, kind=PaperKind.OTHER)
        try:
            small.engine.execute(command)
        except FileNotKept as refused:
            told.append(refused)

    with small.station.units.writing() as unit:
        unit.papers.keep_others_off()
        assert not unit.papers.is_used(kept.sha256)
        adding = threading.Thread(target=add)
        adding.start()
        adding.join(0.5)
        assert adding.is_alive()  # it waits: what it would enter could not be seen from here
        file_store(small.station.settings).remove(kept.sha256)
        unit.commit()
    adding.join(30)
    assert len(told) == 1
    assert papers(small, case).papers == ()
    assert verdict(small).faulty == ()


def test_only_the_engine_and_the_administrator_sweep(small, case):
    for person in ("manager", "director", "auditor", "designer"):
        with pytest.raises(Forbidden):
            small.engine.execute(DropFiles(actor=person, files=()))


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


def test_without_a_folder_of_their_own_files_lie_beside_an_sqlite_store(small, tmp_path):
    settings = replace(small.station.settings, database=f"sqlite:///{tmp_path}/x/s.sqlite3")
    store = file_store(replace(settings, files=None))
    store.keep(io.BytesIO(b"x"), 10, small.clock.now())
    assert os.listdir(tmp_path / "x" / "files")

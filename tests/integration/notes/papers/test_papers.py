"""Papers of a case: stored once, kept whole, given only to who may see the case, never lost."""

import io
import os
from dataclasses import replace

import pytest

from engine.api import (
    BadPaper,
    EmptyFile,
    FileTooLarge,
    FileTypeRefused,
    Forbidden,
    PaperKind,
    TaskId,
    TooManyPapers,
    UnknownCase,
    UnknownPaper,
    UnknownTask,
)
from engine.bootstrap.wiring.notes import file_store
from engine.cases.papers import handlers
from tests.integration.notes.papers.handling import (
    content,
    keep,
    papers,
    put,
    remove,
    stored,
    verdict,
)
from tests.support import files


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


def test_without_a_folder_of_their_own_files_lie_beside_an_sqlite_store(small, tmp_path):
    settings = replace(small.station.settings, database=f"sqlite:///{tmp_path}/x/s.sqlite3")
    store = file_store(replace(settings, files=None))
    store.keep(io.BytesIO(b"x"), 10, small.clock.now())
    assert os.listdir(tmp_path / "x" / "files")

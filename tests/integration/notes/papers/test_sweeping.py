"""Files that never became papers are swept, and no other."""

import threading
from datetime import timedelta

import pytest

from engine.api import (
    AddPaper,
    FileNotKept,
    Forbidden,
    PaperKind,
)
from engine.bootstrap.wiring.notes import file_store
from engine.cases.sweeping import DropFiles
from engine.dispatch.dispatcher import SYSTEM
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

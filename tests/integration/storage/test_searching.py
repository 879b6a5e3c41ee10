"""What a search finds, what it shows nobody, and at what cost, on both databases."""

from dataclasses import replace

import pytest
from sqlalchemy import insert, literal, null, select, text

from engine.cases.ports.reading import Wanted
from engine.storage.lists import grams, walking
from engine.storage.lists.finding import named_cases
from engine.storage.repositories.cases.searching import find
from engine.storage.tables.cases import case as case_
from tests.integration.storage.narrowed import NAMES, cases, tasks
from tests.support.statements import plans


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("泰和", [4, 1]),
        ("和", [4, 1]),
        ("有限公司", [6, 4, 3, 1]),
        ("司", [6, 4, 3, 1]),
        ("precision", [5, 2]),
        ("PRECISION mach", [5, 2]),
        ("on", [5, 2]),
        ("ｐｒｅｃｉｓｉｏｎ", [5, 2]),
        ("江南泰和", []),
        ("YK2026000003", [3]),
        ("yk2026000003", [3]),
        ("2026000003", [3]),
        ("3", [3]),
        ("YK2026", [6, 5, 4, 3, 2, 1]),
        ("K20260000", [6, 5, 4, 3, 2, 1]),
        ("YK2026 000003", [3]),
        ("2026", [6, 5, 4, 3, 2, 1]),
        ("26000004", [4]),
        ("0005", [5]),
        ("YK2025", []),
        ("YK", []),
        ("0007", []),
        ("00000", [6, 5, 4, 3, 2, 1]),
        ("%", []),
        ("_", []),
        ("a\0b", []),
        ("'; DROP TABLE case_; --", []),
        ("9" * 90, []),
    ],
)
def test_a_case_is_found_by_any_part_of_the_name_and_by_its_number(busy, words, found):
    assert cases(busy, text=words) == found


def test_a_search_finds_an_account_number_from_the_moment_the_case_has_it(busy):
    assert cases(busy, text="4410") == []
    with busy.station.units.writing() as unit:
        case = unit.cases.load(2)
        unit.cases.save(replace(case, account_no="0320044107"))
        unit.commit()
    assert cases(busy, text="4410") == [2]
    assert cases(busy, text="0320044107") == [2]
    assert tasks(busy, text="44107") == [(2, "draft")]


def test_a_part_of_a_number_is_found_beside_an_account_number_that_has_it(busy):
    with busy.station.units.writing() as unit:
        case = unit.cases.load(2)
        unit.cases.save(replace(case, account_no="0320000041"))
        unit.commit()
    assert cases(busy, text="00004") == [4, 2]


def as_if_numbered(small, *keys):
    """Copy the first case as if so many had been entered before."""
    others = [column for column in case_.c if column.name not in ("id", "number", "request")]
    with small.station.database.writing() as db:
        for key in keys:
            number = literal(f"YK2026{key:06d}")
            copy = select(literal(key), number, null(), *others).where(case_.c.id == 1)
            named = [case_.c.id, case_.c.number, case_.c.request, *others]
            db.execute(insert(case_).from_select(named, copy))
        db.commit()


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("1203", [120_345]),
        ("0345", [1_034_512, 120_345]),
        ("20345", [120_345]),
        ("4512", [1_034_512]),
        ("YK20261034", [1_034_512]),
        ("61034512", [1_034_512]),
        ("0261203", [120_345]),
        ("9999", []),
        ("345", [1_034_512, 120_345]),
    ],
)
def test_a_part_of_a_number_is_found_without_a_walk_through_the_list(
    busy, monkeypatch, words, found
):
    as_if_numbered(busy, 120_345, 1_034_512)
    monkeypatch.setattr(walking, "walk", None)
    with busy.station.database.reading() as db:
        named = named_cases(db, Wanted(text=words))
    # Three digits of a million numbers are in thousands of them: those are met on a walk.
    assert named == (None if words == "345" else sorted(found))
    monkeypatch.undo()
    assert cases(busy, text=words) == found


def test_a_number_that_too_many_have_is_a_case_of_its_own_first(busy):
    """26 is in every number of 2026."""
    as_if_numbered(busy, 26)
    assert cases(busy, text="26") == [26]


def test_a_search_shows_nobody_what_they_may_not_see(busy):
    assert cases(busy, "manager", text="泰和") == [1]
    assert cases(busy, "dispatch", text="泰和") == []
    assert tasks(busy, "manager", text="泰和") == [(1, "draft")]
    assert tasks(busy, "development", "groups", text="泰和") == [(1, "draft")]
    assert tasks(busy, "dispatch", text="泰和") == []


def test_a_name_is_entered_once_however_many_cases_have_it(busy):
    with busy.station.database.reading() as db:
        said = db.execute(text("SELECT said FROM search_text ORDER BY said")).scalars().all()
        assert sorted(said) == sorted(NAMES)
        assert find(db, "泰和", 5) == [NAMES[0]]
        assert len(find(db, "有限", 1)) == 1


def test_what_a_text_is_cut_into():
    assert grams.grams("泰和纺") == {"泰和", "和纺", "纺"}
    assert grams.grams("abcd") == {"abc", "bcd", "cd", "d"}
    assert grams.grams("a泰") == {"a泰", "泰"}
    assert grams.asked("泰和").grams == ("泰和",)
    assert grams.asked("Ab").start == "ab"
    assert grams.plain("  ＡＢ　Co. ") == "ab co."


@pytest.mark.parametrize("words", ["泰和", "泰", "有限公司", "precision", "YK2026000003", "3"])
def test_a_search_reads_no_table_whole(busy, words):
    """Neither database reads the texts or the cases from end to end."""
    database = busy.station.database

    def search():
        with database.reading() as db:
            assert named_cases(db, Wanted(text=words))

    found = plans(database, search, without=("seqscan", "bitmapscan"))
    assert len(found) > 1
    for plan in found:
        by_index = plan.upper().replace("INDEX SCAN ", "").replace("INDEX ONLY SCAN ", "")
        assert "SCAN " not in by_index, plan

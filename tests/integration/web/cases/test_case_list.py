"""The list of cases: narrowed, its columns chosen, and written to a file, as a browser asks it."""

import csv
import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import pytest
from lxml import etree

from engine.api import CancelCase, Me, PutPerson, UnknownUser
from engine.dispatch.dispatcher import SYSTEM
from tests.integration.web.screen import Screen
from webui.cases.listing import exporting, streamed

FORMULA = "=HYPERLINK(1)泰和"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def small(small):
    """Cases 1 to 4 of two managers; the last one's customer calls itself like a formula."""
    for by, name in zip(
        ("manager", "senior-manager") * 2,
        ("江南机械", "泰和纺织", "江南机械", FORMULA),
        strict=True,
    ):
        small.start(by=by, customer_name=name)
    return small


def numbers(page):
    return re.findall(r"YK2026(\d{6})", re.sub(r"<script.*?</script>", "", page, flags=re.S))


def shown(page):
    body = re.search(r"<tbody>(.*)</tbody>", page, re.S)
    return [int(found) for found in numbers(body[1])] if body else []


def test_the_list_is_narrowed_and_says_by_what(small):
    person = Screen(small.app, "director")
    page = person.page("/cases?manager=manager&process=permit")

    assert shown(page) == [3, 1]
    assert 'aria-label="Remove the filter Customer manager: Zhang Wei"' in page
    assert "Remove all filters" in page
    assert person.page("/cases/number?manager=manager").strip() == "2"


def test_it_is_sorted_the_other_way_on_demand(small):
    assert shown(Screen(small.app, "director").page("/cases?order=oldest")) == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "asked",
    ["from=yesterday", "to=2026-02-31", "process=<script>", "customer=-1",
     "customer=999999999999999999999", "urgency=soon", "tier=%F0%9F%92%A9", "stage=x' OR 1=1"],
)  # fmt: skip
def test_what_nobody_can_mean_is_left_out_and_said(small, asked):
    page = Screen(small.app, "director").page(f"/cases?{asked}")

    assert shown(page) == [4, 3, 2, 1]
    assert "is nothing one can filter by" in page
    assert "<script>x" not in page
    assert "process=<script>" not in page


def test_an_empty_list_says_how_to_find_more(small):
    page = Screen(small.app, "director").page("/cases?q=江南&manager=senior-manager&state=open")

    assert "Nothing found for “江南”" in page
    assert "Look in all states" in page
    assert "Search without filters" in page


def test_one_chooses_the_columns_and_the_browser_keeps_them(small):
    person = Screen(small.app, "director")
    assert "<th>Manager</th>" in person.page("/cases")

    reply = person.post("/cases/columns", {"column": ["account", "tier"], "next": "/cases?q=泰和"})
    page = person.page("/cases")

    assert reply.location == "/cases?q=泰和" or reply.location.startswith("/cases?q=")
    assert "<th>Account no.</th><th>Customer tier</th></tr>" in page
    person.post("/cases/columns", {"usual": "1"})
    assert "<th>Manager</th>" in person.page("/cases")


def read_csv(reply):
    text = reply.get_data().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:])))


@pytest.mark.parametrize("who", ["director", "manager", "development", "auditor", "dispatch"])
@pytest.mark.parametrize(
    "asked", ["", "?q=江南", "?manager=manager", "?order=oldest", "?state=ended"]
)
def test_a_file_holds_exactly_what_the_list_shows_to_this_person(small, who, asked):
    person = Screen(small.app, who)
    listed = shown(person.page(f"/cases{asked}"))

    _heading, *rows = read_csv(person.get(f"/cases/export.csv{asked}"))

    assert [int(row[0][-6:]) for row in rows] == listed


def test_no_cell_of_a_csv_file_is_a_formula(small):
    heading, first, *_rest = read_csv(Screen(small.app, "director", "zh").get("/cases/export.csv"))

    assert heading[:3] == ["工单编号", "客户", "户号"]
    assert first[1] == f"'{FORMULA}"
    assert first[heading.index("开始")] == "2026-02-10 10:00"
    # Three working days behind Tuesday the 10th end with Friday: 24:00 of it, as its page says.
    assert first[heading.index("到期时间")] == "2026-02-13"


def sheet(reply):
    book = zipfile.ZipFile(io.BytesIO(reply.get_data()))
    assert book.testzip() is None
    tree = etree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    return [
        {re.sub(r"\d", "", cell.get("r")): cell for cell in row.iter(f"{MAIN}c")}
        for row in tree.iter(f"{MAIN}row")
    ]


def test_a_workbook_has_texts_as_texts_days_as_days_and_numbers_as_numbers(small):
    reply = Screen(small.app, "director").get("/cases/export.xlsx")
    heading, first, *rest = sheet(reply)

    assert 'filename="cases-2026-02-10.xlsx"' in reply.headers["Content-Disposition"]
    assert len(rest) == 3
    assert "".join(first["B"].itertext()) == FORMULA
    assert not list(first["B"].iter(f"{MAIN}f"))
    place = {"".join(cell.itertext()): column for column, cell in heading.items()}
    # 10 February 2026 is the 46,063rd day since 30 December 1899; 10:00 are 10/24 of a day.
    assert float(first[place["Started"]].findtext(f"{MAIN}v")) == pytest.approx(46063 + 10 / 24)
    assert first[place["Started"]].get("t") in (None, "n")
    # Friday the 13th is a day, with nothing of an hour in how it looks.
    assert float(first[place["Due"]].findtext(f"{MAIN}v")) == 46066
    assert first[place["Due"]].get("s") != first[place["Started"]].get("s")
    assert float(first[place["Used"]].findtext(f"{MAIN}v")) == 0


def test_a_workbook_is_given_as_its_rows_are_found(small, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    monkeypatch.setattr(streamed, "_ROWS", 1)
    asked = []
    written = exporting.sheets.cells
    monkeypatch.setattr(
        exporting.sheets, "cells", lambda line: asked.append(line.id) or written(line)
    )
    screen = Screen(small.app, "director")
    reply = screen._client.get("/cases/export.xlsx", buffered=False)
    pieces = iter(reply.response)
    beginning = next(pieces)
    assert beginning.startswith(b"PK")
    assert asked == []  # the beginning goes out before a row is made
    next(pieces)
    assert len(asked) == 1
    assert list(pieces)
    assert len(asked) == 4
    reply.close()


def test_a_sheet_holds_what_xml_cannot_and_says_how_far_it_goes():
    rows = [["a\x01_x0041_<&", None, 2.5], [" b", None, Decimal("0.1")], ["never", None, 1]]
    pieces = b"".join(streamed.streamed("工单", ["A", "B", "C"], iter(rows), 2))
    file = zipfile.ZipFile(io.BytesIO(pieces))
    assert file.testzip() is None
    tree = etree.fromstring(file.read("xl/worksheets/sheet1.xml"))
    texts = [t.text for t in tree.iter(f"{MAIN}t")]
    # ECMA-376, ST_Xstring: a control character as _xHHHH_, and the sign of that as _x005F_.
    assert texts == ["A", "B", "C", "a_x0001__x005F_x0041_<&", " b"]
    assert [v.text for v in tree.iter(f"{MAIN}v")] == ["2.5", "0.1"]
    assert tree.find(f"{MAIN}autoFilter").get("ref") == "A1:C3"
    book = file.read("xl/workbook.xml").decode()
    assert "$A$1:$C$3<" in book


def test_a_third_file_at_the_same_time_is_put_off_and_a_place_is_free_again_afterwards(small):
    person = Screen(small.app, "director")
    with exporting._running, exporting._running:
        refused = person.get("/cases/export.csv")
    assert refused.status_code == 503
    assert "Try again in a minute" in refused.text
    for _ in range(5):
        assert person.get("/cases/export.csv").status_code == 200


def test_cases_begun_meanwhile_do_not_come_twice_nor_push_others_out(small, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    written = exporting.sheets.cells

    def cells(line):
        small.start()
        return written(line)

    monkeypatch.setattr(exporting.sheets, "cells", cells)
    rows = read_csv(Screen(small.app, "director").get("/cases/export.csv"))[1:]
    assert [int(row[0][-6:]) for row in rows] == [4, 3, 2, 1]


def test_whoever_loses_their_right_meanwhile_gets_no_further_row(small, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 1)
    written = exporting.sheets.cells

    def cells(line):
        director = small.engine.query(Me(actor="director"))
        small.engine.execute(PutPerson(actor=SYSTEM, person=replace(director, active=False)))
        return written(line)

    monkeypatch.setattr(exporting.sheets, "cells", cells)
    person = Screen(small.app, "director")
    with pytest.raises(UnknownUser):
        person.get("/cases/export.csv").get_data()


def test_the_list_says_in_which_order_it_stands(small):
    person = Screen(small.app, "director")

    def order(page):
        return re.findall(r'aria-current="true">([^<]+first)<', page)

    assert order(person.page("/cases")) == ["Newest first"]
    assert order(person.page("/cases?order=oldest")) == ["Oldest first"]
    late = person.page("/cases?state=open&urgency=late&order=due")
    assert order(late) == ["Earliest time limit first"]


def test_of_a_case_that_has_ended_the_list_says_how_not_what_it_waits_for(small):
    small.engine.execute(CancelCase(actor="director", case=1, reason="a mistake"))
    person = Screen(small.app, "director")

    assert 'data-label="Waits for"' not in person.page("/cases?state=ended")
    assert 'data-label="State"' in person.page("/cases?state=ended")
    assert 'data-label="Waits for"' in person.page("/cases?state=open")


def test_in_chinese_a_clock_tells_its_stretches_with_chinese_signs(small):
    page = Screen(small.app, "director", "zh").page("/cases/2")

    assert "现在：计时" in page
    assert "现在: 计时" not in page

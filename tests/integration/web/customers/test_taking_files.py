"""Taking a file of customers: told first, done as told, all or nothing, whatever is in the file."""

import io
import re

import pytest

from engine.api import Customers, EnterCustomer
from engine.customers.customers import Customer
from tests.integration.web.people_station import screen_of, served
from webui.customers import importing

__all__ = ["screen_of", "served"]

FILE = "户号,户名,地址\n3704810001,洪绪铸造有限公司,东郭镇\n3704810002,荆河冷链,界河镇\n"


def send(screen, content, name="客户.csv", **form):
    content = content if isinstance(content, bytes) else content.encode()
    form["file"] = (io.BytesIO(content), name)
    return screen.post("/customers/import", form)


def mark(reply):
    return re.search(r'name="checked" value="([0-9a-f]{64})"', reply.text)[1]


def names(served):
    page = served.engine.query(Customers(actor="director"))
    return sorted(line.customer.name for line in page.rows)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_file_is_told_first_and_taken_as_told(served, screen_of, encoding):
    person, content = screen_of("director"), FILE.encode(encoding)
    told = send(person, content)
    assert told.status_code == 200
    assert "New customers: 2. Changed: 0. As they are: 0." in told.text
    assert "洪绪铸造有限公司" in told.text
    assert names(served) == []
    done = send(person, content, checked=mark(told))
    assert (done.status_code, done.location) == (303, "/customers")
    assert "2 entered, 0 changed, 0 as they were" in person.page("/customers")
    assert names(served) == ["洪绪铸造有限公司", "荆河冷链"]
    again = send(person, content)
    assert "there is nothing to take" in again.text
    assert 'name="checked"' not in again.text
    moved = send(person, FILE.replace("界河镇", "滨湖镇").encode(encoding))
    assert "New customers: 0. Changed: 1. As they are: 1." in moved.text
    assert "changed: Address" in moved.text


def test_every_wrong_row_is_told_by_line_and_nothing_is_taken(served, screen_of):
    rows = "户号,户名,电压等级kV\n1,甲\n,乙\n1,丙\n2,丁,very\n"
    for person, words in (
        (screen_of("director"), ("Something must stand here.", "It stands on line 2 already.")),
        (screen_of("director", "zh"), ("此处必填", "第 2 行已有此内容。")),
    ):
        reply = send(person, rows.replace("电压等级kV", "电压(kV)"))
        assert reply.status_code == 422
        lines = re.findall(r'<td class="text-end">(\d+)</td>', reply.text)
        assert {"3", "4"} <= set(lines)
        assert words[1] in reply.text
        assert 'name="checked"' not in reply.text
    assert names(served) == []


def test_a_register_that_moved_meanwhile_is_told_again_and_nothing_is_taken(served, screen_of):
    person = screen_of("director")
    told = send(person, FILE)
    customer = Customer(id=0, station=1, name="荆河冷链", account_no="3704810002")
    served.engine.execute(EnterCustomer(actor="director", customer=customer))
    late = send(person, FILE, checked=mark(told))
    assert late.status_code == 409
    assert "Nothing was taken" in late.text
    assert "New customers: 1. Changed: 1. As they are: 0." in late.text
    assert names(served) == ["荆河冷链"]
    assert send(person, FILE, checked=mark(late)).status_code == 303


@pytest.mark.parametrize("mark_", ["x", "0" * 64, "'; --", "一"])
def test_another_file_than_was_checked_is_not_taken(served, screen_of, mark_):
    assert send(screen_of("director"), FILE, checked=mark_).status_code == 409
    assert names(served) == []


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "No column is known"),
        (b"\0\1\2\3" * 50, "The file is no text"),
        (b"\x89PNG\r\n\x1a\n" + bytes(200), "The file is no text"),
        ("名字,别的\n甲,乙\n", "No column is known"),
        ("户名\n甲\n", "The file has no such column."),
        ("户号,户名,户名\n1,甲,乙\n", "The file has this column twice."),
        ('户号,户名\n1,"甲\n2,乙\n', "The quotation marks of this row are not closed."),
        ("户号,户名\n1,甲,乙\n", "It stands behind the last column."),
    ],
)
def test_what_is_no_such_file_is_refused_by_name(served, screen_of, content, told):
    reply = send(screen_of("director"), content)
    assert reply.status_code == 422
    assert told in reply.text
    assert names(served) == []


def test_formulas_and_tags_are_shown_as_text(served, screen_of):
    person = screen_of("director")
    told = send(person, "户号,户名\n1,=cmd|'/c calc'!A1\n2,<script>alert(1)</script>\n")
    assert "<script>alert" not in told.text
    assert told.status_code in (200, 422)
    named = send(person, FILE, name="<b>x</b>.csv")
    assert "<b>x</b>" not in named.text


def test_a_file_of_too_many_rows_or_bytes_is_refused_by_size(served, screen_of):
    person = screen_of("director")
    many = "户号,户名\n" + "".join(f"{n},甲{n}\n" for n in range(importing.MOST_ROWS + 5))
    reply = send(person, many)
    assert reply.status_code == 422
    assert f"More than {importing.MOST_ROWS} rows" in reply.text
    assert reply.text.count("<tr>") < 10
    body, kind = b"a" * (importing.LARGEST + 1), "multipart/form-data; boundary=x"
    large = person.raw("/customers/import", body, kind)
    assert large.status_code == 413
    assert "5" in large.text
    assert names(served) == []


def test_no_file_is_asked_for(screen_of):
    reply = screen_of("director").post("/customers/import", {"checked": "x"})
    assert reply.status_code == 422
    assert "Choose a file first." in reply.text

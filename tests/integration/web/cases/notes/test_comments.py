"""What people say about a case, through the pages."""

import re

import pytest

from engine.api import CaseComments
from tests.integration.web.cases.notes.sending import JSON, put
from tests.support import files


def said(small):
    query = CaseComments(actor="director", case=small.case, language="en")
    found = small.engine.query(query).comments
    return ["".join(piece.text for piece in comment.pieces) for comment in found]


def test_a_comment_stands_on_the_task_and_the_case(small, screen):
    person = screen("operations")
    reply = person.post(
        f"/cases/{small.case}/comments",
        {"text": "请@孙建军看 <b>1</b>", "task": str(small.task), "next": f"/tasks/{small.task}"},
    )

    assert (reply.status_code, reply.location) == (303, f"/tasks/{small.task}")
    for address in (f"/tasks/{small.task}", f"/cases/{small.case}/comments"):
        page = person.page(address)
        assert "&lt;b&gt;1&lt;/b&gt;" in page
        assert '<span class="yk-mention" title="director">@Sun Jianjun</span>' in page


def test_a_script_gets_the_new_list_and_a_note(small, screen):
    body = {"text": "@marketing", "request": "r1"}
    reply = screen().post(f"/cases/{small.case}/comments", body, **JSON)

    assert reply.status_code == 200
    assert reply.json["count"] == 1
    assert "Liu Yang may not see this case and will not be told." in reply.json["note"]
    assert "@marketing" in reply.json["list"]


def test_a_comment_sent_twice_stands_once(small, screen):
    person = screen()
    for _ in range(2):
        person.post(f"/cases/{small.case}/comments", {"text": "once", "request": "r1"})
    assert said(small) == ["once"]


@pytest.mark.parametrize("text", ["", "  ", "x" * 4001])
def test_no_comment_is_made_of_nothing_or_of_a_book(small, screen, text):
    reply = screen().post(f"/cases/{small.case}/comments", {"text": text}, **JSON)

    assert reply.status_code == 422
    assert said(small) == []


@pytest.mark.parametrize("task", ["x", "1-", "<script>"])
def test_a_comment_on_what_is_no_task_is_refused(small, screen, task):
    body = {"text": "x", "task": task}
    assert screen().post(f"/cases/{small.case}/comments", body).status_code == 404


def test_withdrawing_leaves_a_line_that_says_so(small, screen):
    person = screen()
    person.post(f"/cases/{small.case}/comments", {"text": "a mistake"})
    page = person.page(f"/cases/{small.case}/comments")
    address = re.search(r'action="(/cases/\d+/comments/\d+/withdraw)"', page)[1]
    person.post(address)

    page = person.page(f"/cases/{small.case}/comments")
    assert "This comment was withdrawn 2026-02-10 (Tue) 10:00." in page
    assert "a mistake" not in page
    assert "a mistake" not in person.page(f"/cases/{small.case}/timeline")


def test_earlier_comments_come_in_pages(small, screen):
    person = screen()
    for number in range(32):
        person.post(f"/cases/{small.case}/comments", {"text": f"remark {number}."})

    first = person.page(f"/cases/{small.case}/comments")
    more = re.search(r'hx-get="([^"]*/comments[^"]*)"', first)[1]
    part = person.get(more, **{"HX-Request": "true"}).text
    assert "remark 31." in first
    assert "remark 1." not in first
    assert "remark 1." in part
    assert "<html" not in part
    task = person.page(f"/tasks/{small.task}")
    assert "See all 32 comments" in task
    assert task.count('class="yk-comment"') == 5


def test_an_auditor_reads_and_finds_nothing_to_write_with(small, screen):
    screen().post(f"/cases/{small.case}/comments", {"text": "look"})
    put(screen(), small.case, ("a.pdf", files.PDF))

    for tab, shown in (("comments", "look</p>"), ("papers", "a.pdf</a>")):
        page = screen("auditor").page(f"/cases/{small.case}/{tab}")
        assert shown in page
        assert "data-say" not in page
        assert "data-papers" not in page


def test_colleagues_are_offered_as_json(small, screen):
    reply = screen("manager", "zh").get(f"/cases/{small.case}/colleagues?q=孙")
    assert reply.json == [{"login": "director", "name": "孙建军"}]


@pytest.mark.parametrize("tab", ["comments", "papers"])
def test_pages_have_nothing_inline_in_either_language(small, screen, tab):
    for language in ("en", "zh"):
        person = screen("manager", language)
        person.post(f"/cases/{small.case}/comments", {"text": "x"})
        page = person.page(f"/cases/{small.case}/{tab}")
        assert " style=" not in page
        assert "<script>" not in page

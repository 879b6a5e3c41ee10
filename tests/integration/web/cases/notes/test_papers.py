"""Papers put to a case, given out and taken out, through the pages."""

import re

import pytest

from engine.api import CasePapers
from tests.integration.web.cases.notes.sending import JSON, put, send_raw
from tests.support import files
from webui.shared.settings import MEGABYTE


def papers(small):
    return small.engine.query(CasePapers(actor="director", case=small.case, language="en")).papers


def test_several_papers_at_once_and_each_is_given_out_to_be_saved(small, screen):
    person = screen()
    sent = [("申请书.pdf", files.PDF), ("plan.dwg", files.DWG)]
    assert put(person, small.case, *sent).status_code == 303

    page = person.page(f"/cases/{small.case}/papers")
    addresses = re.findall(rf'href="(/cases/{small.case}/papers/\d+)"', page)
    replies = [person.get(address) for address in addresses]
    assert sorted(reply.data for reply in replies) == sorted([files.PDF, files.DWG])
    for reply in replies:
        assert reply.headers["Content-Disposition"].startswith("attachment;")
        assert reply.headers["X-Content-Type-Options"] == "nosniff"
        assert reply.headers["Cache-Control"] == "no-store"
        assert reply.headers["Content-Length"] == str(len(reply.data))
    assert "Application for supply" in page
    assert "用电申请书" in screen("manager", "zh").page(f"/cases/{small.case}/papers")


def test_a_chinese_name_survives_the_download(small, screen):
    put(screen(), small.case, ("用电申请书.pdf", files.PDF))
    (paper,) = papers(small)
    reply = screen().get(f"/cases/{small.case}/papers/{paper.id}")

    disposition = reply.headers["Content-Disposition"]
    assert "filename*=UTF-8''%E7%94%A8%E7%94%B5%E7%94%B3%E8%AF%B7%E4%B9%A6.pdf" in disposition
    assert reply.headers["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("setup.exe", files.EXE, "is of a type that is not taken"),
        ("申请书.pdf", files.EXE, "is not what its name says"),
        ("page.html", files.HTML, "is of a type that is not taken"),
        ("page.pdf", files.HTML, "is not what its name says"),
        ("drawing.svg", files.SVG, "is of a type that is not taken"),
        ("empty.pdf", b"", "is empty"),
    ],
)
def test_a_wrong_file_is_refused_in_words(small, screen, name, content, words):
    reply = put(screen(), small.case, (name, content), **JSON)

    assert reply.status_code == 422
    assert words in reply.json["message"]
    assert papers(small) == ()


@pytest.mark.parametrize("kind", ["", "x", "<script>", "Application"])
def test_a_kind_that_is_none_is_refused(small, screen, kind):
    reply = put(screen(), small.case, ("a.pdf", files.PDF), kind=kind, **JSON)

    assert reply.status_code == 422
    assert "There is no kind of paper" in reply.json["message"]


def test_nothing_chosen_is_said(small, screen):
    reply = screen().post(f"/cases/{small.case}/papers", {"kind": "other"}, **JSON)
    assert (reply.status_code, reply.json["message"]) == (422, "Choose a file first.")


@pytest.mark.parametrize(
    "name", ["../../../../etc/passwd.pdf", "C:\\x\\passwd.pdf", "..%2f..%2fpasswd.pdf"]
)
def test_a_hostile_name_stays_a_name(small, screen, name):
    person = screen()
    put(person, small.case, (name, files.PDF))
    (paper,) = papers(small)

    assert "/" not in paper.name
    assert '"' not in paper.name
    disposition = person.get(f"/cases/{small.case}/papers/{paper.id}").headers[
        "Content-Disposition"
    ]
    assert "\n" not in disposition
    assert "/" not in disposition


def test_a_zip_bomb_costs_what_it_weighs(small, screen):
    assert put(screen(), small.case, ("plans.zip", files.BOMB)).status_code == 303
    (paper,) = papers(small)
    assert paper.size == len(files.BOMB)


def test_twenty_megabytes_pass_and_a_byte_more_does_not(small, screen):
    person = screen()
    whole = files.PDF + bytes(20 * MEGABYTE - len(files.PDF))

    assert send_raw(person, small.case, "a.pdf", whole).status_code == 200
    more = send_raw(person, small.case, "b.pdf", whole + b"x")
    assert more.status_code == 413
    assert more.json["message"] == "“b.pdf” is larger than 20 MB. Send a smaller file."
    assert len(papers(small)) == 1


def test_a_body_beyond_all_measure_is_refused_before_it_is_read(small, screen):
    reply = send_raw(screen(), small.case, "a.pdf", bytes(22 * MEGABYTE))
    assert reply.status_code == 413
    assert "21 MB" in reply.json["message"]


def test_other_addresses_take_no_large_body(small, screen):
    reply = screen().post(f"/cases/{small.case}/comments", {"text": "x" * (3 * MEGABYTE)}, **JSON)
    assert reply.status_code == 413


def test_removing_wants_a_reason_and_keeps_the_line(small, screen):
    person = screen()
    put(person, small.case, ("a.pdf", files.PDF))
    (paper,) = papers(small)
    address = f"/cases/{small.case}/papers/{paper.id}"

    assert person.post(f"{address}/remove", {"reason": " "}, **JSON).status_code == 422
    assert person.post(f"{address}/remove", {"reason": "of another customer"}).status_code == 303
    assert person.get(address).status_code == 404
    page = person.page(f"/cases/{small.case}/papers")
    assert "1 removed paper" in page
    assert "removed by Zhang Wei, 2026-02-10 (Tue) 10:00: “of another customer”" in page
    timeline = person.page(f"/cases/{small.case}/timeline")
    assert "Put “a.pdf” to the papers (Application for supply, 1 kB)" in timeline
    assert "Removed “a.pdf” from the papers" in timeline


def test_a_damaged_file_is_not_given_out(small, screen, tmp_path):
    person = screen()
    put(person, small.case, ("a.pdf", files.PDF))
    (paper,) = papers(small)
    (tmp_path / "files" / paper.sha256[:2] / paper.sha256).write_bytes(b"other")

    reply = person.get(f"/cases/{small.case}/papers/{paper.id}")
    assert reply.status_code == 503
    assert "no longer what was put here" in reply.text

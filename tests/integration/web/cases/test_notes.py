"""Drafts, comments and papers through the pages, on the real engine."""

import io
import re

import pytest

from engine.api import CaseComments, CasePapers, TaskDraft
from tests.integration.web.screen import Screen
from tests.support import files
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import MEGABYTE, WebSettings


@pytest.fixture
def small(tmp_path):
    opened = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    opened.case = opened.start()
    opened.task = opened.open_tasks(opened.case)["draft"]
    opened.app = create_app(opened.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    yield opened
    opened.station.close()


@pytest.fixture
def screen(small):
    return lambda login="manager", language="en": Screen(small.app, login, language)


JSON = {"Accept": "application/json"}


def put(person, case, *sent, kind="application", **headers):
    form = {"kind": kind, "file": [(io.BytesIO(content), name) for name, content in sent]}
    return person.post(f"/cases/{case}/papers", form, **headers)


def send_raw(person, case, name, content):
    """Put a paper as bytes of our own making: the test client keeps what is large in open files."""
    part = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n'
    body = b"--cut\r\n" + part.format("kind", "").encode() + b"other\r\n--cut\r\n"
    body += part.format("file", f'; filename="{name}"').encode() + content + b"\r\n--cut--\r\n"
    return person.raw(f"/cases/{case}/papers", body, "multipart/form-data; boundary=cut")


def papers(small):
    return small.engine.query(CasePapers(actor="director", case=small.case, language="en")).papers


def said(small):
    query = CaseComments(actor="director", case=small.case, language="en")
    found = small.engine.query(query).comments
    return ["".join(piece.text for piece in comment.pieces) for comment in found]


def save(browser, task, **body):
    values = {"values": {"remarks": "half"}, "mark": "a1", "person": "operations"} | body
    return browser.send(f"/tasks/{task}/draft", values)


def test_a_saved_draft_says_when(small, screen):
    reply = save(screen("operations"), small.task)

    assert (reply.status_code, reply.json) == (200, {"saved": "10:00", "replaced": None})
    found = small.engine.query(TaskDraft(actor="operations", task=small.task))
    assert found.values == {"remarks": "half"}


def test_two_windows_hear_of_each_other(small, screen):
    person = screen("operations")
    save(person, small.task)

    assert save(person, small.task, mark="b1").json == {"saved": "10:00", "replaced": "10:00"}
    assert person.get(f"/tasks/{small.task}/draft").json == {"mark": "b1", "saved": "10:00"}


def test_what_one_person_typed_never_becomes_anothers_draft(small, screen):
    reply = save(screen("development"), small.task, person="operations")

    assert reply.status_code == 409
    assert "is signed in here now" in reply.json["message"]
    assert small.engine.query(TaskDraft(actor="development", task=small.task)) is None


@pytest.mark.parametrize("mark", [None, "", "x" * 65, 5, [], {}])
def test_a_draft_without_a_mark_is_no_request_of_ours(small, screen, mark):
    assert save(screen("operations"), small.task, mark=mark).status_code == 400


def test_too_large_a_draft_is_refused_in_words(small, screen):
    reply = save(screen("operations"), small.task, values={"x": "y" * 300_000})

    assert reply.status_code == 422
    assert "So much cannot be kept as a draft" in reply.json["message"]


def test_a_draft_of_a_done_task_is_told_who_did_it(small, screen):
    person = screen("operations")
    done = person.send(f"/tasks/{small.task}/complete", {"values": {}, "draft": True})
    assert done.status_code == 200

    reply = save(person, small.task)
    assert reply.status_code == 409
    assert "Ma Chao completed this task" in reply.json["message"]


def test_completing_forgets_the_draft_at_once(small, screen):
    person = screen("operations")
    save(person, small.task)
    person.send(f"/tasks/{small.task}/complete", {"values": {}, "draft": True})

    with small.station.units.reading() as unit:
        assert unit.drafts.get(small.task, "operations") is None


def test_who_is_not_signed_in_saves_nothing_and_is_told_where_to_sign_in(small):
    address = f"/tasks/{small.task}/draft"
    reply = small.app.test_client().post(address, json={"values": {}}, headers=JSON)

    assert (reply.status_code, reply.json["sign_in"]) == (401, "/sign-in")


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


@pytest.mark.parametrize("tab", ["comments", "papers"])
def test_pages_have_nothing_inline_in_either_language(small, screen, tab):
    for language in ("en", "zh"):
        person = screen("manager", language)
        person.post(f"/cases/{small.case}/comments", {"text": "x"})
        page = person.page(f"/cases/{small.case}/{tab}")
        assert " style=" not in page
        assert "<script>" not in page

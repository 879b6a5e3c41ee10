"""Whether one case's history is whole: what an auditor sees, and what is found when it is not."""

import pytest
from sqlalchemy import create_engine, text

from engine.api import AddComment, Forbidden, UnknownCase, VerifyCase
from tests.integration.notes.papers.handling import put, stored
from tests.integration.web.screen import Screen
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings


@pytest.fixture
def small(tmp_path):
    opened = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}", files=tmp_path / "files")
    opened.case = opened.start()
    opened.do(opened.case, "draft", "development")
    opened.app = create_app(opened.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    yield opened
    opened.station.close()


@pytest.fixture
def auditor(small):
    return Screen(small.app, "auditor")


@pytest.fixture
def past_the_engine(small):
    """Somebody who reaches the database past the engine, and first takes the triggers away."""
    engine = create_engine(small.station.settings.database)

    def act(statement, **named):
        with engine.begin() as db:
            for what in ("update", "delete", "replace"):
                db.execute(text(f"DROP TRIGGER IF EXISTS history_no_{what}"))
            db.execute(text(statement).bindparams(**named))

    yield act
    engine.dispose()


def verified(small, by="auditor"):
    return small.engine.query(VerifyCase(actor=by, case=small.case))


def noted(small):
    put(small, small.case)
    wish = AddComment(actor="manager", case=small.case, text="as agreed", request="r")
    small.engine.execute(wish)


def test_a_whole_case_says_what_was_read_and_its_last_hash(small, auditor):
    noted(small)
    proof = verified(small)
    page = auditor.page(f"/cases/{small.case}/proof")
    assert proof.is_whole
    assert (proof.comments, proof.papers, len(proof.end)) == (1, 1, 64)
    assert f"{proof.events} events, 1 comment, 1 paper" in page
    assert proof.end in page
    assert "Nothing was changed, added or taken away" in page


def test_the_timeline_leads_there_and_the_print_says_it(small, auditor):
    noted(small)
    assert f"/cases/{small.case}/proof" in auditor.page(f"/cases/{small.case}/timeline")
    printed = auditor.page(f"/cases/{small.case}/print")
    assert "Verified when printed" in printed
    assert verified(small).end in printed


def test_the_last_hash_moves_with_every_event_and_with_nothing_else(small):
    before = verified(small).end
    assert verified(small).end == before
    noted(small)
    assert verified(small).end != before


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("UPDATE history SET actor = 'director' WHERE case_id = :case AND seq > 1", "Event "),
        (
            "DELETE FROM history WHERE case_id = :case AND seq = "
            "(SELECT max(seq) FROM history WHERE case_id = :case)",
            "is missing",
        ),
        ("UPDATE comment SET text = 'never' WHERE case_id = :case", "Comment 1 is not what"),
        ("UPDATE paper SET name = 'x.pdf' WHERE case_id = :case", "the store says something else"),
        ("DELETE FROM paper WHERE case_id = :case", "the store does not"),
    ],
)
def test_what_was_touched_is_named(small, auditor, past_the_engine, statement, words):
    noted(small)
    past_the_engine(statement, case=small.case)
    page = auditor.page(f"/cases/{small.case}/proof")
    assert not verified(small).is_whole
    assert words in page
    assert "Something was touched" in page
    assert "Verified when printed: something was touched" in auditor.page(
        f"/cases/{small.case}/print"
    )


def test_a_file_that_was_changed_or_is_gone_is_named(small, auditor):
    noted(small)
    (file,) = stored(small)
    file.write_bytes(b"other")
    assert "was changed." in auditor.page(f"/cases/{small.case}/proof")
    file.unlink()
    assert "is missing." in auditor.page(f"/cases/{small.case}/proof")


@pytest.mark.parametrize("login", ["manager", "director", "development", "designer"])
def test_others_are_not_offered_it_and_may_not(small, login):
    person = Screen(small.app, login)
    assert person.get(f"/cases/{small.case}/proof").status_code in (403, 404)
    with pytest.raises(Forbidden):
        verified(small, login)
    if login in ("manager", "director"):
        assert "/proof" not in person.page(f"/cases/{small.case}/timeline")
        assert "Verified when printed" not in person.page(f"/cases/{small.case}/print")


def test_a_case_that_is_not_there_is_not_whole(small, auditor):
    assert auditor.get("/cases/4711/proof").status_code == 404
    with pytest.raises(UnknownCase):
        small.engine.query(VerifyCase(actor="auditor", case=4711))

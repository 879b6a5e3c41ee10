"""What people say about a case: who may, whom it reaches, what stays when it is taken back."""

import hashlib
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import create_engine, text

from engine.api import (
    AddComment,
    BadComment,
    CaseComments,
    Colleagues,
    CommentsVerdict,
    Forbidden,
    TaskId,
    UnknownCase,
    UnknownComment,
    UnknownTask,
    VerifyComments,
    VerifyHistory,
    WithdrawComment,
)


def say(small, case, text, by="manager", **more):
    return small.engine.execute(AddComment(actor=by, case=case, text=text, **more))


def talk(small, case, by="director", language="en", **more):
    query = CaseComments(actor=by, case=case, language=language, **more)
    return small.engine.query(query)


def words(comment):
    return "".join(piece.text for piece in comment.pieces)


def test_a_comment_stands_with_its_author_and_time(small, case):
    say(small, case, "  Ask for the survey sheet.\r\nSoon.  ")

    (comment,) = talk(small, case).comments
    assert words(comment) == "Ask for the survey sheet.\nSoon."
    assert (comment.author.name, comment.at) == ("Zhang Wei", small.clock.now())
    assert talk(small, case, language="zh").comments[0].author.name == "张伟"


def test_a_comment_about_a_task_names_it(small, case):
    task = small.open_tasks(case)["draft"]
    say(small, case, "please hurry", task=task)

    (comment,) = talk(small, case).comments
    assert (comment.task, comment.task_name) == (task, "Draft")
    assert small.events(case)[-1].element == "draft"


@pytest.mark.parametrize("task", [TaskId(1, 999), TaskId(999, 1)])
def test_a_task_of_no_case_or_of_another_is_refused(small, case, task):
    other = small.open_tasks(small.start())["draft"]
    for wrong in (task, other):
        with pytest.raises(UnknownTask):
            say(small, case, "x", task=wrong)
    assert talk(small, case).count == 0


def test_the_history_keeps_a_digest_and_no_text(small, case):
    say(small, case, "secret remark @director")

    event = small.events(case)[-1]
    assert event.kind == "comment-added"
    text = "secret remark @director"
    assert event.data["sha256"] == hashlib.sha256(text.encode()).hexdigest()
    assert event.data["mentioned"] == ["director"]
    assert "secret" not in str(event.data)
    assert small.engine.query(VerifyHistory(actor="auditor")).touched == ()


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\0", "x" * 4001])
def test_an_empty_or_endless_comment_is_refused(small, case, text):
    with pytest.raises(BadComment):
        say(small, case, text)
    assert talk(small, case).count == 0


def test_hostile_text_is_kept_as_plain_text(small, case):
    say(small, case, "<script>alert(1)</script> a\0b \u202eevil \ud800 '; drop table comment; --")

    (comment,) = talk(small, case).comments
    assert words(comment) == "<script>alert(1)</script> ab evil  '; drop table comment; --"


def test_the_same_request_comments_once(small, case):
    first = say(small, case, "once", request="r1")
    again = say(small, case, "once", request="r1")

    assert first.comment == again.comment
    assert talk(small, case).count == 1
    assert small.kinds(case).count("comment-added") == 1


def test_people_are_mentioned_by_login_or_name_in_either_language(small, case):
    said = say(small, case, "@director, @Zhou Haiyan: see @孙建军请看 and mail a@manager.com")

    assert {person.login for person in said.mentioned} == {"director"}
    assert {person.login for person in said.unheard} == {"chief-manager"}
    pieces = talk(small, case, language="zh").comments[0].pieces
    assert [piece.person.name for piece in pieces if piece.person] == ["孙建军", "孙建军"]


def test_who_may_not_see_the_case_is_named_back_to_the_writer_and_not_told(small, case):
    said = say(small, case, "@marketing @designer @operations")

    assert [person.login for person in said.mentioned] == ["operations"]
    assert [person.login for person in said.unheard] == ["marketing", "designer"]


def test_colleagues_are_found_by_a_piece_of_a_name_among_those_who_see_the_case(small, case):
    def found(text, language="en", by="manager"):
        query = Colleagues(actor=by, case=case, text=text, language=language)
        return [person.login for person in small.engine.query(query)]

    assert found("孙") == ["director"]
    assert found("sun") == ["director"]
    assert "manager" not in found("")  # oneself
    assert "marketing" not in found("")
    assert "designer" not in found("design")
    assert found("o")[0] == "operations"  # whose name begins so comes first
    with pytest.raises(UnknownCase):
        found("", by="marketing")


def test_a_withdrawn_comment_shows_that_it_was_there_and_no_text(small, case):
    comment = say(small, case, "wrong customer, @director").comment
    small.engine.execute(WithdrawComment(actor="manager", case=case, comment=comment))
    small.engine.execute(WithdrawComment(actor="manager", case=case, comment=comment))

    for reader in ("manager", "auditor", "admin"):
        (shown,) = talk(small, case, by=reader).comments
        assert (shown.pieces, shown.withdrawn) == ((), small.clock.now())
    assert talk(small, case).count == 0
    assert small.kinds(case)[-2:] == ["comment-added", "comment-withdrawn"]


def test_only_its_author_withdraws_a_comment(small, case):
    comment = say(small, case, "mine").comment
    for person in ("director", "admin", "operations"):
        with pytest.raises(Forbidden):
            small.engine.execute(WithdrawComment(actor=person, case=case, comment=comment))
    with pytest.raises(UnknownCase):
        small.engine.execute(WithdrawComment(actor="marketing", case=case, comment=comment))


@pytest.mark.parametrize("number", [999, 2**63, 2**70])
def test_a_comment_that_is_not_there_is_said_so(small, case, number):
    with pytest.raises(UnknownComment):
        small.engine.execute(WithdrawComment(actor="manager", case=case, comment=number))


def test_a_comment_of_another_case_is_not_reached_through_this_one(small, case):
    other = say(small, small.start(), "there").comment
    with pytest.raises(UnknownComment):
        small.engine.execute(WithdrawComment(actor="manager", case=case, comment=other))


def test_the_auditor_reads_and_does_not_write(small, case):
    say(small, case, "look")
    assert talk(small, case, by="auditor").may_write is False
    assert talk(small, case, by="operations").may_write is True
    with pytest.raises(Forbidden):
        say(small, case, "x", by="auditor")


@pytest.mark.parametrize("person", ["marketing", "chief-manager"])
def test_who_may_not_see_the_case_neither_reads_nor_writes(small, case, person):
    with pytest.raises(UnknownCase):
        talk(small, case, by=person)
    with pytest.raises(UnknownCase):
        say(small, case, "x", by=person)


def test_the_designer_is_told_that_it_is_not_for_him(small, case):
    with pytest.raises(Forbidden):
        talk(small, case, by="designer")


def test_many_comments_come_in_pages_latest_first(small, case):
    for number in range(7):
        say(small, case, f"remark {number}")

    first = talk(small, case, limit=3)
    second = talk(small, case, limit=3, before=first.next)
    third = talk(small, case, limit=3, before=second.next)
    said = [words(c) for page in (first, second, third) for c in page.comments]
    assert said == [f"remark {n}" for n in range(6, -1, -1)]
    assert (first.count, third.next) == (7, None)


def test_two_at_the_same_time_both_stand_and_the_history_is_whole(small, case):
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: say(small, case, f"{n}", request=f"r{n % 10}"), range(20)))

    assert talk(small, case).count == 10
    assert small.engine.query(VerifyHistory(actor="auditor")).touched == ()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE comment SET text = 'never said'",
        "UPDATE comment SET author = 'director'",
        "UPDATE comment SET withdrawn_at = NULL",
        "UPDATE comment SET case_id = case_id + 1",
        "DELETE FROM comment",
    ],
)
def test_a_comment_that_somebody_touched_in_the_store_is_found(small, case, statement):
    small.start()
    said = say(small, case, "as it was").comment
    small.engine.execute(WithdrawComment(actor="manager", case=case, comment=said))
    verify = VerifyComments(actor="auditor")
    assert small.engine.query(verify) == CommentsVerdict(comments=1, touched=())

    engine = create_engine(small.station.settings.database)
    with engine.begin() as db:
        db.execute(text(statement))
    engine.dispose()
    assert (case, said) in small.engine.query(verify).touched

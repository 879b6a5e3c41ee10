"""Who is told of what in the app: assigned, offered, mentioned; each once, whatever is retried."""

import pytest

from engine.api import (
    BadChoice,
    ChangeTask,
    ChooseNotices,
    ClaimTask,
    MarkNotice,
    MarkNotices,
    NoticeHow,
    NoticeId,
    NoticeKind,
    OneNotice,
    ReleaseTask,
    TaskClosed,
    UnknownNotice,
    UnreadNotices,
    WithdrawComment,
)
from tests.integration.notify.telling import away, changed, chooses, kinds, say, told
from tests.support.together import at_once


def unread(small, login):
    return small.engine.query(UnreadNotices(actor=login))


def test_a_task_that_becomes_mine_through_another_is_told(small, case):
    small.do(case, "draft", "development")

    (notice,) = told(small, "manager")
    assert notice.kind is NoticeKind.ASSIGNED
    assert (notice.by.name, notice.name, notice.customer) == (
        "Wang Lei",
        "Record the papers",
        "泰和纺织",
    )
    assert notice.task == small.open_tasks(case)["papers"]
    assert (notice.waits, notice.is_read, notice.at) == (True, False, small.clock.now())
    assert told(small, "manager", language="zh")[0].by.name == "王磊"


def test_a_task_that_becomes_mine_by_my_own_step_is_not_told(small, case):
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")

    assert [notice.name for notice in told(small, "manager")] == ["Record the papers"]


def test_a_step_undone_tells_nobody(small, case):
    task = small.open_tasks(case)["draft"]
    small.do(case, "draft", "development")
    with pytest.raises(TaskClosed):
        small.engine.execute(ClaimTask(actor="operations", task=task))

    assert len(told(small, "manager")) == 1
    assert len(told(small, "manager")) == 1


def test_two_who_empty_the_outbox_at_once_tell_everybody_once(small):
    for _ in range(6):
        small.do(small.start(), "draft", "development")

    outcomes = at_once(*[small.station.teller.round] * 3)
    assert [outcome for outcome in outcomes if isinstance(outcome, Exception)] == []
    assert kinds(small, "manager") == ["assigned"] * 6


def test_what_is_done_meanwhile_asks_for_nothing_any_more(small, case):
    small.do(case, "draft", "development")
    small.do(case, "papers", "manager", papers_on="2026-02-10")

    (notice,) = told(small, "manager")
    assert not notice.waits


def test_offers_are_told_only_to_those_who_asked_for_it(small):
    small.start()
    assert kinds(small, "development") == []

    chooses(small, "development", offered="app")
    case = small.start()
    (notice,) = told(small, "development")
    assert (notice.kind, notice.group, notice.case) == (NoticeKind.OFFERED, "development", case)
    assert kinds(small, "operations") == []


def test_an_offer_taken_by_a_colleague_waits_no_longer(small):
    chooses(small, "development", offered="app")
    case = small.start()
    assert told(small, "development")[0].waits

    small.engine.execute(ClaimTask(actor="operations", task=small.open_tasks(case)["draft"]))
    assert not told(small, "development")[0].waits


def test_what_is_given_back_is_offered_anew_but_not_to_who_gave_it_back(small, case):
    chooses(small, "development", offered="app")
    chooses(small, "operations", offered="app")
    task = small.open_tasks(case)["draft"]
    small.engine.execute(ClaimTask(actor="operations", task=task))
    small.engine.execute(ReleaseTask(actor="operations", task=task))

    assert kinds(small, "development") == ["offered"]
    assert kinds(small, "operations") == []


def test_a_task_handed_over_by_the_director_is_told_to_who_gets_it(small, case):
    small.do(case, "draft", "development")
    told(small, "manager")
    task = small.open_tasks(case)["papers"]
    change = {"actor": "director", "task": task, "reason": "ill"}
    small.engine.execute(ChangeTask(**change, assignee="senior-manager"))
    small.engine.execute(ChangeTask(**change, priority=90))

    (notice,) = told(small, "senior-manager")
    assert (notice.by.login, notice.kind) == ("director", NoticeKind.ASSIGNED)
    assert not told(small, "manager")[0].waits


def test_who_is_mentioned_is_told_with_the_words_as_long_as_they_stand(small, case):
    comment = say(small, case, "@Wang Lei  please\nhurry", task=small.open_tasks(case)["draft"])

    (notice,) = told(small, "development")
    assert (notice.kind, notice.by.login) == (NoticeKind.MENTIONED, "manager")
    assert (notice.text, notice.name) == ("@Wang Lei please hurry", "Draft")

    small.engine.execute(WithdrawComment(actor="manager", case=case, comment=comment))
    assert told(small, "development")[0].text == ""


def test_one_comment_sent_twice_is_one_notice(small, case):
    for _ in range(2):
        say(small, case, "@Wang Lei hurry", request="once")
    assert kinds(small, "development") == ["mentioned"]


def test_a_long_comment_is_cut(small, case):
    say(small, case, "@Wang Lei " + "x" * 3000)
    (notice,) = told(small, "development")
    assert len(notice.text) == 200
    assert notice.text.endswith("…")


def test_who_turned_a_kind_off_is_not_told(small, case):
    chooses(small, "manager", assigned="off")
    small.do(case, "draft", "development")
    assert kinds(small, "manager") == []


@pytest.mark.parametrize(
    "chosen",
    [
        {NoticeKind.MAIL_FAILS: NoticeHow.OFF},
        {"assigned": NoticeHow.OFF, "x": NoticeHow.APP},
        {NoticeKind.ASSIGNED: "pigeon"},
    ],
)
def test_nobody_chooses_what_there_is_no_choice_about(small, chosen):
    with pytest.raises(BadChoice):
        small.engine.execute(ChooseNotices(actor="manager", chosen=chosen))


def test_the_substitute_of_an_absent_person_is_told_too(small, case):
    away(small, "manager", "senior-manager")
    small.do(case, "draft", "development")

    (mine,) = told(small, "manager")
    (theirs,) = told(small, "senior-manager")
    assert mine.stands_for is None
    assert (theirs.stands_for.login, theirs.waits) == ("manager", True)


def test_a_substitute_who_is_away_too_passes_it_on_one_step(small, case):
    away(small, "manager", "senior-manager")
    away(small, "senior-manager", "chief-manager")
    away(small, "chief-manager", "director")
    small.do(case, "draft", "development")

    for login in ("manager", "senior-manager", "chief-manager"):
        assert kinds(small, login) == ["assigned"], login
    assert kinds(small, "director") == []


def test_a_substitute_is_told_as_they_chose_themself(small, case):
    away(small, "manager", "senior-manager")
    chooses(small, "senior-manager", assigned="off")
    small.do(case, "draft", "development")
    assert kinds(small, "senior-manager") == []


def test_a_substitute_who_did_the_step_is_not_told_of_it(small, case):
    small.do(case, "draft", "development")
    away(small, "manager", "senior-manager")
    small.do(case, "papers", "senior-manager", papers_on="2026-02-10")

    assert [notice.name for notice in told(small, "manager")] == ["Deliver", "Record the papers"]
    assert "Deliver" not in [notice.name for notice in told(small, "senior-manager")]


def test_what_one_may_no_longer_see_says_nothing_of_the_case(small, case):
    absence = away(small, "manager", "senior-manager")
    small.do(case, "draft", "development")
    assert told(small, "senior-manager")[0].customer == "泰和纺织"

    small.do(case, "papers", "manager", papers_on="2026-02-10")
    small.do(case, "deliver", "manager")
    (notice,) = told(small, "senior-manager")
    assert absence
    assert notice.hidden
    assert (notice.customer, notice.number, notice.name, notice.task) == ("", "", "", None)


def test_who_is_no_longer_active_is_told_nothing(small, case):
    changed(small, "manager", active=False)
    small.do(case, "draft", "development")
    small.station.teller.round()
    changed(small, "manager", active=True)
    assert kinds(small, "manager") == []


def test_reading_and_unreading(small):
    for _ in range(3):
        small.do(small.start(), "draft", "development")
    first, second, third = (notice.id for notice in reversed(told(small, "manager")))
    assert unread(small, "manager") == 3

    small.engine.execute(MarkNotice(actor="manager", notice=second))
    small.engine.execute(MarkNotice(actor="manager", notice=second))
    assert [n.id for n in told(small, "manager", unread=True)] == [third, first]
    small.engine.execute(MarkNotice(actor="manager", notice=second, read=False))
    assert unread(small, "manager") == 3

    assert small.engine.execute(MarkNotices(actor="manager", newest=second)) == 2
    assert [n.id for n in told(small, "manager", unread=True)] == [third]


@pytest.mark.parametrize("number", [-1, 0, 10**30])
def test_a_notice_that_is_nobodys_or_anothers_is_refused(small, case, number):
    small.do(case, "draft", "development")
    mine = told(small, "manager")[0].id
    for person, wrong in (("director", mine), ("manager", NoticeId(number))):
        with pytest.raises(UnknownNotice):
            small.engine.execute(MarkNotice(actor=person, notice=wrong))
        with pytest.raises(UnknownNotice):
            small.engine.query(OneNotice(actor=person, notice=wrong, language="en"))
    assert unread(small, "manager") == 1


def test_pages_follow_each_other_without_a_gap(small):
    for _ in range(5):
        small.do(small.start(), "draft", "development")
    seen, before = [], None
    while True:
        found = told(small, "manager", limit=2, before=before)
        seen += [notice.id for notice in found]
        if len(found) < 2:
            break
        before = found[-1].id
    assert len(set(seen)) == 5
    assert seen == sorted(seen, reverse=True)

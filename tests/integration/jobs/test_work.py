"""External work by topic: fetched, done, reported; late reports, retries, errors, incidents."""

import pytest

from engine.api import (
    BadVariable,
    BadWork,
    CompleteWork,
    ExtendWork,
    FailWork,
    FetchWork,
    Forbidden,
    RetryIncident,
    ThrowWorkError,
    WorkGone,
)  # fmt: skip
from tests.integration.jobs.working import ROBOT


def test_work_is_fetched_with_what_its_element_sees_and_the_case_goes_on_when_it_is_done(working):
    working.begin()
    assert working.tasks() == []
    (work,) = working.fetch()
    assert (work.topic, work.element, work.case) == ("meters", "meter", working.case)
    assert work.variables["text"] == "10 kV"
    working.report(CompleteWork, work, variables={"meter_no": "M-7"})
    assert working.tasks() == ["after"]
    done = next(e for e in working.small.events(working.case) if e.kind == "work-completed")
    assert (done.by.login, done.data["worker"]) == ("robot", "w1")
    assert done.data["values"] == {"meter_no": "M-7"}


def test_what_one_has_fetched_no_other_gets_until_the_lock_ends(working):
    working.begin()
    assert len(working.fetch(seconds=60)) == 1
    assert working.fetch(worker="w2") == ()
    working.wait(seconds=60)
    (again,) = working.fetch(worker="w2")
    assert again.retries == 5  # fetching is no try


def test_a_late_report_of_what_another_has_now_changes_nothing_and_says_so(working):
    working.begin()
    (mine,) = working.fetch(seconds=60)
    working.wait(seconds=60)
    (theirs,) = working.fetch(worker="w2")
    before = working.small.kinds(working.case)
    for kind, more in (
        (CompleteWork, {}), (FailWork, {"message": "x"}), (ThrowWorkError, {"code": "no-meter"}),
        (ExtendWork, {"seconds": 60}),
    ):  # fmt: skip
        with pytest.raises(WorkGone):
            working.report(kind, mine, **more)
    assert working.small.kinds(working.case) == before
    working.report(CompleteWork, theirs, worker="w2")
    assert working.tasks() == ["after"]


def test_the_same_workers_earlier_fetch_is_told_apart_by_its_token(working):
    working.begin()
    (first,) = working.fetch(seconds=60)
    working.wait(seconds=60)
    (second,) = working.fetch(seconds=60)
    with pytest.raises(WorkGone):
        working.report(CompleteWork, first, token=first.token)
    working.report(CompleteWork, second, token=second.token)


def test_reporting_twice_does_it_once(working):
    working.begin()
    (work,) = working.fetch()
    working.report(CompleteWork, work)
    with pytest.raises(WorkGone):
        working.report(CompleteWork, work)
    assert working.small.kinds(working.case).count("work-completed") == 1


def test_a_boundary_timer_takes_the_work_away(working):
    working.begin()
    (work,) = working.fetch(seconds=24 * 3600)
    working.wait(days=2)
    assert working.small.station.worker.cycle() == 1
    assert working.tasks() == ["mend"]
    with pytest.raises(WorkGone):
        working.report(CompleteWork, work)
    assert working.fetch() == ()


def test_an_error_goes_to_the_event_that_catches_it(working):
    working.begin()
    (work,) = working.fetch()
    working.report(ThrowWorkError, work, code="no-meter", message="none in store")
    assert working.tasks() == ["mend"]


def test_an_error_nothing_catches_is_an_incident_and_a_retry_offers_the_work_anew(working):
    working.begin()
    (work,) = working.fetch()
    working.report(ThrowWorkError, work, code="burnt", message="smoke")
    assert "burnt" in working.incidents(working.case)["meter"].message
    assert working.fetch() == ()
    assert working.retry(working.case, "meter") is True
    (again,) = working.fetch()
    working.report(CompleteWork, again)
    assert working.tasks() == ["after"]


def test_failures_wait_longer_each_time_then_become_an_incident_that_a_person_retries(working):
    working.begin()
    for tries_left, pause in ((4, 10), (3, 20), (2, 40), (1, 80)):
        (work,) = working.fetch()
        working.report(FailWork, work, message="no answer")
        working.wait(seconds=pause - 1)
        assert working.fetch() == ()
        working.wait(seconds=1)
        assert working.incidents(working.case) == {}
        (seen,) = working.fetch(seconds=1)
        assert (seen.retries, seen.error) == (tries_left, "no answer")
        working.wait(seconds=1)
    (work,) = working.fetch()
    working.report(FailWork, work, message="no answer at all")
    line = working.incidents(working.case)["meter"]
    assert (line.kind, line.message) == ("job", "no answer at all")
    working.wait(days=1)
    assert working.fetch() == ()
    assert working.retry(working.case, "meter", reason="the line is back") is True
    assert working.incidents(working.case) == {}
    (work,) = working.fetch()
    assert work.retries == 5
    working.report(CompleteWork, work)
    assert working.tasks() == ["after"]


def test_the_worker_may_say_how_often_and_when_it_is_tried_again(working):
    working.begin()
    (work,) = working.fetch()
    working.report(FailWork, work, message="later", retries=2, seconds=600)
    working.wait(seconds=599)
    assert working.fetch() == ()
    working.wait(seconds=1)
    (work,) = working.fetch()
    assert work.retries == 2
    working.report(FailWork, work, message="never", retries=0)
    assert list(working.incidents(working.case)) == ["meter"]


def test_an_element_may_say_how_often_and_when_it_is_tried_again(working):
    working.begin(cycle="R2/PT10M")
    (work,) = working.fetch()
    assert work.retries == 2
    working.report(FailWork, work, message="x")
    working.wait(minutes=10)
    (work,) = working.fetch()
    working.report(FailWork, work, message="x")
    assert list(working.incidents(working.case)) == ["meter"]


def test_a_lock_is_extended(working):
    working.begin()
    (work,) = working.fetch(seconds=10)
    working.report(ExtendWork, work, seconds=100)
    working.wait(seconds=99)
    assert working.fetch(worker="w2") == ()
    working.report(CompleteWork, work)


@pytest.mark.parametrize(
    "wish",
    [{"limit": 0}, {"limit": 101}, {"seconds": 0}, {"seconds": 90_000}, {"topics": ()},
     {"topics": ("",)}, {"topics": ("x" * 201,)}, {"worker": ""}, {"worker": "w" * 201}],
)  # fmt: skip
def test_a_fetch_that_makes_no_sense_is_refused(working, wish):
    with pytest.raises(BadWork):
        working.fetch(**wish)


def test_values_are_checked(working):
    working.begin()
    (work,) = working.fetch()
    for values in ({"case_no": "X"}, {"": 1}, {"x": object()}, {"x" * 201: 1}):
        with pytest.raises(BadVariable):
            working.report(CompleteWork, work, variables=values)
    assert working.tasks() == []
    working.report(CompleteWork, work)


@pytest.mark.parametrize("person", ["manager", "director", "auditor", "designer", "development"])
def test_people_do_not_fetch_or_report_work(working, person):
    working.begin()
    (work,) = working.fetch()
    with pytest.raises(Forbidden):
        working.engine.execute(FetchWork(actor=person, worker="w", topics=("meters",)))
    with pytest.raises(Forbidden):
        working.engine.execute(CompleteWork(actor=person, job=work.job, worker="w1"))


def test_a_worker_does_nothing_else(working):
    working.begin()
    with pytest.raises(Forbidden):
        working.detail(working.case, actor=ROBOT)
    wish = RetryIncident(actor=ROBOT, case=working.case, instance=1, reason="x")
    with pytest.raises(Forbidden):
        working.engine.execute(wish)


def test_work_of_others_is_not_in_the_way_of_timers(working):
    working.begin()
    assert list(working.small.station.queue.claim(working.small.clock.now(), 50)) == []

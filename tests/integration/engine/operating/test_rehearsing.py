"""What a command would lead to is told, and nothing of it stays."""

import pytest

from engine.api import (
    CancelCase,
    CannotMove,
    CaseChanged,
    CaseEvents,
    CaseNotOver,
    Forbidden,
    MoveToken,
    RepeatElement,
    RestartCase,
    SkipElement,
    Target,
)
from tests.integration.engine.operating.operated import WHY, act, stored, view
from tests.support.together import at_once, refusals


def would(small, command, by="director"):
    seen = view(small, command.case).events
    look = CaseEvents(actor=by, case=command.case, language="en", after=seen)
    return [event.kind for event in reversed(small.engine.rehearse(command, look).events)]


def test_cancelling_is_told_whole_and_leaves_the_case_as_it_is(small, case):
    before, jobs = stored(small, case), len(small.kinds(case))
    told = would(small, CancelCase(actor="director", case=case, reason=WHY))
    assert told[0] == "case-cancelled"
    assert "cancelled" in told
    assert "clock-stopped" in told
    assert told[-1] == "case-ended"
    assert stored(small, case) == before
    assert len(small.kinds(case)) == jobs
    assert "draft" in small.open_tasks(case)


def test_what_comes_behind_a_skipped_task_is_told(small, case):
    task = small.open_tasks(case)["draft"]
    wish = SkipElement(actor="director", case=case, instance=task.instance, reason=WHY)
    seen = view(small, case).events
    look = CaseEvents(actor="director", case=case, language="en", after=seen)
    events = small.engine.rehearse(wish, look).events
    offered = [e.element_name for e in events if e.kind == "task-offered"]
    assert offered == ["Record the papers"]
    assert [e.element_type for e in events if e.kind == "task-offered"] == ["userTask"]
    assert list(small.open_tasks(case)) == ["draft"]


def test_what_would_be_refused_is_refused(small, case):
    with pytest.raises(CannotMove):
        would(small, RepeatElement(actor="director", case=case, to=Target(element="x"), reason=WHY))
    with pytest.raises(Forbidden):
        would(small, CancelCase(actor="manager", case=case, reason=WHY))


def test_a_case_that_went_on_since_it_was_looked_at_stays_as_it_is(small, case):
    seen = view(small, case).events
    small.do(case, "draft", "development")
    with pytest.raises(CaseChanged):
        act(small, CancelCase, case, seen=seen)
    act(small, CancelCase, case, seen=view(small, case).events)


def test_of_two_who_begin_something_again_after_the_same_look_one_does(small, case):
    seen = view(small, case).events

    def again():
        act(small, RepeatElement, case, to=Target(element="urge"), seen=seen)

    assert refusals(at_once(again, again)) == [CaseChanged]
    assert small.kinds(case).count("element-repeated") == 1


def test_a_rehearsal_beside_a_change_disturbs_neither(small, case):
    task = small.open_tasks(case)["draft"]
    move = MoveToken(
        actor="director",
        case=case,
        cancel=(task.instance,),
        start=(Target(element="deliver"),),
        reason=WHY,
    )
    for _ in range(3):
        assert would(small, move)[0] == "token-moved"
    small.do(case, "draft", "development")
    assert list(small.open_tasks(case)) == ["papers"]


def restarted(small, case, start=()):
    """Return the kinds of the events with which a restarted case would begin."""
    wish = RestartCase(actor="director", case=case, reason=WHY, start=start)
    found = small.engine.rehearse(
        wish, lambda begun: CaseEvents(actor="director", case=begun.case, language="en")
    )
    return [event.kind for event in reversed(found.events)]


def test_how_a_restarted_case_begins_is_told_and_it_takes_no_number(small, case):
    act(small, CancelCase, case)
    before = stored(small, case)
    told = restarted(small, case)
    assert told[:2] == ["case-started", "restarted-from"]
    assert {"task-offered", "clock-started"} <= set(told)
    papers = restarted(small, case, (Target(element="papers"),))
    assert papers.count("task-offered") == 1
    assert stored(small, case) == before
    assert small.start() == case + 1


def test_restarts_looked_at_together_do_not_disturb_each_other_nor_a_start(small, case):
    act(small, CancelCase, case)
    looks = [lambda: restarted(small, case)[0]] * 3
    told = at_once(*looks, small.start)
    assert refusals(told) == []
    assert sorted(str(each) for each in told) == sorted(["case-started"] * 3 + [str(case + 1)])


def test_a_restart_that_would_be_refused_is_refused(small, case):
    with pytest.raises(CaseNotOver):
        restarted(small, case)
    act(small, CancelCase, case)
    with pytest.raises(CannotMove):
        restarted(small, case, (Target(element="nowhere"),))

"""Running cases brought to another version of their process, through the engine's door."""

import pytest

from engine.api import (
    BadMapping,
    CancelCase,
    CaseDiagram,
    CaseOver,
    ClaimTask,
    CompleteTask,
    TaskDetail,
    UnknownVersion,
)
from engine.history.chain import first_broken
from tests.integration.engine.migrating.migrated import (
    RENAMED,
    changed,
    deploy,
    lines,
    migrate,
    obstacles,
    plan,
)
from tests.integration.engine.operating.operated import WHY, act, jobs, last, stored, view


def test_a_renamed_task_goes_over_with_whoever_has_it(small, case):
    deploy(small, RENAMED)
    task = small.open_tasks(case)["draft"]
    small.engine.execute(ClaimTask(actor="development", task=task))
    before, due = small.clock_of(case), jobs(small, case)["late"].due_at
    assert migrate(small, case, draft="write") is True
    assert small.open_tasks(case) == {"write": task}
    seen = small.engine.query(TaskDetail(actor="development", task=task, language="en"))
    assert (seen.line.name, seen.line.assignee.login) == ("Write the plan", "development")
    assert view(small, case).process_version == 2
    assert small.clock_of(case) == before
    assert jobs(small, case)["late"].due_at == due
    small.engine.execute(CompleteTask(actor="development", task=task, values={}))
    assert list(small.open_tasks(case)) == ["papers"]


def test_everything_that_names_an_element_agrees_afterwards(small, case):
    deploy(small, RENAMED)
    migrate(small, case, draft="write")
    now = stored(small, case)
    with small.station.units.reading() as unit:
        (task,) = unit.tasks.open_of(case)
        (clock,) = unit.clocks.of_case(case)
    assert {a.definition for a in now.activities.values()} == {now.definition}
    assert (task.definition, task.element) == (now.definition, "write")
    assert (clock.definition, clock.element) == (now.definition, "reply")
    assert {a.element for a in now.activities.values()} == {"reply", "write"}


def test_a_second_time_nothing_is_migrated(small, case):
    deploy(small, RENAMED)
    assert migrate(small, case, draft="write") is True
    before = stored(small, case)
    assert migrate(small, case, draft="write") is False
    assert stored(small, case) == before
    assert small.kinds(case).count("case-migrated") == 1


def test_the_history_says_from_which_version_to_which_and_why(small, case):
    deploy(small, RENAMED)
    migrate(small, case, draft="write")
    event = last(small, case, "case-migrated")
    assert event.by.login == "director"
    assert (event.data["from_version"], event.data["to_version"]) == (1, 2)
    assert (event.data["mapping"], event.data["reason"]) == ({"draft": "write"}, WHY)
    with small.station.units.reading() as unit:
        assert first_broken(unit.history.of_case(case)) is None
    assert small.engine.query(CaseDiagram(actor="director", case=case, language="en"))


def test_an_element_that_is_gone_is_named_and_nothing_changes(small, case):
    deploy(small, RENAMED)
    before = stored(small, case)
    assert obstacles(small, case) == {"draft": "gone"}
    assert stored(small, case) == before


def test_a_timer_of_another_time_keeps_its_due_date_until_it_is_armed_again(small, case):
    due = jobs(small, case)["late"].due_at
    deploy(small, changed(('due("supply-plan-reply")', 'warning("supply-plan-reply")')))
    assert lines(plan(small))["late"].changes == ("timer",)
    migrate(small, case)
    assert jobs(small, case)["late"].due_at == due


def test_a_sleeping_timer_wakes_in_the_new_version_with_its_clock(small, case):
    small.do(case, "draft", "development")
    deploy(small, changed(('id="late" name="Late"', 'id="too-late" name="Late"'),
                          ('sourceRef="late"', 'sourceRef="too-late"')))  # fmt: skip
    migrate(small, case, late="too-late")
    assert jobs(small, case)["too-late"].run_at is None
    small.do(case, "papers", "manager", papers_on="2026-02-10")
    assert jobs(small, case)["too-late"].run_at is not None


@pytest.mark.parametrize("kind", ["a claim held by a worker", "no claim"])
def test_a_timer_acts_in_the_new_version_once(small, case, kind):
    deploy(small, changed(('id="nearly-late" name="Nearly late"', 'id="soon" name="Soon"'),
                          ('sourceRef="nearly-late"', 'sourceRef="soon"')))  # fmt: skip
    small.clock.set(small.station.queue.next_run())
    held = small.station.queue.claim(small.clock.now(), 10) if kind != "no claim" else ()
    migrate(small, case, nearly_late="soon")
    for claim in held:
        small.station.worker._run_one(claim)
    small.station.worker.cycle()
    assert small.kinds(case).count("timer-fired") == 1
    assert last(small, case, "timer-fired").element == "soon"
    assert "urge" in small.open_tasks(case)


def test_a_case_that_is_over_is_not_migrated(small, case):
    deploy(small, RENAMED)
    act(small, CancelCase, case)
    with pytest.raises(CaseOver):
        migrate(small, case, draft="write")
    assert plan(small).cases == ()


@pytest.mark.parametrize(
    ("mapping", "element", "why"),
    [
        ({"nothing": "write"}, "nothing", "source"),
        ({"draft": "nothing"}, "nothing", "target"),
        ({"draft": "papers"}, "papers", "twice"),
        ({"draft": "write", "deliver": "write"}, "write", "twice"),
    ],
)
def test_a_mapping_that_makes_no_sense_is_refused(small, case, mapping, element, why):
    deploy(small, RENAMED)
    with pytest.raises(BadMapping) as error:
        migrate(small, case, **mapping)
    assert (error.value.element, error.value.why) == (element, why)
    with pytest.raises(BadMapping):
        plan(small, mapping=mapping)


@pytest.mark.parametrize("number", [0, -1, 3, 10**30])
def test_a_version_that_is_not_there_is_refused(small, case, number):
    deploy(small, RENAMED)
    with pytest.raises(UnknownVersion):
        migrate(small, case, target=number)
    with pytest.raises(UnknownVersion):
        plan(small, target=number)


def test_the_timeline_and_the_diagram_speak_of_both_versions(small, case):
    deploy(small, RENAMED)
    small.do(case, "draft", "development")
    migrate(small, case, draft="write")
    entered = {e.element: e.element_name for e in small.events(case) if e.kind == "entered"}
    assert (entered["draft"], entered["papers"]) == ("Draft", "Record the papers")
    shown = small.engine.query(CaseDiagram(actor="director", case=case, language="en"))
    assert 'id="write"' in shown.xml
    assert "draft" not in shown.done
    assert {"asked", "f1"} <= shown.done | shown.flows

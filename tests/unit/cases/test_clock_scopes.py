"""Which activities make a clock stand still: those that wait inside it, containers not counted."""

from datetime import UTC, datetime

from engine.cases.records import Activity
from engine.cases.stepping.clocks import innermost, reasons_inside

AT = datetime(2026, 2, 10, tzinfo=UTC)


def at(instance, element, scope=None):
    return instance, Activity(
        instance=instance, element=element, definition=1, process="p", scope=scope, since=AT
    )


def reasons(root, activities, stops):
    return reasons_inside(root, dict(activities), lambda a: stops.get(a.element))


def test_a_task_of_the_customer_inside_gives_its_reason():
    waiting = [at(1, "plan"), at(2, "papers", scope=1)]
    assert reasons(1, waiting, {"papers": "customer-papers"}) == ["customer-papers"]


def test_a_task_of_the_utility_beside_it_gives_none():
    waiting = [at(1, "plan"), at(2, "papers", scope=1), at(3, "draft", scope=1)]
    assert reasons(1, waiting, {"papers": "customer-papers"}) == ["customer-papers", None]


def test_what_waits_outside_the_checkpoint_does_not_count():
    waiting = [at(1, "plan"), at(2, "papers", scope=1), at(3, "urge")]
    assert reasons(1, waiting, {"papers": "customer-papers"}) == ["customer-papers"]


def test_the_reason_of_a_container_holds_for_what_it_contains():
    waiting = [at(1, "plan"), at(2, "correction", scope=1), at(3, "scan", scope=2)]
    assert reasons(1, waiting, {"correction": "customer-papers"}) == ["customer-papers"]


def test_a_reason_around_the_checkpoint_does_not_reach_into_it():
    waiting = [at(1, "works"), at(2, "review", scope=1), at(3, "draw", scope=2)]
    assert reasons(2, waiting, {"works": "customer-works"}) == [None]


def test_a_checkpoint_that_is_itself_a_task_gives_its_own_reason():
    assert reasons(1, [at(1, "inspect")], {}) == [None]


def test_the_clock_of_a_whole_process_asks_all_that_waits():
    waiting = [at(1, "plan"), at(2, "papers", scope=1), at(3, "urge")]
    assert reasons(0, waiting, {"papers": "x"}) == ["x", None]


def test_a_task_runs_under_the_nearest_clock_around_it():
    activities = dict([at(1, "plan"), at(2, "review", scope=1), at(3, "task", scope=2)])
    assert innermost(3, activities, {1, 2}.__contains__) == 2
    assert innermost(3, activities, {1}.__contains__) == 1
    assert innermost(3, activities, {0}.__contains__) == 0
    assert innermost(3, activities, set().__contains__) is None

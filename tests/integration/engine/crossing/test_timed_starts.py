"""Processes that begin at a time."""

from datetime import timedelta

import pytest

from engine.bootstrap import Settings, open_station
from tests.support.drawing import chain, deploy, diagram, task
from tests.support.starts import END, MESSAGE, began, begun_by, cases, timed


def starts(station):
    """When the cases began, at the station, in order."""
    events = sorted(began(station, case.line.id).at for case in cases(station))
    return [f"{at + timedelta(hours=8):%d %H:%M}" for at in events]


def test_a_duration_begins_one_case_after_the_deployment(small):
    deploy(small, main__bpmn=begun_by(timed("timeDuration", "PT36H")))
    small.run_to("2026-02-11T21:59")
    assert starts(small) == []
    small.run_to("2026-02-20T00:00")
    (case,) = cases(small)
    assert starts(small) == ["11 22:00"]
    event = began(small, case.line.id)
    assert (event.by, event.data["trigger"]) == (None, "timer")
    assert case.line.manager is None
    assert list(small.open_tasks(case.line.id)) == ["work"]


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("timeDate", "2026-02-12T08:00:00+08:00", ["12 08:00"]),
        ("timeDate", "= date and time(&quot;2026-02-12T08:00:00+08:00&quot;)", ["12 08:00"]),
        ("timeCycle", "R3/PT10H", ["10 20:00", "11 06:00", "11 16:00"]),
        ("timeCycle", "R2/2026-02-11T09:00:00+08:00/P1D", ["11 09:00", "12 09:00"]),
        ("timeCycle", "0 30 9 ? * MON-FRI", ["11 09:30", "12 09:30", "13 09:30"]),
        ("timeCycle", "R0/PT1H", []),
    ],
)
def test_each_due_time_begins_one_case(small, kind, text, expected):
    deploy(small, main__bpmn=begun_by(timed(kind, text)))
    small.run_to("2026-02-15T12:00")
    assert starts(small) == expected


def test_a_newer_version_takes_away_the_times_of_the_one_before(small):
    deploy(small, main__bpmn=begun_by(timed("timeDuration", "PT5H")))
    small.run_to("2026-02-10T12:00")
    deploy(small, main__bpmn=begun_by(timed("timeDuration", "PT6H")))
    small.run_to("2026-02-11T12:00")
    assert starts(small) == ["10 18:00"]
    deploy(small, main__bpmn=begun_by(MESSAGE.format("m")))
    small.run_to("2026-02-20T12:00")
    assert starts(small) == ["10 18:00"]


def test_a_cycle_that_stands_as_before_goes_on_counting_in_the_newer_version(small):
    deploy(small, main__bpmn=begun_by(timed("timeCycle", "R3/PT10H")))
    small.run_to("2026-02-10T21:00")
    changed = begun_by(timed("timeCycle", "R3/PT10H"), assignee="director")
    deploy(small, main__bpmn=changed)
    small.run_to("2026-02-20T12:00")
    assert starts(small) == ["10 20:00", "11 06:00", "11 16:00"]
    versions = sorted(began(small, case.line.id).data["version"] for case in cases(small))
    assert versions == [1, 2, 2]


def test_what_began_at_its_time_is_given_a_manager_by_the_rules(small):
    start = f'<bpmn:startEvent id="begun">{timed("timeDuration", "PT1H")}</bpmn:startEvent>'
    assign = '<bpmn:serviceTask id="give" camunda:type="external" camunda:topic="assign-manager" />'
    grade = (
        '<bpmn:scriptTask id="grade" scriptFormat="feel" camunda:resultVariable="manager_grade">'
        '<bpmn:script>"senior"</bpmn:script></bpmn:scriptTask>'
    )
    path = chain("begun", "grade", "give", "work", "done")
    body = start + grade + assign + task("work", assignee="= manager") + END + path
    deploy(small, main__bpmn=diagram(body))
    small.run_to("2026-02-10T12:00")
    (line,) = small.inbox("senior-manager")
    assert (line.element, cases(small)[0].line.manager.login) == ("work", "senior-manager")


def test_two_workers_begin_one_case_for_each_due_time(small):
    deploy(small, main__bpmn=begun_by(timed("timeCycle", "R5/PT1H")))
    settings = Settings(database=small.station.settings.database, clock=small.clock, demo=True)
    other = open_station(settings)
    try:
        for _ in range(6):
            small.clock.advance(timedelta(hours=1))
            claims = small.station.queue.claim(small.clock.now(), 10)
            # The first worker stands still beyond its lease; the other takes the job over.
            small.clock.advance(timedelta(seconds=31))
            other.worker.cycle()
            for claim in claims:
                small.station.worker._run_one(claim)
    finally:
        other.close()
    assert len(cases(small)) == 5

"""The demo: 200 customers, 60 days of cases of many fates, the same each time, its own time."""

import socket
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner

from engine.api import (
    CaseList,
    Customers,
    Inbox,
    Incidents,
    Timeline,
    VerifyFiles,
    VerifyHistory,
)
from engine.bootstrap import Settings, open_station, workflows_folder
from engine.bootstrap.demo.build import build, demo_url, ensure_demo
from engine.bootstrap.demo.clock import FARTHEST, DemoClock, read_span
from engine.kernel.clock import ManualClock
from webui.cli.held import alone, served
from webui.cli.main import main
from webui.cli.places import is_demo
from webui.cli.refusal import NotPossible

NOW = datetime(2026, 5, 20, 2, 0, tzinfo=UTC)
"""Wednesday, 20 May 2026, 10:00 at the station."""

NO_SPANS = ("", "0d", "-1d", "3", "d", "1.5d", "1m", "99999d", "٣d", "1d 2h")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("demo")
    assert ensure_demo(made, workflows_folder(), NOW)
    return made


@pytest.fixture
def opened(folder):
    clock = ManualClock(NOW)
    settings = Settings(database=demo_url(folder), clock=clock, simulated=True, demo=True)
    with closing(open_station(settings)) as station:
        yield station


def all_cases(station, **query):
    found, after = [], None
    while True:
        asked = CaseList(actor="director", language="en", limit=200, after=after, **query)
        page = station.engine.query(asked)
        found += page.rows
        if page.next is None:
            return found
        after = page.next


def test_there_are_200_customers_of_every_tier_and_those_who_applied_anew(opened):
    page = opened.engine.query(Customers(actor="director", limit=200))
    rows = [row.customer for row in page.rows]
    assert len(rows) == 200
    assert page.next is not None
    assert {customer.tier for customer in rows} == {"diamond", "gold", "ordinary"}
    assert len({line for customer in rows for line in customer.lines}) == 14


def test_cases_are_under_way_waiting_late_completed_and_withdrawn(opened):
    cases = all_cases(opened)
    assert len(cases) == 84
    outcomes = {(case.state, case.outcome) for case in cases}
    assert {state for state, _ in outcomes} == {"open", "completed", "cancelled"}
    assert len({outcome for state, outcome in outcomes if state == "completed"}) == 2
    tones = {case.clock.state for case in cases if case.clock is not None}
    assert {"running", "paused", "overdue"} <= tones
    waiting = {name for case in cases for name in case.waits_for}
    assert len(waiting) > 25
    assert {"Explain the late supply plan", "Urge the supply plan"} <= waiting
    (incident,) = opened.engine.query(Incidents(actor="director", language="en")).rows
    assert incident.may_retry


def test_people_have_said_something_and_papers_are_whole(opened):
    files = opened.engine.query(VerifyFiles(actor="auditor"))
    assert files.papers == 12
    assert files.faulty == ()
    assert opened.engine.query(VerifyHistory(actor="auditor")).touched == ()


def test_the_same_files_at_the_same_moment_make_the_same_station(folder, tmp_path):
    def seal(url):
        with closing(open_station(Settings(database=url, demo=True))) as station:
            return station.engine.query(VerifyHistory(actor="auditor")).seal

    again = demo_url(tmp_path)
    build(again, workflows_folder(), NOW)
    assert seal(again) == seal(demo_url(folder))


def test_what_is_made_of_the_same_is_kept(folder):
    assert not ensure_demo(folder, workflows_folder(), NOW + timedelta(days=1))


def test_moving_the_time_on_lets_timers_fire_in_a_station_that_is_open(folder):
    clock = DemoClock(folder, ManualClock(NOW))
    settings = Settings(database=demo_url(folder), clock=clock, simulated=True, demo=True)
    with closing(open_station(settings)) as station:

        def urged():
            page = station.engine.query(
                Inbox(actor="director", view="station", language="en", limit=200)
            )
            return sum(line.element.startswith(("urge-", "explain-")) for line in page.rows)

        before = urged()
        done = CliRunner().invoke(main, ["demo", "--advance", "2w", "--data", str(folder)])
        assert done.exit_code == 0, done.output
        assert station.settings.clock.now() == NOW + timedelta(weeks=2)
        while station.worker.cycle():
            pass
        assert urged() > before


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2h", timedelta(hours=2)),
        ("3d", timedelta(days=3)),
        ("1w", timedelta(weeks=1)),
        *((text, None) for text in NO_SPANS),
    ],
)
def test_a_span_is_a_number_of_hours_days_or_weeks(text, span):
    assert read_span(text) == span


def test_the_time_is_moved_on_no_farther_than_makes_sense(tmp_path):
    clock = DemoClock(tmp_path, ManualClock(NOW))
    assert clock.now() == NOW
    assert clock.advance(timedelta(days=3)) == NOW + timedelta(days=3) == clock.now()
    with pytest.raises(ValueError, match="days"):
        clock.advance(FARTHEST)
    assert clock.now() == NOW + timedelta(days=3)


@pytest.mark.parametrize("name", ["station.sqlite3", "demo.sqlite3"])
def test_the_time_of_a_real_station_is_never_moved(tmp_path, name):
    (tmp_path / name).write_bytes(b"")
    done = CliRunner().invoke(main, ["demo", "--advance", "3d", "--data", str(tmp_path)])
    assert done.exit_code == 2
    assert "Only a demo's time can be moved" in done.stderr
    assert not (tmp_path / "demo.ahead").exists()


def test_a_span_that_is_none_is_refused(folder):
    done = CliRunner().invoke(main, ["demo", "--advance", "soon", "--data", str(folder)])
    assert done.exit_code == 2
    assert "2h, 3d, 1w" in done.stderr


def asked(folder, *more):
    return CliRunner().invoke(main, ["demo", "--data", str(folder), *more], prog_name="yekuo")


def test_a_demo_that_is_served_is_not_made_anew_underneath(folder):
    kept = (folder / "demo.sqlite3").stat().st_ino
    with served(folder), served(folder):
        done = asked(folder, "--fresh", "--prepare")
        assert asked(folder, "--prepare").exit_code == 0
    assert done.exit_code == 1
    assert "is being served" in done.stderr
    assert (folder / "demo.sqlite3").stat().st_ino == kept


def test_a_demo_that_is_being_made_is_not_served(folder):
    with alone(folder), pytest.raises(NotPossible, match="made anew just now"), served(folder):
        pass


def test_a_busy_port_is_told_before_the_demo_is_made_anew(folder):
    kept = (folder / "demo.sqlite3").stat().st_ino
    with socket.socket() as holder:
        holder.bind(("127.0.0.1", 0))
        holder.listen()
        done = asked(folder, "--fresh", "--port", str(holder.getsockname()[1]))
    assert done.exit_code == 1
    assert "is taken" in done.stderr
    assert (folder / "demo.sqlite3").stat().st_ino == kept


def test_a_demo_that_cannot_be_made_anew_stays_as_it_is(folder, tmp_path):
    (tmp_path / "broken.bpmn").write_text("<definitions")
    done = asked(folder, "--fresh", "--prepare", "--workflows", str(tmp_path))
    assert done.exit_code == 2
    assert "broken.bpmn" in done.stderr
    assert is_demo(demo_url(folder))


AHEAD = {
    "plan_valid_until", "contract_valid_until", "expected_date", "grid_planned_finish",
    "outage_from", "outage_until", "planned_energise_at", "first_visit_on", "lateness_done_by",
}  # fmt: skip
"""What people say of days to come; all other dates are of what has been."""


def told_of(value):
    for name, told in value.items():
        if isinstance(told, dict):
            yield from told_of(told)
        if isinstance(told, date):
            yield name, told


def test_nobody_tells_of_a_day_that_is_still_to_come(opened):
    zone = ZoneInfo("Asia/Shanghai")
    found = 0
    for case in all_cases(opened):
        for event in opened.engine.query(Timeline(actor="auditor", case=case.id, language="en")):
            if event.kind != "variables-changed":
                continue
            for name, told in told_of(event.data["after"]):
                found += 1
                known = event.at if isinstance(told, datetime) else event.at.astimezone(zone).date()
                assert name in AHEAD or told <= known, (case.number, name, told, event.at)
    assert found > 100

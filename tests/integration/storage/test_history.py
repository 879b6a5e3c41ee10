"""The history refuses to be changed; who changes it all the same is found out."""

import sqlite3
from datetime import timedelta

import pytest
from click.testing import CliRunner
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from engine.api import Forbidden, VerifyHistory
from webui.cli.main import main


@pytest.fixture
def case(small):
    number = small.start()
    small.do(number, "draft", "operations")
    return number


@pytest.fixture
def intruder(small):
    """Somebody who reaches the database past the engine, and first takes the triggers away."""
    engine = create_engine(small.station.settings.database)
    drop = {
        "sqlite": [f"DROP TRIGGER history_no_{what}" for what in ("update", "delete", "replace")],
        "postgresql": ["ALTER TABLE history DISABLE TRIGGER ALL"],
    }[engine.dialect.name]

    def act(statement, case=0, **named):
        with engine.begin() as db:
            for away in drop:
                db.execute(text(away))
            db.execute(text(statement).bindparams(case=case, **named))

    yield act
    engine.dispose()


def verified(small):
    return small.engine.query(VerifyHistory(actor="auditor"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE history SET actor = 'director' WHERE seq = 1",
        "UPDATE history SET seq = seq + 100",
        "DELETE FROM history WHERE seq = 1",
        "DELETE FROM history",
    ],
)
def test_the_database_refuses_to_change_an_event(small, case, statement):
    engine = create_engine(small.station.settings.database)
    with pytest.raises(DBAPIError, match="the history is only ever added to"), engine.begin() as db:
        db.execute(text(statement))
    engine.dispose()
    assert verified(small).touched == ()


def test_an_event_cannot_be_replaced_by_another_of_its_number(small, case):
    engine = create_engine(small.station.settings.database)
    again = "INSERT {} INTO history SELECT case_id, seq, station_id, at, 'x', events, marks, hash "
    again += "FROM history WHERE seq = 1"
    instead = "OR REPLACE" if engine.dialect.name == "sqlite" else ""
    with pytest.raises(DBAPIError), engine.begin() as db:
        db.execute(text(again.format(instead)))
    engine.dispose()
    assert verified(small).touched == ()


def test_a_truncated_table_is_refused_on_postgresql(small, case):
    engine = create_engine(small.station.settings.database)
    if engine.dialect.name == "postgresql":
        with pytest.raises(DBAPIError, match="only ever added"), engine.begin() as db:
            db.execute(text("TRUNCATE history"))
    engine.dispose()
    assert verified(small).touched == ()


def test_an_untouched_history_is_whole_and_has_a_seal(small, case):
    found = verified(small)
    assert (found.chains, found.touched) == (3, ())  # the case's, its customer's, the station's
    with small.station.units.reading() as unit:
        of_others = [*unit.history.of_case(0), *unit.history.of_customer(1, None, 9)]
    assert found.events == len(small.events(case)) + len(of_others)
    assert verified(small).seal == found.seal
    small.start()
    assert verified(small).seal != found.seal


def test_what_one_command_did_is_one_row(small, case):
    with small.station.units.reading() as unit:
        events = unit.history.of_case(case)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert rows_of(small, case) == [1, second_row(small, case)]


def rows_of(small, case):
    engine = create_engine(small.station.settings.database)
    with engine.begin() as db:
        numbers = text("SELECT seq FROM history WHERE case_id = :case ORDER BY seq")
        found = db.execute(numbers, {"case": case}).scalars().all()
    engine.dispose()
    return found


def second_row(small, case):
    """Return the number of the first event of the second command: a task was completed."""
    return next(event.seq for event in small.events(case) if event.kind == "task-completed")


@pytest.mark.parametrize(
    "touch",
    [
        "UPDATE history SET actor = 'director' WHERE case_id = :case AND seq = {second}",
        "UPDATE history SET at = (SELECT min(at) FROM history WHERE case_id = 0)"
        " WHERE case_id = :case AND seq = {second}",
        "UPDATE history SET events = {text} WHERE case_id = :case AND seq = {second}",
        "DELETE FROM history WHERE case_id = :case AND seq = {second}",
    ],
)
def test_it_is_said_which_command_was_touched(small, case, intruder, touch):
    small.clock.set(small.clock.now() + timedelta(minutes=5))
    later = small.start()
    small.clock.set(small.clock.now() + timedelta(minutes=5))
    small.do(later, "draft", "operations")
    second = second_row(small, later)
    text_bytes = "'[1]'" if small.station.database.sqlite else "'[1]'::bytea"
    intruder(touch.format(second=second, text=text_bytes), later)
    (found,) = verified(small).touched
    assert (found.case, found.seq) == (later, second)
    assert found.number.startswith("YK2026")


def test_an_event_that_is_gone_altogether_is_the_first(small, case, intruder):
    intruder("DELETE FROM history WHERE case_id = :case", case)
    (found,) = verified(small).touched
    assert (found.case, found.seq, found.kind) == (case, 1, None)


def test_cases_beside_a_touched_one_still_hold(small, case, intruder):
    other = small.start()
    intruder("UPDATE history SET actor = 'x' WHERE case_id = :case AND seq = 1", case)
    assert [touched.case for touched in verified(small).touched] == [case]
    assert other != case


def test_a_touched_deployment_is_found(small, intruder):
    with small.station.units.reading() as unit:
        (deployed,) = unit.history.of_case(0, ["definitions-deployed"])
    touch = "UPDATE history SET actor = 'x' WHERE case_id = :case AND seq = :seq"
    intruder(touch, seq=deployed.seq)
    (found,) = verified(small).touched
    assert (found.case, found.number, found.seq) == (0, None, deployed.seq)
    assert found.kind == "definitions-deployed"


@pytest.mark.parametrize("person", ["manager", "director", "designer"])
def test_only_auditor_and_administrator_ask(small, person):
    with pytest.raises(Forbidden):
        small.engine.query(VerifyHistory(actor=person))


def test_the_command_says_so_too(small, case, intruder):
    url = small.station.settings.database
    runner = CliRunner()
    whole = runner.invoke(main, ["verify", "--database", url], catch_exceptions=False)
    assert (whole.exit_code, "none was touched" in whole.output) == (0, True)
    seal = whole.output.split()[-1]
    small.start()
    newer = runner.invoke(main, ["verify", "--database", url, "--seal", seal])
    assert newer.exit_code == 2
    intruder("UPDATE history SET actor = 'director' WHERE case_id = :case AND seq = 1", case)
    touched = runner.invoke(main, ["verify", "--database", url])
    assert touched.exit_code == 2
    assert "event 1" in touched.output
    assert "director" in touched.output


def test_an_sqlite_store_without_row_numbers_keeps_each_event_once(small, case):
    url = small.station.settings.database
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as db, pytest.raises(sqlite3.Error):
            db.execute("SELECT rowid FROM history")
        db.close()

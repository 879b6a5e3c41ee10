"""PostgreSQL goes away at every moment of a step: it is said, and nothing is done by halves."""

from contextlib import closing, suppress
from functools import partial
from threading import Event, Thread

import pytest
from sqlalchemy import create_engine, insert, text

from engine.api import CompleteTask, Me, StoreUnavailable, TaskClosed
from engine.storage.connections.together import finish, together
from engine.storage.connections.wakeup import Wakeups, tell_workers
from engine.storage.database import Database
from engine.storage.prepared import Prepared
from engine.storage.tables.stations import station
from tests.conftest import need
from tests.support.postgres import binaries, cluster
from tests.support.severed import line
from tests.support.stations import MODELS, TUESDAY, SmallStation
from tests.support.stores import furnish_store

ENTER = Prepared(insert(station), ["id", "name", "zone"])
_pause = Event().wait
MOST = 40
"""More things than a step ever sends."""


@pytest.fixture(scope="module")
def server():
    """A server of our own, as it is stopped."""
    need(binaries(), "PostgreSQL (Debian: apt install postgresql)")
    with cluster() as fresh:
        yield fresh


@pytest.fixture(scope="module")
def address(server):
    return server()


@pytest.fixture(scope="module")
def cable(address):
    with line(address) as opened:
        yield opened


@pytest.fixture(scope="module")
def office(cable):
    furnish_store(cable.url, MODELS, TUESDAY)
    opened = SmallStation(cable.url)
    yield opened
    opened.station.close()


def terminate(address):
    admin = create_engine(address, isolation_level="AUTOCOMMIT")
    with admin.connect() as db:
        db.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <>"
                        " pg_backend_pid() AND datname = current_database()"))  # fmt: skip
    admin.dispose()


def ended(address, _server, pass_on, _hang_up):
    terminate(address)
    pass_on()


def torn(_address, _server, _pass_on, hang_up):
    hang_up()


def unanswered(_address, _server, pass_on, hang_up):
    pass_on()
    _pause(0.02)
    hang_up()


def stopped(mode, _address, server, pass_on, _hang_up):
    server.stop(mode)
    pass_on()


def until_back(ask):
    for _ in range(20):
        try:
            return ask()
        except StoreUnavailable:
            _pause(0.05)
    return ask()


def completed_with_a_fault_at(number, fault, office, cable, mend=lambda: None):
    """Complete a task; return whether anything broke. It is done once, and only then said to be."""
    case = until_back(office.start)
    wish = CompleteTask(actor="development", task=office.open_tasks(case)["draft"], values={})
    cable.break_at(number, fault)
    try:
        office.engine.execute(wish)
        acknowledged = True
    except StoreUnavailable:
        acknowledged = False
    finally:
        broke = cable.mend()
        if broke:
            mend()
    if acknowledged:
        with pytest.raises(TaskClosed):
            until_back(lambda: office.engine.execute(wish))
    else:
        assert broke
        with suppress(TaskClosed):  # it was kept, and only the answer lost
            until_back(lambda: office.engine.execute(wish))
    assert office.kinds(case).count("task-completed") == 1
    return broke


@pytest.mark.parametrize("fault", [ended, torn, unanswered])
def test_a_lost_connection_is_said_or_made_good_whatever_was_just_sent(
    fault, office, cable, address, server
):
    happens = partial(fault, address, server)
    broken = [completed_with_a_fault_at(n, happens, office, cable) for n in range(1, MOST)]
    assert 5 < broken.count(True) < MOST - 1


@pytest.mark.parametrize("pause", [0.02, 0.2])
def test_last_words_that_come_before_the_end_of_the_line_are_not_taken_for_answers(
    pause, office, cable, address, server
):
    cable.lingers = pause
    happens = partial(ended, address, server)
    broken = [completed_with_a_fault_at(n, happens, office, cable) for n in range(1, 18)]
    cable.lingers = 0.0
    assert broken.count(True) > 5


@pytest.mark.parametrize("mode", ["fast", "immediate"])
def test_a_server_that_stops_is_said_whatever_was_just_sent(mode, office, cable, address, server):
    happens = partial(stopped, mode, address, server)
    for number in (1, 2, 4, 7, 9):
        assert completed_with_a_fault_at(number, happens, office, cable, server.start)


@pytest.mark.parametrize("fault", [ended, torn, unanswered])
def test_a_lost_connection_is_said_to_whoever_reads(fault, office, cable, address, server):
    case = until_back(office.start)
    for number in range(1, 12):
        cable.break_at(number, partial(fault, address, server))
        with suppress(StoreUnavailable):
            office.open_tasks(case)
        cable.mend()
        assert "draft" in until_back(lambda: office.open_tasks(case))


def nothing(_db):
    """Send nothing before the connection is lost."""


def write(db):
    ENTER.run_each(db, [{"id": 8, "name": "x", "zone": "y"}])


def ask(db):
    ENTER.run(db, {"id": 9, "name": "x", "zone": "y"})


@pytest.mark.parametrize("first", [nothing, write, ask])
@pytest.mark.parametrize("then", [finish, nothing, write, ask])
def test_a_connection_lost_in_an_open_batch_is_said_and_not_used_again(
    first, then, office, address
):
    database = Database(address)

    def lose():
        with database.writing() as db:
            with together(db):
                first(db)
                terminate(address)
                then(db)
            finish(db)
            db.commit()

    with pytest.raises(StoreUnavailable):
        lose()
    with database.writing() as db:
        assert db.execute(text("SELECT count(*) FROM station WHERE id > 7")).scalar() == 0
    database.close()


def test_whoever_waits_for_jobs_listens_again(office, cable, address, server):
    wakeups = Wakeups(office.station.database)
    for fault in (ended, torn, unanswered):
        for number in (1, 2, 3):
            cable.break_at(number, partial(fault, address, server))
            wakeups.wait(0.01)
            cable.mend()
            terminate(address)
            assert is_woken(wakeups, office.station.database)
    wakeups.close()


def is_woken(wakeups, database):
    """Say whether what is told from now on ends a long wait; the first may notice a lost line."""

    def tell():
        with database.writing() as db:
            tell_workers(db)
            db.commit()

    done = Event()

    def go_on_telling():
        while not done.wait(0.05):
            until_back(tell)

    teller = Thread(target=go_on_telling)
    teller.start()
    try:
        return any(wakeups.wait(0.25) for _ in range(40))
    finally:
        done.set()
        teller.join()


@pytest.mark.parametrize("fault", [ended, torn, unanswered])
def test_a_look_that_has_answered_ends_quietly_however_its_connection_is_lost(
    fault, office, cable, address, server
):
    asked = Me(actor="manager")
    with closing(office.engine.visit()) as visit:
        answer = until_back(partial(visit.query, asked))
        cable.break_at(1, partial(fault, address, server))
    assert cable.mend(), "the end of a look is told to the server"
    assert answer == until_back(partial(office.engine.query, asked))

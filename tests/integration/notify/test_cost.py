"""What telling people costs a step: nothing where nobody else gets anything, else one statement."""

import pytest

from tests.integration.notify.telling import chooses
from tests.support.statements import trace_with
from tests.support.stations import SmallStation


@pytest.fixture
def small(tmp_path):
    opened = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    yield opened
    opened.station.close()


def asked(small, act):
    """The statements about notices that something led to."""
    seen = []
    trace_with(small.station.database, seen.append)
    try:
        act()
    finally:
        trace_with(small.station.database, None)
    return [one.split("VALUES")[0] for one in seen if "notice" in one or "mailbox" in one]


def test_a_step_to_ones_own_next_task_asks_and_writes_nothing(small):
    case = small.start()
    small.do(case, "draft", "development")
    step = asked(small, lambda: small.do(case, "papers", "manager", papers_on="2026-02-10"))
    assert step == []


def test_a_step_that_gives_somebody_a_task_enters_one_row_and_asks_nothing(small):
    case = small.start()
    (one,) = asked(small, lambda: small.do(case, "draft", "development"))
    assert one.startswith("INSERT INTO notice ")


def test_an_offer_nobody_listens_to_is_asked_about_once_in_half_a_minute(small):
    first = asked(small, small.start)
    again = asked(small, lambda: [small.start() for _ in range(5)])
    assert len(first) <= 1
    assert again == []


def test_an_offer_somebody_listens_to_is_one_row_however_many_there_are(small):
    chooses(small, "development", offered="app")
    small.start()
    (one,) = asked(small, small.start)
    assert one.startswith("INSERT INTO notice ")

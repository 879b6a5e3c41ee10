"""Old notices go: those read after 90 days, others after a year; none that waits for a letter."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from engine.api import Forbidden, MarkNotices
from engine.dispatch.dispatcher import SYSTEM
from engine.notify.messages import SweepNotices
from engine.storage.tables.notices import notice
from tests.integration.notify.telling import told


@pytest.fixture
def three(small):
    """The manager was told of three tasks and has read of the first two."""
    for number in range(3):
        small.do(small.start(), "draft", "development")
        if number == 1:
            newest = told(small, "manager")[0].id
            small.engine.execute(MarkNotices(actor="manager", newest=newest))
    assert len(told(small, "manager")) == 3
    return small


def count(small):
    with small.station.database.reading() as db:
        return db.execute(select(func.count()).select_from(notice)).scalar_one()


def sweep(small, **wish):
    return small.engine.execute(SweepNotices(actor=SYSTEM, **wish))


def test_what_was_read_goes_after_90_days_and_the_rest_after_a_year(three):
    three.clock.advance(timedelta(days=90))
    assert (sweep(three).gone, count(three)) == (0, 3)
    three.clock.advance(timedelta(seconds=1))
    assert (sweep(three).gone, count(three)) == (2, 1)
    three.clock.advance(timedelta(days=275))
    assert (sweep(three).gone, count(three)) == (1, 0)


def test_a_round_of_the_housekeeper_goes_through_all_of_them(three):
    three.clock.advance(timedelta(days=91))
    first = sweep(three, limit=1)
    assert first.gone == 1
    second = sweep(three, limit=1, after=first.next)
    assert second.gone == 1
    assert sweep(three, limit=1, after=second.next).gone == 0  # not read
    three.clock.advance(timedelta(days=300))
    three.station.housekeeper.round()
    assert count(three) == 0


def test_what_waits_for_a_letter_stays(three):
    with three.station.database.writing() as db:
        db.execute(update(notice).values(mail="daily"))
        db.commit()
    three.clock.advance(timedelta(days=400))
    assert sweep(three).gone == 0


def test_people_do_not_sweep(three):
    with pytest.raises(Forbidden):
        three.engine.execute(SweepNotices(actor="manager"))

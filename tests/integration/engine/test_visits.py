"""One caller's visit: what it asks is one look at the store, until it changes something."""

from dataclasses import replace

import pytest

from engine.api import (
    ClaimTask,
    Inbox,
    InboxCounts,
    Me,
    PutPerson,
    ReleaseTask,
    TaskDetail,
    TaskId,
    UnknownTask,
    UnknownUser,
)
from tests.support.statements import lent

WHO = "development"
ME = Me(actor=WHO)
COUNTS = InboxCounts(actor=WHO)


@pytest.fixture
def visit(small):
    visit = small.engine.visit()
    yield visit
    visit.close()


@pytest.fixture
def task(small, case):
    """A task that waits for somebody of a group."""
    (line,) = small.engine.query(Inbox(actor=WHO, view="groups", language="en")).rows
    return line.id


def holder(asked, task):
    return asked(TaskDetail(actor=WHO, task=task, language="en")).line.assignee


def test_its_answers_are_of_one_moment_whatever_others_do_meanwhile(small, visit, task):
    before = visit.query(COUNTS)
    person = small.engine.query(ME)
    small.engine.execute(ClaimTask(actor=WHO, task=task))
    small.engine.execute(PutPerson(actor="admin", person=replace(person, active=False)))
    assert visit.query(COUNTS) == before
    assert visit.query(ME).active
    with pytest.raises(UnknownUser):
        small.engine.visit().query(ME)


def test_it_sees_its_own_change_at_once(visit, task):
    assert holder(visit.query, task) is None
    visit.execute(ClaimTask(actor=WHO, task=task))
    assert holder(visit.query, task).login == WHO
    visit.execute(ReleaseTask(actor=WHO, task=task))
    assert holder(visit.query, task) is None


def test_after_a_rehearsal_nothing_is_changed(visit, task):
    assert holder(visit.query, task) is None
    claim = ClaimTask(actor=WHO, task=task)
    assert holder(lambda query: visit.rehearse(claim, query), task).login == WHO
    assert holder(visit.query, task) is None


def test_it_goes_on_after_a_question_that_has_no_answer(small, visit, case):
    missing = TaskDetail(actor=WHO, task=TaskId(case, 999_999), language="en")
    with pytest.raises(UnknownTask):
        visit.query(missing)
    assert visit.query(COUNTS) == small.engine.query(COUNTS)


def test_it_holds_one_connection_and_gives_it_back(small, visit):
    database = small.station.database
    others = lent(database)
    for _ in range(3):
        visit.query(COUNTS)
        assert lent(database) == others + 1
    visit.close()
    assert lent(database) == others
    visit.query(COUNTS)  # an answer that is sent piece by piece still asks
    assert lent(database) == others

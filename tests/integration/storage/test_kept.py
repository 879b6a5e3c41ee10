"""What the one connection that SQLite is written with keeps is what the store would answer."""

import json
from dataclasses import replace

import pytest

from engine.api import (
    ClaimTask,
    FormRejected,
    Me,
    PutPerson,
    ReleaseTask,
    UnknownUser,
)
from engine.bootstrap import Settings, open_station
from engine.definitions.deploying import Deploy
from tests.support.statements import trace_with
from tests.support.stations import MODELS, SmallStation


@pytest.fixture(params=["this process", "another"])
def changer(request, small):
    """The engine by which things are changed: that which does the steps, or another process's."""
    if request.param == "this process":
        yield small.engine
        return
    opened = open_station(Settings(database=small.station.database.url, clock=small.clock))
    yield opened.engine
    opened.close()


def test_who_was_made_inactive_does_not_one_step_more(small, changer):
    small.do(small.start(), "draft", "development")
    case = small.start()
    person = changer.query(Me(actor="development"))
    changer.execute(PutPerson(actor="admin", person=replace(person, active=False)))
    with pytest.raises(UnknownUser):
        small.do(case, "draft", "development")
    changer.execute(PutPerson(actor="admin", person=person))
    small.do(case, "draft", "development")


def test_a_form_put_in_use_is_asked_in_the_next_step(small, changer):
    def papers(**values):
        case = small.start()
        small.do(case, "draft", "development")
        small.do(case, "papers", "manager", papers_on="2026-02-10", **values)

    papers()
    asked = json.loads((MODELS / "permit-papers.form").read_text("utf-8"))
    asked["components"] += [
        {
            "type": "textfield",
            "id": "w",
            "key": "why",
            "label": "Why",
            "validate": {"required": True},
        }
    ]
    files = {"permit-papers.form": json.dumps(asked).encode()}
    changer.execute(Deploy(actor="designer", name="why", files=files))
    with pytest.raises(FormRejected):
        papers()
    papers(why="so it is")


def test_what_was_only_rehearsed_is_not_kept(small):
    case = small.start()
    person = small.engine.query(Me(actor="development"))
    gone = PutPerson(actor="admin", person=replace(person, active=False))
    with pytest.raises(UnknownUser):  # as it would be, looked at by the very person
        small.engine.rehearse(gone, Me(actor="development"))
    small.do(case, "draft", "development")


def test_who_acts_again_is_not_read_again(tmp_path):
    office = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    task = office.open_tasks(office.start())["draft"]
    seen = []
    for wish in (ClaimTask, ReleaseTask, ClaimTask):
        trace_with(office.station.database, seen.append)
        seen.clear()
        office.engine.execute(wish(actor="development", task=task))
        trace_with(office.station.database, None)
    office.station.close()
    assert any("FROM task" in statement for statement in seen)
    assert not any("FROM person" in statement for statement in seen)

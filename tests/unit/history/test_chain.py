"""Whoever touches an old event breaks the chain from there on."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from engine.history.chain import GENESIS, first_broken
from engine.history.events import CaseEnded, TaskClaimed, TaskReleased
from tests.support.chains import linked

AT = datetime(2026, 2, 10, 2, tzinfo=UTC)


@pytest.fixture
def chain():
    events = [
        TaskClaimed(element="survey-site", instance=3),
        TaskReleased(element="survey-site", instance=3),
        CaseEnded(outcome="energised"),
    ]
    return linked(events, after=(0, GENESIS), at=AT, actor="manager")


def test_an_untouched_chain_is_whole(chain):
    assert first_broken(chain) is None


@pytest.mark.parametrize(
    "touch",
    [
        {"actor": "director"},
        {"actor": None},
        {"kind": "task-released"},
        {"at": datetime(2026, 2, 10, 2, 0, 0, 1, tzinfo=UTC)},
        {"element": "draft-plan"},
        {"instance": 4},
        {"data": b'{"x":1}'},
        {"hash": bytes(32)},
    ],
)
def test_a_touched_event_is_named(chain, touch):
    assert first_broken([replace(chain[0], **touch), *chain[1:]]) == 1


def test_a_removed_event_is_noticed(chain):
    assert first_broken([chain[0], chain[2]]) == 2


def test_events_that_changed_places_are_noticed(chain):
    assert first_broken([chain[1], chain[0], chain[2]]) == 1


def test_a_chain_goes_on_where_it_ended(chain):
    after = (chain[-1].seq, chain[-1].hash)
    more = linked([CaseEnded(outcome=None)], after=after, at=AT, actor=None)
    assert first_broken([*chain, *more]) is None

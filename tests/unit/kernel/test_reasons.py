"""Why something cannot go on: a sentence that knows what it says."""

import pickle
import re

import pytest

from engine.kernel.reasons import ENGLISH, LONGEST_PART, Reason, Why, parts_of

NAMED = re.compile(r"{(\w+)}")


def test_a_reason_is_its_sentence_and_keeps_what_it_says():
    reason = Reason(Why.NO_FLOW, tried="f1: tier = 'gold'")
    assert reason == "no outgoing flow applies and there is no default one (f1: tier = 'gold')"
    assert parts_of(reason) == {"why": "no-flow", "tried": "f1: tier = 'gold'"}
    assert parts_of("somebody else said so") is None


def test_it_travels_between_processes_with_its_data():
    reason = pickle.loads(pickle.dumps(Reason(Why.TOO_OFTEN, most=1000)))  # noqa: S301  our own
    assert isinstance(reason, Reason)
    assert parts_of(reason) == {"why": "too-often", "most": "1000"}


def test_what_it_quotes_is_cut_and_never_read_as_a_pattern():
    reason = Reason(Why.NO_FLOW, tried="{why} %(x)s " + "长" * 2000)
    assert "{why} %(x)s" in reason
    assert len(parts_of(reason)["tried"]) == LONGEST_PART


@pytest.mark.parametrize("why", Why)
def test_every_reason_has_its_sentence(why):
    names = NAMED.findall(ENGLISH[why])
    assert Reason(why, **dict.fromkeys(names, "x"))

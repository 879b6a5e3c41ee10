"""Laws of a case whatever is drawn and whatever happens: stored at every step or never, it goes
the same way; what is not over waits for something; nothing is left behind at the end.
"""

import os
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.cases.tokens.changes import Failed, Subscribed, TaskOffered, TimerArmed
from engine.cases.tokens.errors import NotWaiting
from engine.cases.tokens.moving import VariableChange
from engine.spiff import check
from tests.integration.spiff.kit import Play, each_once
from tests.integration.spiff.laws.wide_models import wide_processes

EXAMPLES = int(os.environ.get("YEKUO_EXAMPLES", "0"))
CHOICES = st.lists(st.integers(0, 59), min_size=5, max_size=15)
LATE, MOST = 30, 300
"""After so many steps loops are left; so many are never needed then."""
BY_HAND = ("skip", "change")
"""What an operator may do to an element that waits, in place of what it waits for."""
KINDS = {TaskOffered: "task", TimerArmed: "timer", Failed: "failed"}


def waits(play: Play) -> list[tuple[str, int, str]]:
    """What the host was told to wait for: kind, instance and, of an event, its name."""
    failed = {change.at.instance for change in play.still(Failed)}
    found = set()
    for change in play.still((Subscribed, TaskOffered, TimerArmed, Failed)):
        kind, name = KINDS.get(type(change), ""), ""
        if isinstance(change, Subscribed):
            kind, name = change.kind, change.name
        if kind == "failed" or change.at.instance not in failed:
            found.add((kind, change.at.instance, name))
    return sorted(found)


def by_hand(play: Play, how: str, instance: int, n: int) -> None:
    """Do what an operator does to an element that waits."""
    if how == "skip":
        # Of a gateway behind which no flow applies even so, it would be refused.
        play.case.skip(instance, {"n": n % 2})
    else:
        play.case.change(VariableChange(values={"n": n}, instance=instance))
        play.case.go_on()


def act(play: Play, what: tuple[str, int, str], n: int) -> None:
    """Let what is waited for happen, an hour after what happened last."""
    kind, instance, name = what
    play.host.now += timedelta(hours=1)
    if name in BY_HAND:
        by_hand(play, name, instance, n)
    elif kind == "task":
        play.case.complete(instance, {"n": n})
    elif kind == "timer":
        play.case.fire(instance)
    elif kind == "failed":
        play.case.change(VariableChange(values={"n": 0}, instance=instance))
        play.retry_instance(instance)
        return
    else:
        play.case.receive(kind, name, {"n": n})
    play.stored()


def agree(stored: Play, kept: Play) -> None:
    """Assert that both cases are in the same state, and that it is a sound one."""
    assert stored.host.changes == kept.host.changes
    assert stored.case.encode() == kept.case.encode()
    assert stored.case.variables == kept.case.variables
    assert stored.ended == kept.ended
    awaited = waits(stored)
    assert bool(awaited) != stored.ended
    for _, instance, _ in awaited:
        seen = stored.case.variables_of(instance)
        assert seen == kept.case.variables_of(instance)
        assert stored.case.where(instance) == kept.case.where(instance)
    each_once(stored.host.changes)


def choose(awaited: list, step: int, choice: int) -> tuple[tuple[str, int, str], int]:
    """Choose what happens next and what it sets n to; late, so that the case ends.

    Then what has waited longest is next: what may happen again and again is nothing to wait for.
    """
    if step < LATE:
        kind, instance, name = awaited[choice // 4 % len(awaited)]
        if kind in ("task", "failed") and choice % 7 < len(BY_HAND):
            name = BY_HAND[choice % 7]
        return (kind, instance, name), choice % 4
    first = [what for what in awaited if what[0] in ("task", "failed")] or awaited
    return min(first, key=lambda what: what[1]), 0


def wander(files: list[bytes], choices: list[int], most: int = MOST) -> Play:
    """Play two cases side by side, one of them stored at each step; return that one."""
    stored, kept = Play(*files, reload=True), Play(*files, reload=False)
    for play in (stored, kept):
        play.start(n=0, m=0)
    agree(stored, kept)
    for step in range(most):
        if stored.ended:
            break
        what, n = choose(waits(stored), step, choices[step % len(choices)])
        for play in (stored, kept):
            act(play, what, n)
        agree(stored, kept)
    return stored


def examples(usual: int) -> settings:
    """As many examples as are usual, or as the environment asks for."""
    return settings(
        max_examples=EXAMPLES or usual,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


@examples(120)
@given(files=wide_processes(), choices=CHOICES)
def test_whatever_is_drawn_a_stored_case_goes_as_one_that_never_is_and_comes_to_its_end(
    files, choices
):
    assert [finding for xml in files for finding in check(xml)] == []
    assert wander(files, choices).ended


@examples(50)
@given(files=wide_processes(), choices=CHOICES, after=st.integers(0, 12))
def test_whatever_is_drawn_cancelling_leaves_nothing_behind(files, choices, after):
    case = wander(files, choices, after)
    before = waits(case)
    case.cancel()
    assert case.ended
    assert waits(case) == []
    each_once(case.host.changes)
    for kind, instance, name in before:
        with pytest.raises(NotWaiting):
            act(case, (kind, instance, name), 0)

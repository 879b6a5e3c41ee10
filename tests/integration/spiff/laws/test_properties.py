"""Laws that hold for every process: what is stored is enough, and every path comes to its end."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine.spiff import check
from tests.integration.spiff.kit import Play, each_once
from tests.integration.spiff.laws.models import processes

CHOICES = st.lists(st.integers(0, 11), min_size=1, max_size=12)
MOST = 400


def wander(play: Play, choices: list[int]) -> Play:
    """Do what can be done, choosing among it by `choices`, until the case ends."""
    play.start(n=0)
    for step in range(MOST):
        if play.ended:
            break
        choice = choices[step % len(choices)]
        waiting = play.open_tasks()
        timers = list(play.timers)
        if timers and choice % 5 == 0:
            play.fire(timers[choice % len(timers)])
        else:
            # After as many steps as this, loops are left.
            n = choice if step < 60 else 0
            play.complete_instance(waiting[choice % len(waiting)], n=n)
    return play


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(xml=processes(), choices=CHOICES)
def test_a_case_stored_at_every_step_goes_as_one_that_never_is(xml, choices):
    assert check(xml) == []
    stored = wander(Play(xml, reload=True), choices)
    kept = wander(Play(xml, reload=False), choices)
    assert stored.host.changes == kept.host.changes
    assert stored.sizes == kept.sizes
    assert stored.ended
    each_once(stored.host.changes)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(xml=processes(), choices=CHOICES, after=st.integers(0, 6))
def test_cancelling_at_any_moment_closes_everything_that_is_open(xml, choices, after):
    play = Play(xml).start(n=0)
    for step in range(after):
        if play.ended:
            break
        waiting = play.open_tasks()
        play.complete_instance(waiting[choices[step % len(choices)] % len(waiting)], n=step)
    play.cancel()
    assert play.ended
    assert play.open_tasks() == []
    assert play.timers == {}
    each_once(play.host.changes)


def snapshot(play: Play) -> dict[tuple[str, str], list[tuple[str, int]]]:
    """Every attribute of every element of every parsed definition, by identity."""
    return {
        (spec.name, name): sorted((key, id(value)) for key, value in vars(node).items())
        for spec in play.runner._library._shelf.values()
        for name, node in spec.task_specs.items()
    }


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(xml=processes(), choices=CHOICES)
def test_running_a_case_changes_nothing_in_its_definition(xml, choices):
    play = Play(xml)
    play.runner._library.get(1, "main")
    before = snapshot(play)
    wander(play, choices)
    assert snapshot(play) == before

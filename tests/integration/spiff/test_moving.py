"""Tokens moved by hand: as Camunda 7's process instance modification, and refused where unclear."""

import pytest

from engine.cases.tokens.changes import TimerArmed
from engine.cases.tokens.errors import NotWaiting
from engine.cases.tokens.moving import CannotMove, Target, VariableChange
from tests.integration.spiff.kit import Play, bpmn, each_once, flow, flows

LINE = bpmn(
    '<startEvent id="s"/><userTask id="a"/><userTask id="b"/><userTask id="c"/><endEvent id="e"/>'
    + flows("s a b c e")
)
INNER = (
    '<subProcess id="sub">{more}<startEvent id="s2"/><userTask id="x"/><userTask id="y"/>'
    '<endEvent id="e2"/>' + flows("s2 x y e2") + "</subProcess>"
)
HOUR = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
SUB = bpmn(
    '<startEvent id="s"/><userTask id="a"/><userTask id="z"/><endEvent id="e"/>'
    + INNER.format(more="")
    + f'<boundaryEvent id="late" attachedToRef="sub">{HOUR}</boundaryEvent><endEvent id="le"/>'
    + flows("s a sub z e", "late le")
)
MANY = bpmn(
    '<startEvent id="s"/><userTask id="a"/><userTask id="z"/><endEvent id="e"/>'
    + INNER.format(
        more='<multiInstanceLoopCharacteristics camunda:collection="list" '
        'camunda:elementVariable="item"/>'
    )
    + flows("s a sub z e")
)


def refused(play, cancel, *start):
    with pytest.raises(CannotMove) as error:
        play.move(cancel, *start)
    return error.value.why


def test_a_skipped_task_is_cancelled_and_the_case_goes_on_behind_it():
    play = Play(LINE).start()
    play.trace  # noqa: B018  forget the start
    play.skip("a", done=True)
    assert play.trace == "xa +b"
    assert play.case.variables == {"done": True}


def test_skipping_the_last_task_ends_the_case():
    play = Play(LINE).start().skip("a").skip("b").skip("c")
    assert play.ended
    each_once(play.host.changes)


def test_a_skipped_sub_process_goes_with_all_in_it_and_its_timer():
    play = Play(SUB).start().complete("a")
    play.trace  # noqa: B018
    play.skip("sub")
    *inside, scope, following = play.trace.split()
    assert (set(inside), scope, following) == ({"xx", "xlate"}, "xsub", "+z")
    assert play.timers == {}


def test_a_flow_with_a_condition_is_chosen_by_the_variables_given():
    xml = bpmn(
        '<startEvent id="s"/><userTask id="a" default="a-c"/><userTask id="b"/><userTask id="c"/>'
        + flows("s a c")
        + flow("a", "b", "way = 1")
    )
    assert Play(xml).start().skip("a", way=1).waiting == ["b"]
    assert Play(xml).start().skip("a", way=2).waiting == ["c"]


def test_one_of_many_is_skipped_and_counts_as_done():
    play = Play(MANY).start(list=["p", "q"]).complete("a").skip("x")
    assert play.waiting == ["x", "y"]


def test_an_event_that_is_skipped_wins_its_race():
    xml = bpmn(
        '<startEvent id="s"/><eventBasedGateway id="g"/>'
        '<intermediateCatchEvent id="m"><messageEventDefinition messageRef="msg"/>'
        f'</intermediateCatchEvent><intermediateCatchEvent id="t">{HOUR}</intermediateCatchEvent>'
        '<userTask id="a"/><userTask id="b"/>' + flows("s g m a", "g t b"),
        roots='<message id="msg" name="told"/>',
    )
    play = Play(xml).start().skip("m")
    assert (play.waiting, play.timers, play.subscriptions) == (["a"], {}, [])


@pytest.mark.parametrize(("element", "why"), [("late", "beside"), ("j", "gateway")])
def test_what_waits_beside_or_for_others_cannot_be_skipped(element, why):
    xml = bpmn(
        '<startEvent id="s"/><parallelGateway id="g"/><userTask id="a"/><userTask id="b"/>'
        f'<boundaryEvent id="late" attachedToRef="b">{HOUR}</boundaryEvent><endEvent id="le"/>'
        '<parallelGateway id="j"/><endEvent id="e"/>' + flows("s g a j e", "g b j", "late le")
    )
    play = Play(xml).start().complete("a")
    with pytest.raises(CannotMove) as error:
        play.skip(element)
    assert error.value.why == why


def test_a_token_moves_back_and_the_case_goes_on_from_there():
    play = Play(LINE).start().complete("a").complete("b")
    play.trace  # noqa: B018
    (begun,) = play.move([play.task("c")], "a")
    assert play.trace == "xc +a"
    assert begun == play.task("a")
    play.complete("a").complete("b").complete("c")
    assert play.ended
    each_once(play.host.changes)


def test_an_element_is_begun_again_beside_what_waits():
    play = Play(LINE).start().complete("a")
    play.move([], "a")
    assert play.waiting == ["b", "a"]


def test_moving_into_a_sub_process_that_is_not_open_opens_it_with_its_timer():
    play = Play(SUB).start()
    play.trace  # noqa: B018
    play.move([play.task("a")], "y")
    assert play.trace == "+sub +late xa +y"
    assert list(play.timers) == ["late"]
    assert play.complete("y").waiting == ["z"]


def test_moving_within_a_scope_keeps_it_and_its_variables():
    play = Play(SUB).start().complete("a")
    sub = play.open("sub")[0]
    play.case.change(VariableChange(values={"own": 1}, instance=sub, local=True))
    play.move([play.task("x")], "y")
    assert play.open("sub") == [sub]
    assert play.case.variables_of(play.task("y"))["own"] == 1


def test_a_scope_left_empty_goes_with_what_was_taken_out_of_it():
    play = Play(SUB).start().complete("a")
    play.trace  # noqa: B018
    play.move([play.task("x")], "z")
    assert play.trace == "xx xlate xsub +z"


def test_a_cancelled_scope_is_not_the_one_a_target_in_it_begins_in():
    play = Play(SUB).start().complete("a")
    before = play.open("sub")
    play.move(before, "y")
    assert play.waiting == ["y"]
    assert play.open("sub") != before


def test_among_many_a_token_stays_with_its_own_instance():
    play = Play(MANY).start(list=["p", "q"]).complete("a")
    second = play.open("x")[1]
    (moved,) = play.move([second], "y")
    assert play.case.variables_of(moved)["item"] == "q"


def test_which_of_many_must_be_named():
    play = Play(MANY).start(list=["p", "q"]).complete("a")
    assert refused(play, [], "y") == "several"
    second = next(one for one in play.open("sub") if play.case.variables_of(one).get("item") == "q")
    (begun,) = play.move([], Target(element="y", within=second))
    assert play.case.variables_of(begun)["item"] == "q"


def test_a_target_inside_many_that_are_not_open_is_refused():
    play = Play(MANY).start(list=["p", "q"])
    assert refused(play, [play.task("a")], "x") == "many"


def test_one_of_many_taken_away_is_no_longer_counted():
    play = Play(MANY).start(list=["p", "q"]).complete("a")
    play.move([play.open("x")[0]], "a")
    seen = play.case.variables_of(play.open("x")[0])
    assert (seen["nrOfInstances"], seen["nrOfActiveInstances"]) == (1, 1)
    play.complete("x").complete("y")
    assert play.waiting == ["a", "z"]


def test_the_whole_of_many_can_be_begun():
    play = Play(MANY).start(list=["p", "q"])
    play.move([play.task("a")], "sub")
    assert play.waiting == ["x", "x"]


CALLS = bpmn(
    '<startEvent id="s"/><callActivity id="call" calledElement="inner">'
    '<extensionElements><camunda:in variables="all"/></extensionElements></callActivity>'
    '<userTask id="z"/>' + flows("s call z")
)
CALLED = bpmn(
    '<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>' + flows("s a b e"),
    process="inner",
)


def test_a_token_moves_inside_a_called_process():
    play = Play(CALLS, CALLED).start().complete("a")
    play.move([play.task("b")], Target(element="a", process="inner"))
    assert play.waiting == ["a"]
    play.complete("a").complete("b")
    assert play.waiting == ["z"]


def test_a_called_process_left_empty_ends_with_its_call():
    play = Play(CALLS, CALLED).start()
    play.trace  # noqa: B018
    play.move([play.task("a")], "z")
    assert play.trace == "xa xcall +z"


@pytest.mark.parametrize(
    ("target", "why"),
    [
        (Target(element="nowhere"), "unknown"),
        (Target(element="a", process="inner"), "not-running"),
        (Target(element="late"), "beside"),
        (Target(element="z", within=9999), "not-running"),
    ],
)
def test_a_target_that_cannot_be_is_refused(target, why):
    play = Play(SUB, CALLED).start()
    assert refused(play, [play.task("a")], target) == why


def test_taking_the_last_token_away_is_refused():
    play = Play(SUB).start().complete("a")
    assert refused(play, [play.task("x")]) == "nothing"


def test_a_boundary_event_is_not_taken_from_its_activity():
    play = Play(SUB).start().complete("a")
    assert refused(play, play.open("late"), "z") == "beside"


@pytest.mark.parametrize("instance", [1, 999])
def test_what_is_not_there_or_has_no_name_cannot_be_addressed(instance):
    play = Play(SUB).start()
    with pytest.raises(NotWaiting):
        play.move([instance], "z")


def test_a_compensation_handler_is_no_target():
    xml = bpmn(
        '<startEvent id="s"/><userTask id="a"/><userTask id="b"/><endEvent id="e"/>'
        '<boundaryEvent id="c" attachedToRef="a"><compensateEventDefinition/></boundaryEvent>'
        '<userTask id="undo" isForCompensation="true"/>'
        '<association id="as" sourceRef="c" targetRef="undo"/>' + flows("s a b e")
    )
    assert refused(Play(xml).start(), [], "undo") == "handler"


def test_an_event_sub_process_waits_in_a_scope_that_was_opened_by_hand():
    watch = (
        '<subProcess id="es" triggeredByEvent="true"><startEvent id="ts" isInterrupting="false">'
        f'{HOUR}</startEvent><userTask id="u"/>' + flows("ts u") + "</subProcess>"
    )
    xml = bpmn(
        '<startEvent id="s"/><userTask id="a"/>' + INNER.format(more=watch) + flows("s a sub")
    )
    play = Play(xml).start()
    play.move([play.task("a")], "y")
    armed = [c.at.element for c in play.host.changes if isinstance(c, TimerArmed)]
    assert armed == ["ts"]


def test_a_variable_is_removed_where_it_is_seen():
    play = Play(LINE).start(n=1)
    play.case.change(VariableChange(removed=["n"], instance=play.task("a")))
    assert play.case.variables == {}
    with pytest.raises(KeyError):
        play.case.change(VariableChange(removed=["n"]))

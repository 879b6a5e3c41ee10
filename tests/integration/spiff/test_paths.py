"""Which way tokens go: gateways, conditions, forks, joins, loops, ends (BPMN 2.0, chapter 13)."""

import pytest

from engine.cases.tokens.errors import GoesRound
from tests.integration.spiff.kit import Play, bpmn, each_once, flow, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'


def test_tasks_follow_each_other_to_the_end():
    play = Play(bpmn(ENDS + '<userTask id="a"/><task id="b"/>' + flows("start a b fin"))).start()
    assert play.trace == "+start -start +a"
    play.complete("a")
    assert play.trace == "-a +b -b +fin -fin"
    assert play.ended


def test_each_entry_tells_the_flow_it_came_by():
    play = Play(bpmn(ENDS + '<userTask id="a"/>' + flows("start a fin"))).start().complete("a")
    ways = {c.at.element: c.via for c in play.host.changes if hasattr(c, "via")}
    assert ways == {"start": None, "a": "start-a", "fin": "a-fin"}


XOR = bpmn(
    ENDS
    + '<exclusiveGateway id="big" default="big-c"/>'
    + '<userTask id="a"/><userTask id="b"/><userTask id="c"/>'
    + flows("start big", "big c", "a fin", "b fin", "c fin")
    + flow("big", "a", "= kva &gt; 100")
    + flow("big", "b", "kva &gt; 50")
)


@pytest.mark.parametrize(("kva", "way"), [(101, "a"), (100, "b"), (50, "c"), (None, "c")])
def test_an_exclusive_gateway_takes_the_first_true_flow_else_the_default(kva, way):
    assert Play(XOR).start(kva=kva).waiting == [way]


def test_an_exclusive_gateway_without_a_match_fails_naming_itself_and_its_conditions():
    body = '<exclusiveGateway id="tier" name="Which tier?"/><task id="a"/><task id="b"/>'
    xml = bpmn(
        ENDS
        + body
        + flows("start tier", "a fin", "b fin")
        + flow("tier", "a", 'tier = "gold"')
        + flow("tier", "b", 'tier = "silver"')
    )
    play = Play(xml).start(tier="lead")
    play.fails_at("tier", 'tier = "gold"')
    play.fails_at("tier", 'tier = "silver"')


def test_a_condition_that_is_no_boolean_fails():
    xml = bpmn(
        ENDS
        + '<exclusiveGateway id="x" default="x-b"/><task id="a"/><task id="b"/>'
        + flows("start x b fin", "a fin")
        + flow("x", "a", "kva + 1")
    )
    Play(xml).start(kva=1).fails_at("x", "neither true nor false")


PARALLEL = bpmn(
    ENDS
    + '<parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/><parallelGateway id="join"/>'
    + '<userTask id="c"/>'
    + flows("start fork a join c fin", "fork b join")
)


def test_a_parallel_join_waits_for_every_branch():
    play = Play(PARALLEL).start()
    assert play.waiting == ["a", "b"]
    play.complete("b")
    assert play.waiting == ["a"]
    play.complete("a")
    assert play.waiting == ["c"]
    each_once(play.host.changes)


def test_each_arrival_at_a_join_is_entered_and_completed_once():
    play = Play(PARALLEL).start().complete("a")
    play.trace  # noqa: B018  forget what was before
    play.complete("b")
    assert play.trace == "-b +join -join -join +c"


def test_a_parallel_join_uses_one_token_of_each_flow():
    # Two tokens come by a (b loops back), one by c: the gateway opens once, one token of a stays.
    xml = bpmn(
        ENDS
        + '<parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/>'
        + '<exclusiveGateway id="merge"/><userTask id="m"/><parallelGateway id="join"/>'
        + '<userTask id="c"/><userTask id="after"/>'
        + flows("start fork a merge m join after fin", "fork b merge", "fork c join")
    )
    play = Play(xml).start().complete("a").complete("b").complete("m").complete("m")
    assert play.waiting == ["c"]
    play.complete("c")
    assert play.waiting == ["after"]
    play.complete("after").fails_at("join", "waits for a token that cannot come any more")


def test_a_join_that_can_never_open_is_an_error_not_a_silent_stop():
    xml = bpmn(
        ENDS
        + '<exclusiveGateway id="x" default="x-a"/><task id="a"/><userTask id="b"/>'
        + '<parallelGateway id="join"/>'
        + flows("start x a join fin", "b join")
        + flow("x", "b", "false")
    )
    Play(xml).start().fails_at("join")


INCLUSIVE = bpmn(
    ENDS
    + '<inclusiveGateway id="split" default="split-c"/>'
    + '<userTask id="a"/><userTask id="b"/><userTask id="c"/><inclusiveGateway id="join"/>'
    + '<userTask id="d"/>'
    + flows("a join", "b join", "c join d fin", "start split c")
    + flow("split", "a", "x &gt; 1")
    + flow("split", "b", "x &gt; 2")
)


@pytest.mark.parametrize(("x", "ways"), [(3, ["a", "b"]), (2, ["a"]), (1, ["c"])])
def test_an_inclusive_gateway_takes_every_true_flow_and_its_join_waits_for_those(x, ways):
    play = Play(INCLUSIVE).start(x=x)
    assert play.waiting == ways
    for way in ways:
        assert play.waiting[0] == way
        play.complete(way)
    assert play.waiting == ["d"]
    play.complete("d")
    assert play.ended


def test_an_inclusive_join_waits_for_a_token_still_on_a_long_way():
    xml = bpmn(
        ENDS
        + '<parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/>'
        + '<exclusiveGateway id="x" default="x-off"/><task id="on"/><endEvent id="off"/>'
        + '<inclusiveGateway id="join"/><userTask id="d"/>'
        + flows("start fork a join d fin", "fork b x off", "on join")
        + flow("x", "on", "go")
    )
    play = Play(xml).start().complete("a")
    assert play.waiting == ["b"]
    play.complete("b", go=False)
    assert play.waiting == ["d"]


def test_an_inclusive_join_does_not_wait_for_what_must_pass_through_itself():
    # The loop's way back leads into the join: only a token beyond it could come that way.
    xml = bpmn(
        ENDS
        + '<inclusiveGateway id="join"/><userTask id="a"/>'
        + '<exclusiveGateway id="again" default="again-fin"/>'
        + flows("start join a again fin")
        + flow("again", "join", "more")
    )
    play = Play(xml).start()
    for _ in range(5):
        play.complete("a", more=True)
        assert play.waiting == ["a"]
    assert play.complete("a", more=False).ended


def test_a_loop_costs_the_same_in_every_round():
    xml = bpmn(
        ENDS
        + '<userTask id="a"/><exclusiveGateway id="again" default="again-fin"/>'
        + flows("start a again fin")
        + flow("again", "a", "go_on")
    )
    play = Play(xml).start()
    for _ in range(1200):
        play.complete("a", go_on=True)
    assert max(play.sizes) <= 40
    assert play.complete("a", go_on=False).ended


def test_conditional_and_default_flows_may_leave_a_task():
    xml = bpmn(
        ENDS
        + '<userTask id="a" default="a-d"/><userTask id="b"/><userTask id="c"/><userTask id="d"/>'
        + flows("start a d fin", "b fin", "c fin")
        + flow("a", "b", "x &gt; 1")
        + flow("a", "c", "x &gt; 2")
    )
    assert Play(xml).start().complete("a", x=3).waiting == ["b", "c"]
    assert Play(xml).start().complete("a", x=1).waiting == ["d"]


def test_several_plain_flows_leaving_a_task_are_all_taken():
    xml = bpmn(
        ENDS
        + '<userTask id="a"/><userTask id="b"/><userTask id="c"/>'
        + flows("start a b fin", "a c fin")
    )
    play = Play(xml).start().complete("a")
    assert play.waiting == ["b", "c"]
    assert not play.complete("b").ended
    assert play.complete("c").ended


def test_terminate_ends_the_whole_process():
    xml = bpmn(
        ENDS
        + '<parallelGateway id="fork"/><userTask id="a"/><userTask id="b"/>'
        + '<endEvent id="stop"><terminateEventDefinition/></endEvent>'
        + flows("start fork a fin", "fork b stop")
    )
    play = Play(xml).start().complete("b")
    assert play.ended
    assert play.trace.endswith("-b +stop -stop xa")


def test_terminate_in_a_sub_process_ends_just_that():
    sub = (
        '<subProcess id="sub"><startEvent id="s"/><parallelGateway id="fork"/><userTask id="a"/>'
        '<userTask id="b"/><endEvent id="e"/>'
        '<endEvent id="stop"><terminateEventDefinition/></endEvent>'
        + flows("s fork a e", "fork b stop")
        + "</subProcess>"
    )
    play = Play(bpmn(ENDS + sub + '<userTask id="after"/>' + flows("start sub after fin"))).start()
    play.complete("b")
    assert play.waiting == ["after"]
    assert "xa -sub +after" in play.trace


def test_a_circle_without_a_wait_is_stopped():
    xml = bpmn(ENDS + '<exclusiveGateway id="m"/><task id="a"/>' + flows("start m a m"))
    with pytest.raises(GoesRound) as round_and_round:
        Play(xml).start()
    assert round_and_round.value.element in {"m", "a"}


@pytest.mark.parametrize(
    "ids", [("Start", "Root", "End"), ("main.EndJoin", "a", "StartEventSplit")]
)
def test_a_designer_may_use_any_id(ids):
    first, task, last = ids
    xml = bpmn(
        f'<startEvent id="{first}"/><userTask id="{task}"/><endEvent id="{last}"/>'
        + flows(f"{first} {task} {last}")
    )
    play = Play(xml).start()
    assert play.waiting == [task]
    assert play.complete(task).ended
    assert play.trace == f"+{first} -{first} +{task} -{task} +{last} -{last}"


def test_a_chain_of_a_thousand_tasks_is_parsed_and_run():
    ids = [f"t{n}" for n in range(1000)]
    body = "".join(f'<task id="{one}"/>' for one in ids)
    xml = bpmn(ENDS + '<userTask id="a"/>' + body + flows("start a " + " ".join(ids) + " fin"))
    assert Play(xml).start().complete("a").ended

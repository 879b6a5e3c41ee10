"""Sub-processes, call activities, multi-instance: scopes, variables, what is inside what."""

from datetime import date
from decimal import Decimal

import pytest

from engine.cases.tokens.changes import Completed, Entered
from engine.cases.tokens.errors import NotWaiting
from tests.integration.spiff.kit import Play, bpmn, each_once, flow, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'


def sub(body: str, *chains: str, name: str = "sub", attributes: str = "") -> str:
    return f'<subProcess id="{name}" {attributes}>{body}{flows(*chains)}</subProcess>'


def test_a_sub_process_shares_the_variables_around_it_and_is_their_scope():
    inner = sub('<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>', "s a e")
    play = Play(bpmn(ENDS + inner + flows("start sub fin"))).start(x=1)
    entered = {c.at.element: c.at for c in play.host.changes if isinstance(c, Entered)}
    assert entered["a"].scope == entered["sub"].instance
    assert entered["sub"].scope is None
    play.complete("a", x=2)
    assert play.ended
    assert play.case.variables == {"x": 2}
    assert play.trace == "+start -start +sub +s -s +a -a +e -e -sub +fin -fin"


def test_a_sub_process_ends_when_its_last_token_does():
    inner = sub(
        '<startEvent id="s"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>'
        '<endEvent id="e1"/><endEvent id="e2"/>',
        "s f a e1",
        "f b e2",
    )
    play = Play(bpmn(ENDS + inner + flows("start sub fin"))).start().complete("b")
    assert play.waiting == ["a"]
    assert play.complete("a").ended


def test_a_parallel_join_never_loses_an_update():
    xml = bpmn(
        ENDS
        + '<parallelGateway id="f"/><userTask id="a"/><userTask id="b"/><parallelGateway id="j"/>'
        + flows("start f a j fin", "f b j")
    )
    play = Play(xml).start(x=1, deep={"list": [1]}).complete("a", x=2, deep={"list": [1, 2]})
    play.complete("b", y=3)
    assert play.case.variables == {"x": 2, "y": 3, "deep": {"list": [1, 2]}}


CALLEE = bpmn(
    '<startEvent id="s"/><userTask id="c"/><endEvent id="e"/>' + flows("s c e"), process="callee"
)


def call(mappings: str, attributes: str = "") -> bytes:
    activity = (
        f'<callActivity id="call" calledElement="callee" {attributes}>'
        f"<extensionElements>{mappings}</extensionElements></callActivity>"
    )
    return bpmn(ENDS + activity + '<userTask id="after"/>' + flows("start call after fin"))


def test_a_called_process_gets_only_what_is_mapped_and_gives_only_what_is_mapped():
    mappings = (
        '<camunda:in source="x" target="inner_x"/>'
        '<camunda:in sourceExpression="x + 1" target="more"/>'
        '<camunda:out source="found" target="result"/>'
        '<camunda:out sourceExpression="found * 2" target="twice"/>'
    )
    play = Play(call(mappings), CALLEE).start(x=1, secret="s")
    assert dict(play.case.variables_of(play.task("c"))) == {"inner_x": 1, "more": Decimal(2)}
    play.complete("c", found=7, x=99, other=1)
    assert play.case.variables == {"x": 1, "secret": "s", "result": 7, "twice": Decimal(14)}


def test_without_mappings_nothing_goes_in_and_nothing_comes_out():
    play = Play(call(""), CALLEE).start(x=1)
    assert dict(play.case.variables_of(play.task("c"))) == {}
    assert play.complete("c", x=2, y=3).case.variables == {"x": 1}


def test_all_variables_can_be_mapped():
    both = '<camunda:in variables="all"/><camunda:out variables="all"/>'
    play = Play(call(both), CALLEE).start(x=1, y=1)
    assert play.complete("c", y=2, z=3).case.variables == {"x": 1, "y": 2, "z": 3}


def test_a_called_process_does_not_undo_what_happened_meanwhile_beside_it():
    xml = bpmn(
        ENDS
        + '<parallelGateway id="f"/><userTask id="a"/><parallelGateway id="j"/>'
        + '<callActivity id="call" calledElement="callee"><extensionElements>'
        + '<camunda:in variables="all"/><camunda:out source="z" target="z"/>'
        + "</extensionElements></callActivity>"
        + flows("start f a j fin", "f call j")
    )
    play = Play(xml, CALLEE).start(x=1).complete("a", x=2).complete("c", z=3)
    assert play.case.variables == {"x": 2, "z": 3}


def test_the_called_elements_belong_to_their_own_definition_inside_the_call():
    play = Play(call(""), CALLEE).start()
    at = next(c.at for c in play.host.changes if isinstance(c, Entered) and c.at.element == "c")
    assert (at.definition, at.process) == (2, "callee")
    assert [at.scope] == play.open("call")


def test_an_out_mapping_can_stay_with_the_call_activity():
    mappings = (
        '<camunda:out source="found" target="raw" local="true"/>'
        "<camunda:inputOutput>"
        '<camunda:outputParameter name="shown">raw + 1</camunda:outputParameter>'
        "</camunda:inputOutput>"
    )
    play = Play(call(mappings), CALLEE).start().complete("c", found=7)
    assert play.case.variables == {"shown": Decimal(8)}


def test_the_binding_is_the_hosts_to_decide():
    attributes = 'camunda:calledElementBinding="version" camunda:calledElementVersion="= v"'
    play = Play(call("", attributes), CALLEE).start(v="3")
    assert play.host.calls == [("callee", "version", "3")]


def test_a_process_that_calls_itself_without_end_is_stopped():
    own = bpmn(ENDS + '<callActivity id="me" calledElement="main"/>' + flows("start me fin"))
    Play(own).start().fails_at("me", "more than 50 deep")


EACH = (
    '<multiInstanceLoopCharacteristics {} camunda:collection="lines" '
    'camunda:elementVariable="line"/>'
)


def each(loop: str) -> bytes:
    return bpmn(
        ENDS + f'<userTask id="a">{loop}</userTask><userTask id="b"/>' + flows("start a b fin")
    )


def test_parallel_instances_see_their_own_element():
    play = Play(each(EACH.format(""))).start(lines=["L1", "L2", "L3"])
    assert play.waiting == ["a", "a", "a"]
    tasks = [c.at.instance for c in play.host.changes if type(c).__name__ == "TaskOffered"]
    seen = [play.case.variables_of(task) for task in tasks]
    assert [one["line"] for one in seen] == ["L1", "L2", "L3"]
    assert [one["loopCounter"] for one in seen] == [0, 1, 2]
    assert seen[0]["nrOfInstances"] == 3
    for task in (tasks[1], tasks[0], tasks[2]):
        play.complete_instance(task)
    assert play.waiting == ["b"]
    assert "line" not in play.case.variables
    each_once(play.host.changes)


def test_sequential_instances_come_one_after_the_other():
    play = Play(each(EACH.format('isSequential="true"'))).start(lines=["L1", "L2"])
    assert play.waiting == ["a"]
    assert play.case.variables_of(play.task("a"))["line"] == "L1"
    play.complete("a")
    assert play.case.variables_of(play.task("a"))["line"] == "L2"
    assert play.complete("a").waiting == ["b"]


def test_a_sequential_collection_that_shrinks_is_an_error():
    play = Play(each(EACH.format('isSequential="true"'))).start(lines=["L1", "L2"])
    play.complete("a", lines=["L1"]).fails_at("a", "become shorter")


def test_an_empty_collection_passes():
    assert Play(each(EACH.format(""))).start(lines=[]).waiting == ["b"]


@pytest.mark.parametrize("lines", [None, "L1", 3])
def test_a_collection_that_is_no_list_is_an_error(lines):
    Play(each(EACH.format(""))).start(lines=lines).fails_at("a", "must be a list")


def test_a_number_and_a_completion_condition():
    loop = (
        "<multiInstanceLoopCharacteristics><loopCardinality>2 + 1</loopCardinality>"
        "<completionCondition>nrOfCompletedInstances / nrOfInstances &gt; 0.5"
        "</completionCondition></multiInstanceLoopCharacteristics>"
    )
    play = Play(each(loop)).start().complete("a")
    assert play.waiting == ["a", "a"]
    assert play.complete("a").waiting == ["b"]
    assert "xa" in play.trace
    each_once(play.host.changes)


def test_the_body_is_the_scope_of_its_instances_and_ends_once():
    play = Play(each(EACH.format(""))).start(lines=[1, 2]).complete("a").complete("a")
    entered = [c.at for c in play.host.changes if isinstance(c, Entered) and c.at.element == "a"]
    assert [at.type for at in entered] == ["multiInstanceBody", "userTask", "userTask"]
    assert [at.scope for at in entered] == [None, entered[0].instance, entered[0].instance]
    ends = [
        c.at.type for c in play.host.changes if isinstance(c, Completed) and c.at.element == "a"
    ]
    assert ends == ["userTask", "userTask", "multiInstanceBody"]


def test_a_sub_process_can_be_multi_instance_and_keeps_its_element_inside():
    loop = EACH.format('isSequential="true"')
    inner = sub(loop + '<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>', "s a e")
    play = Play(bpmn(ENDS + inner + flows("start sub fin"))).start(lines=["L1", "L2"])
    assert play.case.variables_of(play.task("a"))["line"] == "L1"
    play.complete("a")
    assert play.case.variables_of(play.task("a"))["line"] == "L2"
    assert play.complete("a").ended


def test_two_cases_on_one_cached_definition_do_not_meet():
    first = Play(each(EACH.format(""))).start(lines=[1, 2])
    second = Play(each(EACH.format("")))
    second.runner, second.files = first.runner, first.files
    second.start(lines=[1, 2, 3])
    assert len(second.waiting) == 3
    assert first.complete("a").complete("a").waiting == ["b"]
    assert second.complete("a").complete("a").complete("a").waiting == ["b"]


MAPPED = (
    '<userTask id="a"><extensionElements><camunda:inputOutput>'
    '<camunda:inputParameter name="shown">kva * 2</camunda:inputParameter>'
    '<camunda:inputParameter name="fixed">"hv"</camunda:inputParameter>'
    '<camunda:outputParameter name="total">= shown + 1</camunda:outputParameter>'
    "</camunda:inputOutput></extensionElements></userTask>"
)


def test_input_mappings_are_local_and_output_mappings_go_around():
    play = Play(bpmn(ENDS + MAPPED + flows("start a fin"))).start(kva=10)
    assert play.case.variables_of(play.task("a")) == {"kva": 10, "shown": 20, "fixed": "hv"}
    play.complete("a")
    assert play.case.variables == {"kva": 10, "total": 21}


def test_a_completed_task_sets_a_local_variable_where_it_is_known():
    play = Play(bpmn(ENDS + MAPPED + flows("start a fin"))).start(kva=10)
    assert play.complete("a", shown=5).case.variables == {"kva": 10, "total": 6}


def test_values_keep_their_type_in_a_called_process_across_reloads():
    mapping = '<camunda:in variables="all"/><camunda:out variables="all"/>'
    given = {"money": Decimal("12.50"), "on": date(2026, 3, 2), "rows": [{"n": Decimal("0.1")}]}
    play = Play(call(mapping), CALLEE).start(**given)
    play.complete("c")
    assert play.case.variables == given
    assert str(play.case.variables["money"]) == "12.50"


def test_completing_what_does_not_wait_is_refused():
    play = Play(call(""), CALLEE).start()
    task = play.task("c")
    for wrong in (0, 99, -1, play.open("call")[0]):
        with pytest.raises(NotWaiting):
            play.case.complete(wrong, {})
    play.complete_instance(task)
    with pytest.raises(NotWaiting):
        play.case.complete(task, {})


def test_cancelling_a_case_reports_every_open_element_once():
    inner = sub('<startEvent id="s"/><userTask id="a"/><endEvent id="e"/>', "s a e")
    play = Play(bpmn(ENDS + inner + flows("start sub fin"))).start()
    play.trace  # noqa: B018  forget what was before
    play.cancel()
    assert play.ended
    assert play.trace == "xa xsub"
    each_once(play.host.changes)


def test_a_condition_inside_a_call_sees_the_called_variables_alone():
    callee = bpmn(
        '<startEvent id="s"/><exclusiveGateway id="g" default="g-e"/><userTask id="c"/>'
        '<endEvent id="e"/>' + flows("s g e", "c e") + flow("g", "c", "x = null"),
        process="callee",
    )
    assert Play(call(""), callee).start(x=1).waiting == ["c"]

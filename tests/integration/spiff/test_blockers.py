"""What SpiffWorkflow 3.2.0 does wrongly as shipped, each beside the same thing done here.

The stock library is driven the way its documentation shows. If a new version of it mends one of
these, the first half of that test fails, and says so.
"""

from pathlib import Path

import pytest
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.specs.event_definitions.message import MessageEventDefinition
from SpiffWorkflow.bpmn.util import BpmnEvent
from SpiffWorkflow.camunda.parser import CamundaParser
from SpiffWorkflow.task import Task
from SpiffWorkflow.util.task import TaskState

from tests.integration.spiff.kit import Play, bpmn, each_once, flow, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'


class Stock:
    """The library without us."""

    def __init__(self, xml: bytes, parser: type[BpmnParser] = BpmnParser) -> None:
        reading = parser()
        reading.add_bpmn_str(xml)
        self.spec = reading.get_spec("main")
        self.inner = reading.get_subprocess_specs("main")

    def start(self) -> BpmnWorkflow:
        self.workflow = BpmnWorkflow(self.spec, self.inner)
        self.workflow.do_engine_steps()
        return self.workflow

    def ready(self) -> list[str]:
        found = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        return [task.task_spec.bpmn_id for task in found]

    def task(self, name: str) -> Task:
        found = self.workflow.get_tasks(state=TaskState.READY, manual=True)
        return next(task for task in found if task.task_spec.bpmn_id == name)

    def complete(self, name: str, **data: object) -> None:
        task = self.task(name)
        task.data.update(data)
        task.run()
        self.workflow.do_engine_steps()


# 1 ---------------------------------------------------------------------------------------------

LOOP = bpmn(
    ENDS
    + '<userTask id="a"/><exclusiveGateway id="again" default="again-fin"/>'
    + flows("start a again fin")
    + flow("again", "a", "go_on")
)


def test_1_stock_calls_a_case_complete_that_has_a_task_below_depth_1000():
    stock = Stock(LOOP)
    workflow = stock.start()
    task = stock.task("a")
    task.data["go_on"] = True
    for _ in range(1010):  # each time the task before has made the next one ready
        task.run()
        task = next(child for child in task.children if child.task_spec.bpmn_id != "fin")
    assert task.state == TaskState.READY
    assert stock.ready() == []
    assert workflow.is_completed()


def test_1_here_a_loop_goes_on_as_long_as_it_likes():
    play = Play(LOOP).start()
    for _ in range(600):
        play.complete("a", go_on=True)
    assert play.waiting == ["a"]
    assert not play.ended
    assert play.complete("a", go_on=False).ended


# 2 ---------------------------------------------------------------------------------------------

JOIN = bpmn(
    ENDS
    + '<userTask id="z"/><parallelGateway id="f"/><userTask id="a"/><userTask id="b"/>'
    + '<parallelGateway id="j"/><userTask id="y"/>'
    + flows("start z f a j y fin", "f b j")
)


def test_2_stock_loses_an_update_at_a_parallel_join():
    stock = Stock(JOIN)
    stock.start()
    stock.complete("z", x=1)
    stock.complete("a", x=2)
    stock.complete("b")
    assert stock.task("y").data["x"] == 1


def test_2_here_the_update_stays():
    play = Play(JOIN).start().complete("z", x=1).complete("a", x=2).complete("b")
    assert play.case.variables_of(play.task("y"))["x"] == 2


# 3 ---------------------------------------------------------------------------------------------


def test_3_stock_rewrites_the_past_when_a_nested_value_is_edited():
    stock = Stock(JOIN)
    stock.start()
    stock.complete("z", rows=[{"n": 1}])
    stock.task("a").data["rows"][0]["n"] = 2
    past = stock.workflow.get_next_task(spec_name="z")
    assert past.data["rows"][0]["n"] == 2


def test_3_here_a_nested_value_changes_only_by_completing_a_task_and_is_then_kept():
    play = Play(JOIN).start().complete("z", rows=[{"n": 1}])
    before = dict(play.case.variables)
    play.complete("a", rows=[{"n": 2}])
    assert before["rows"] == [{"n": 1}]
    assert play.complete("b").case.variables["rows"] == [{"n": 2}]


# 4 ---------------------------------------------------------------------------------------------

ROUNDS = bpmn(
    ENDS
    + '<userTask id="z"/><exclusiveGateway id="m"/>'
    + '<inclusiveGateway id="split" default="split-c"/>'
    + '<userTask id="a"/><userTask id="b"/><task id="c"/><inclusiveGateway id="join"/>'
    + '<exclusiveGateway id="again" default="again-fin"/>'
    + flows("start z m split c join again fin", "a join", "b join")
    + flow("split", "a", "one")
    + flow("split", "b", "two")
    + flow("again", "m", "more")
)


def test_4_stock_misfires_an_inclusive_join_on_the_second_pass():
    stock = Stock(ROUNDS)
    stock.start()
    stock.complete("z", one=True, two=True, more=False)
    stock.complete("a", more=True)
    stock.complete("b", more=True)
    assert stock.ready() == ["a", "b"]
    stock.complete("a", more=True)
    assert stock.ready() != ["b"]  # the join has opened without waiting for b
    for name in ("b", "a", "b"):
        stock.complete(name, more=True)
    stock.complete("a", more=False)
    with pytest.raises(AttributeError):
        stock.complete("b", more=False)


def test_4_here_every_pass_is_like_the_first():
    play = Play(ROUNDS).start().complete("z", one=True, two=True)
    for _ in range(10):
        assert play.waiting == ["a", "b"]
        play.complete("a", more=True)
        assert play.waiting == ["b"]
        play.complete("b")
    play.complete("a", more=False).complete("b")
    assert play.ended
    each_once(play.host.changes)


# 5 ---------------------------------------------------------------------------------------------

WITHDRAW = bpmn(
    ENDS
    + '<userTask id="a"/><subProcess id="esp" triggeredByEvent="true">'
    + '<startEvent id="es"><messageEventDefinition messageRef="m1"/></startEvent>'
    + '<userTask id="react"/><endEvent id="ee"/>'
    + flows("es react ee")
    + "</subProcess>"
    + flows("start a fin"),
    roots='<message id="m1" name="gone"/>',
)


def test_5_stock_changes_the_shared_definition_when_an_event_sub_process_is_triggered():
    stock = Stock(WITHDRAW)
    stock.start()
    stock.complete("a")
    assert stock.workflow.is_completed()
    stock.start().send_event(BpmnEvent(MessageEventDefinition("gone"), {}))
    stock.workflow.do_engine_steps()
    stock.start()  # a third case on the same definition, which no message reaches
    stock.complete("a")
    assert not stock.workflow.is_completed()


def test_5_here_cases_on_one_definition_do_not_touch_each_other():
    first = Play(WITHDRAW).start().receive("message", "gone")
    assert first.waiting == ["react"]
    third = Play(WITHDRAW)
    third.runner, third.files = first.runner, first.files
    assert third.start().complete("a").ended


# 6 ---------------------------------------------------------------------------------------------


def reviews(loop: str) -> bytes:
    return bpmn(
        ENDS
        + f'<userTask id="z"/><userTask id="a">{loop}</userTask><userTask id="y"/>'
        + flows("start z a y fin")
    )


def test_6_stock_rewrites_its_definition_when_a_multi_instance_begins():
    loop = (
        "<multiInstanceLoopCharacteristics><loopCardinality>lines</loopCardinality>"
        "</multiInstanceLoopCharacteristics>"
    )
    stock = Stock(reviews(loop), CamundaParser)
    stock.start()
    stock.complete("z", lines=[1, 2])
    assert stock.ready() == ["a", "a"]
    stock.start()
    with pytest.raises(AttributeError):
        stock.complete("z", lines=[1, 2, 3])


def test_6_here_the_second_case_has_its_own_number():
    loop = '<multiInstanceLoopCharacteristics camunda:collection="lines"/>'
    first = Play(reviews(loop)).start().complete("z", lines=[1, 2])
    second = Play(reviews(loop))
    second.runner, second.files = first.runner, first.files
    second.start().complete("z", lines=[1, 2, 3])
    assert first.waiting == ["a"] * 2
    assert second.waiting == ["a"] * 3


# 7 ---------------------------------------------------------------------------------------------


def hostile(file: Path) -> bytes:
    return bpmn(
        ENDS
        + '<exclusiveGateway id="g" default="g-fin"/><task id="b"/>'
        + flows("start g fin", "b fin")
        + flow("g", "b", f"__import__('os').system('touch {file}') == 1")
    )


def test_7_stock_runs_python_found_in_a_diagram(tmp_path):
    file = tmp_path / "ran"
    Stock(hostile(file)).start()
    assert file.exists()


def test_7_here_it_is_refused(tmp_path):
    file = tmp_path / "ran"
    Play(hostile(file)).start().fails_at("g")
    assert not file.exists()

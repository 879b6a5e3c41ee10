"""People's tasks, decisions, work by topic, scripts: what is asked of the host and what is set."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from engine.cases.tokens.changes import TaskOffered
from engine.cases.tokens.errors import BusinessError, NotWaiting
from engine.feel import Function
from tests.integration.spiff.kit import Play, bpmn, flow, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'


def offered(attributes: str, **variables: object) -> TaskOffered:
    xml = bpmn(ENDS + f'<userTask id="a" {attributes}/>' + flows("start a fin"))
    play = Play(xml).start(**variables)
    return next(c for c in play.host.changes if isinstance(c, TaskOffered))


def test_attributes_are_literals_unless_they_begin_with_an_equals_sign():
    task = offered(
        'camunda:assignee="= manager" camunda:candidateGroups="director, section-chief" '
        'camunda:candidateUsers="manager" camunda:priority="80" camunda:formRef="plan-draft"',
        manager="wang",
    )
    assert task.assignee == "wang"
    assert task.candidate_groups == ("director", "section-chief")
    assert task.candidate_users == ("manager",)
    assert task.priority == 80
    assert task.form == "plan-draft"


def test_what_is_not_given_is_none_and_the_priority_fifty_as_in_camunda():
    task = offered("")
    assert (task.assignee, task.candidate_users, task.candidate_groups) == (None, (), ())
    assert (task.due, task.follow_up, task.priority, task.form) == (None, None, 50, None)


def test_names_may_come_as_a_list():
    task = offered('camunda:candidateGroups="= groups"', groups=["a", "b", "a"])
    assert task.candidate_groups == ("a", "b")


def test_due_dates_are_moments_in_the_stations_zone():
    task = offered(
        'camunda:dueDate="2026-03-10T17:00:00" camunda:followUpDate="= start"',
        start=datetime(2026, 3, 9, 8, 0, tzinfo=UTC),
    )
    assert task.due == datetime(2026, 3, 10, 9, 0, tzinfo=UTC)
    assert task.follow_up == datetime(2026, 3, 9, 8, 0, tzinfo=UTC)


def test_a_date_alone_is_due_at_the_end_of_that_day():
    task = offered('camunda:dueDate="= until"', until=date(2026, 3, 10))
    assert task.due == datetime(2026, 3, 10, 16, 0, tzinfo=UTC)  # 24:00 in Shanghai


@pytest.mark.parametrize(
    "attribute",
    [
        'camunda:assignee="= 5"',
        'camunda:candidateGroups="= 5"',
        'camunda:candidateGroups="= [1]"',
        'camunda:dueDate="tomorrow"',
        'camunda:dueDate="= 5"',
        'camunda:priority="high"',
        'camunda:priority="= 1.5"',
        'camunda:assignee="= manager +"',
    ],
)
def test_an_attribute_of_the_wrong_type_fails_naming_the_element(attribute):
    xml = bpmn(ENDS + f"<userTask id='a' {attribute}/>" + flows("start a fin"))
    play = Play(xml).start()
    play.fails_at("a")
    assert play.waiting == []


def rule(attributes: str, result: object) -> Play:
    xml = bpmn(
        ENDS
        + f'<businessRuleTask id="a" camunda:decisionRef="tier" {attributes}/><userTask id="b"/>'
        + flows("start a b fin")
    )
    play = Play(xml)
    play.host.decisions["tier"] = result
    return play.start(kva=5)


ONE = {"tier": "gold"}
TWO = {"tier": "gold", "reason": "load"}


@pytest.mark.parametrize(
    ("shape", "result", "value"),
    [
        ("singleEntry", ONE, "gold"),
        ("singleEntry", [ONE], "gold"),
        ("singleEntry", "gold", "gold"),
        ("singleEntry", None, None),
        ("singleEntry", [], None),
        ("singleResult", TWO, TWO),
        ("singleResult", [TWO], TWO),
        ("singleResult", None, None),
        ("collectEntries", [ONE, ONE], ["gold", "gold"]),
        ("collectEntries", None, []),
        ("resultList", [TWO, ONE], [TWO, ONE]),
        ("resultList", TWO, [TWO]),
        ("resultList", None, []),
    ],
)
def test_a_decisions_result_is_mapped_as_camunda_does(shape, result, value):
    attributes = f'camunda:resultVariable="found" camunda:mapDecisionResult="{shape}"'
    play = rule(attributes, result)
    assert play.case.variables == {"kva": 5, "found": value}
    assert play.decided == ["tier"]


@pytest.mark.parametrize(
    ("shape", "result"),
    [
        ("singleEntry", [ONE, ONE]),
        ("singleEntry", TWO),
        ("singleResult", [ONE, ONE]),
        ("collectEntries", [TWO]),
        ("odd", ONE),
    ],
)
def test_a_decision_with_more_than_the_mapping_holds_fails(shape, result):
    rule(f'camunda:resultVariable="found" camunda:mapDecisionResult="{shape}"', result).fails_at(
        "a"
    )


def test_a_result_without_a_variable_is_recorded_and_not_kept():
    play = rule("", [ONE])
    assert play.case.variables == {"kva": 5}
    assert play.decided == ["tier"]


def test_external_work_gets_the_variables_and_sets_what_it_returns():
    xml = bpmn(
        ENDS
        + '<serviceTask id="a" camunda:type="external" camunda:topic="assign-manager"/>'
        + '<userTask id="b"/>'
        + flows("start a b fin")
    )
    play = Play(xml)
    play.host.topics["assign-manager"] = lambda seen: {"manager": f"for {seen['grade']}"}
    play.start(grade="chief")
    assert play.case.variables["manager"] == "for chief"
    assert play.waiting == ["b"]


def test_a_script_is_feel_and_sets_its_result():
    xml = bpmn(
        ENDS
        + '<scriptTask id="a" scriptFormat="feel" camunda:resultVariable="total">'
        + "<script>sum(parts)</script></scriptTask>"
        + flows("start a fin")
    )
    assert Play(xml).start(parts=[1, Decimal("2.5")]).case.variables["total"] == Decimal("3.5")


def test_the_engines_functions_are_known_and_hidden_by_no_variable():
    xml = bpmn(
        ENDS
        + '<exclusiveGateway id="x" default="x-b"/><userTask id="a"/><userTask id="b"/>'
        + flows("start x b fin", "a fin")
        + flow("x", "a", "working days after(accepted, 3) &gt; 5")
    )
    play = Play(xml)
    play.host.names = {
        "working days after": Function(
            call=lambda start, days: start + days, parameters=("date", "days")
        )
    }
    assert play.start(accepted=Decimal(3), **{"working days after": "odd"}).waiting == ["a"]


HOSTILE = [
    "__import__('os').system('touch {file}')",
    "__import__(&quot;os&quot;).system(&quot;touch {file}&quot;)",
    "().__class__.__base__.__subclasses__()",
    "open('{file}', 'w')",
]


@pytest.mark.parametrize("reload", [True, False])
@pytest.mark.parametrize("text", HOSTILE)
def test_no_python_from_a_diagram_ever_runs(tmp_path, text, reload):
    file = tmp_path / "ran"
    hostile = text.format(file=file)
    xml = bpmn(
        ENDS
        + '<userTask id="a"/><exclusiveGateway id="x" default="x-fin"/><task id="b"/>'
        + flows("start a x fin", "b fin")
        + flow("x", "b", hostile)
    )
    play = Play(xml, reload=reload).start()
    play.complete("a")
    assert {failed.at.element for failed in play.failures} <= {"x"}  # refused is as good as null
    assert not file.exists()


def test_a_python_script_is_refused_even_if_it_was_deployed():
    xml = bpmn(
        ENDS
        + '<scriptTask id="a" scriptFormat="python"><script>x = 1</script></scriptTask>'
        + flows("start a fin")
    )
    Play(xml).start().fails_at("a", "only be FEEL")


WORK = '<serviceTask id="w" name="Ask" camunda:type="external" camunda:topic="ask"/>'
CATCH = (
    '<boundaryEvent id="c" attachedToRef="w"><errorEventDefinition errorRef="e1" '
    'camunda:errorCodeVariable="code" camunda:errorMessageVariable="why"/></boundaryEvent>'
    '<userTask id="mend"/>'
)
ERROR = '<error id="e1" errorCode="no-line"/>'


def asked(answer: object, *, catch: bool = True) -> Play:
    body, more = (CATCH, flows("c mend fin")) if catch else ("", "")
    play = Play(bpmn(ENDS + WORK + body + flows("start w fin") + more, roots=ERROR))

    def work(_: object) -> object:
        if isinstance(answer, Exception):
            raise answer
        return answer

    play.host.topics["ask"] = work
    return play


RULE = (
    '<extensionElements><camunda:errorEventDefinition id="r" errorRef="e1" expression="{0}"/>'
    "</extensionElements></serviceTask>"
)


def test_work_done_at_once_can_turn_out_to_be_an_error_by_what_it_sets():
    for text in ("${length &lt; 1}", "${length &lt; 1 &amp;&amp; externalTask.topicName == 'ask'}"):
        work = WORK.replace("/>", ">" + RULE.format(text))
        play = Play(
            bpmn(ENDS + work + CATCH + flows("start w fin") + flows("c mend fin"), roots=ERROR)
        )
        play.host.topics["ask"] = lambda _: {"length": 0}
        play.start()
        assert play.waiting == ["mend"]
        assert (play.case.variables["length"], play.case.variables["code"]) == (0, "no-line")


def test_work_done_outside_waits_and_is_completed_later():
    play = asked(None).start()
    assert not play.ended
    play.complete_instance(play.open("w")[0], answer=42)
    assert play.ended
    assert play.case.variables == {"answer": 42}


def test_an_error_of_the_work_is_caught_by_its_code():
    play = asked(BusinessError(code="no-line", message="None there", variables={"line": "L1"}))
    play.start()
    assert play.waiting == ["mend"]
    assert play.case.variables == {"line": "L1", "code": "no-line", "why": "None there"}
    assert play.trace == "+start -start +w +c -c xw +mend"


def test_work_outside_may_fail_later():
    play = asked(None).start()
    work = play.open("w")[0]
    play.case.fail(work, BusinessError(code="no-line"))
    assert play.waiting == ["mend"]
    with pytest.raises(NotWaiting):
        play.case.fail(work, BusinessError(code="no-line"))
    with pytest.raises(NotWaiting):
        play.case.complete(work, {})


@pytest.mark.parametrize("catch", [True, False])
def test_an_error_nothing_catches_is_told_with_its_code(catch):
    asked(BusinessError(code="broken"), catch=catch).start().fails_at("w", "broken")


def test_a_person_cannot_complete_what_is_no_task_of_a_person_or_a_topic():
    play = Play(
        bpmn(ENDS + '<receiveTask id="r" messageRef="m"/>' + flows("start r fin"),
             roots='<message id="m" name="m"/>')
    ).start()  # fmt: skip
    with pytest.raises(NotWaiting):
        play.case.complete(play.open("r")[0], {})

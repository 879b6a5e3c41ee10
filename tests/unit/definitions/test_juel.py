"""A diagram written in JUEL reaches everyone who executes it in FEEL."""

import pytest
from lxml import etree

from engine.definitions.diagrams.juel import feel_of, into_feel
from engine.definitions.diagrams.opening import as_drawn, definitions
from engine.definitions.diagrams.reader import read
from engine.feel.errors import JuelError
from tests.unit.definitions.diagrams import around, extended, user_task

TASK = user_task(
    extended(
        '<camunda:inputOutput><camunda:inputParameter name="title">No. ${no}'
        '</camunda:inputParameter><camunda:outputParameter name="done">#{ok ? 1 : 0}'
        "</camunda:outputParameter></camunda:inputOutput>"
    ),
    assignee="${manager}",
    dueDate="${by}",
    formRef="fixed",
)
CONDITIONAL = (
    '<bpmn:intermediateCatchEvent id="x"><bpmn:conditionalEventDefinition>'
    "<bpmn:condition>${a &gt; 1 &amp;&amp; !b}</bpmn:condition></bpmn:conditionalEventDefinition>"
    "</bpmn:intermediateCatchEvent>"
)


def test_attributes_and_mappings_are_feel():
    task = read(around(TASK))["p"].elements["x"]
    assert (task.attributes["assignee"], task.attributes["dueDate"]) == ("= manager", "= by")
    assert task.attributes["formRef"] == "fixed"
    assert task.inputs[0].text == '= "No. " + string(get or else(no, ""))'
    assert task.outputs[0].text == "= if ok then 1 else 0"


def test_the_condition_of_an_event_and_the_name_of_a_message_are_feel():
    raw = around(CONDITIONAL, '<bpmn:message id="m" name="reply-${no}" />')
    root = definitions(raw)
    texts = [tag.text for tag in root.iter("{*}condition")]
    assert texts == ["= a > 1 and not(b = true)"]
    names = [tag.get("name") for tag in root.iter("{*}message")]
    assert names == ['= "reply-" + string(get or else(no, ""))']


def test_the_file_itself_is_left_as_it_was_drawn():
    raw = around(TASK)
    assert b"${manager}" in etree.tostring(as_drawn(raw))
    assert b"${" not in etree.tostring(definitions(raw))


def test_translating_twice_changes_nothing_more():
    root = definitions(around(TASK))
    once = etree.tostring(root)
    into_feel(root)
    assert etree.tostring(root) == once


def test_names_for_people_and_what_is_not_evaluated_stay():
    named = around(user_task(resultVariable="${x}").replace('name="Do it"', 'name="Pay ${sum}"'))
    task = read(named)["p"].elements["x"]
    assert (task.name, task.attributes["resultVariable"]) == ("Pay ${sum}", "${x}")


@pytest.mark.parametrize("text", ["${a.b()}", "${", "${a} ${b", "#{" + "(" * 500 + "}"])
def test_what_cannot_be_translated_stays_for_the_linter_to_refuse(text):
    assert read(around(user_task(assignee=text)))["p"].elements["x"].attributes["assignee"] == text


@pytest.mark.parametrize("of", ["conditionExpression", "collection", "completionCondition"])
def test_a_value_is_no_text(of):
    assert feel_of(of, " ${a} ") == "a"
    with pytest.raises(JuelError) as refused:
        feel_of(of, "${a} and ${b}")
    assert refused.value.position == 5


def test_a_text_that_says_it_is_feel_may_hold_no_juel():
    with pytest.raises(JuelError):
        feel_of("assignee", '= "${a}"')

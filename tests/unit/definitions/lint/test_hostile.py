"""Whatever a file holds, the linter answers, and soon."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.definitions.lint import Known, lint
from tests.unit.definitions.diagrams import HEAD, PROCESS, around, extended, user_task

FULL = around(
    user_task(
        extended(
            '<camunda:inputOutput><camunda:inputParameter name="a">= 1 + 业扩'
            "</camunda:inputParameter></camunda:inputOutput>"
        ),
        assignee="= manager",
        formRef="form",
    )
    + '<bpmn:boundaryEvent id="b" attachedToRef="x"><bpmn:timerEventDefinition>'
    '<bpmn:timeDate><![CDATA[ due("x") > ]]></bpmn:timeDate></bpmn:timerEventDefinition>'
    "</bpmn:boundaryEvent>"
)
TOKENS = ("<", ">", "&", '"', "=", "bpmn:", "id", "x", "${", "}", "\n", "]]>", "&#0;", "业", "")


@settings(max_examples=300, deadline=1000)
@given(
    st.lists(
        st.tuples(
            st.integers(0, len(FULL)), st.integers(0, 12), st.sampled_from(TOKENS) | st.text("<>/=")
        ),
        max_size=4,
    )
)
def test_a_damaged_file_gets_an_answer(edits):
    raw = FULL
    for at, gone, text in edits:
        raw = raw[:at] + text.encode() + raw[at + gone :]
    for problem in lint("a.bpmn", raw, Known()):
        assert str(problem)


def test_a_large_file_of_nonsense_is_answered_within_seconds():
    nonsense = (
        "".join(f'<bpmn:odd id="o{at}" camunda:x="${{a}}" />' for at in range(6_000)),
        "".join(f'<bpmn:userTask id="u{at}" camunda:assignee="= a +" />' for at in range(6_000)),
        "".join(f'<bpmn:subProcess id="s{at}">' for at in range(150)) + "</bpmn:subProcess>" * 150,
        '<bpmn:sequenceFlow id="f" sourceRef="a" targetRef="b" />' * 6_000,
    )
    for inside in nonsense:
        raw = f"{HEAD}{PROCESS}{inside}</bpmn:process></bpmn:definitions>".encode()
        began = time.thread_time()
        assert lint("a.bpmn", raw)
        assert time.thread_time() - began < 5

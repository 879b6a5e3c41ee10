"""What a diagram refers to is there: forms, decisions, processes, in a version that can be said."""

import pytest

from engine.definitions.lint import Known
from tests.unit.definitions.diagrams import around, found, user_task

KNOWN = Known(
    forms=frozenset({"survey"}),
    decisions=frozenset({"tier"}),
    processes=frozenset({"part"}),
    files_beside=frozenset({"a.form"}),
)


DECIDE = (
    '<bpmn:businessRuleTask id="x" camunda:decisionRef="{}" camunda:resultVariable="r" '
    'camunda:mapDecisionResult="{}" />'
)


BOUND = (
    '<bpmn:businessRuleTask id="x" camunda:decisionRef="tier" camunda:resultVariable="r" '
    'camunda:decisionRefBinding="{}" {} />'
)


@pytest.mark.parametrize(
    ("element", "codes"),
    [
        (user_task(formRef="survey", formRefBinding="latest"), []),
        (user_task(formRef="= form"), []),
        (user_task(formRef="other"), ["form-unknown"]),
        (user_task(formRef="survey", formRefBinding="deployment"), ["form-not-beside"]),
        (user_task(formRef="survey", formRefBinding="version", formRefVersion="2"), []),
        (user_task(formKey="camunda-forms:deployment:a.form"), []),
        (user_task(formKey="camunda-forms:deployment:b.form"), ["form-file-not-beside"]),
        (DECIDE.format("tier", "singleEntry"), []),
        (DECIDE.format("other", "singleEntry"), ["decision-unknown"]),
        (DECIDE.format("tier", "best"), ["decision-result"]),
        (BOUND.format("deployment", ""), ["decision-not-beside"]),
        (BOUND.format("version", 'camunda:decisionRefVersion="3"'), []),
        (BOUND.format("version", ""), ["binding-version"]),
        (BOUND.format("versionTag", 'camunda:decisionRefVersionTag="= tag"'), []),
        (BOUND.format("newest", ""), ["binding"]),
        ('<bpmn:callActivity id="x" calledElement="part" />', []),
        ('<bpmn:callActivity id="x" calledElement="p" />', []),
        ('<bpmn:callActivity id="x" calledElement="other" />', ["called-unknown"]),
        ('<bpmn:callActivity id="x" />', ["called-missing"]),
        (
            '<bpmn:callActivity id="x" calledElement="part" '
            'camunda:calledElementBinding="newest" />',
            ["binding"],
        ),
        (
            '<bpmn:callActivity id="x" calledElement="part" '
            'camunda:calledElementBinding="version" />',
            ["binding-version"],
        ),
    ],
)
def test_what_is_referred_to_is_there(element, codes):
    assert [code for _, code, _ in found(around(element), KNOWN)] == codes

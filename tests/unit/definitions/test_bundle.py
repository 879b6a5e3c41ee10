import hashlib
import json
from dataclasses import dataclass

import pytest

from engine.definitions.bundle import DeploymentRefused, bundle, inspect
from engine.definitions.definitions import Kind
from engine.definitions.lint import Known
from tests.unit.definitions.diagrams import around, process, properties, user_task

FORM = json.dumps({"type": "default", "id": "survey", "components": []}).encode()
DECISION = b"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="D" namespace="n"
 xmlns:camunda="http://camunda.org/schema/1.0/dmn">
 <decision id="tier" name="Tier"><literalExpression id="l"><text>"gold"</text></literalExpression>
 </decision></definitions>"""
DIAGRAM = process(
    """<bpmn:extensionElements><camunda:properties>
<camunda:property name="name:zh" value="接电" /><camunda:property name="stage" value="connection" />
</camunda:properties></bpmn:extensionElements>
<bpmn:startEvent id="s" camunda:formRef="survey" /><bpmn:endEvent id="e" />
<bpmn:businessRuleTask id="r" camunda:decisionRef="tier" camunda:resultVariable="tier" />
<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="r" />
<bpmn:sequenceFlow id="g" sourceRef="r" targetRef="e" />""",
    opening='<bpmn:process id="p" name="Connect" isExecutable="true" camunda:versionTag="1.2" '
    'camunda:historyTimeToLive="P1D">',
)
FILES = {"a/p.bpmn": DIAGRAM, "survey.form": FORM, "tier.dmn": DECISION}


def codes(files, *more):
    return [(problem.file, problem.code) for problem in inspect(files, *more).problems]


def test_files_that_need_each_other_are_deployed_together():
    made = bundle(FILES)
    assert made.problems == ()
    assert [(d.kind, d.key, d.name, d.resource) for d in made.deployables] == [
        (Kind.PROCESS, "p", "Connect", "a/p.bpmn"),
        (Kind.FORM, "survey", "survey", "survey.form"),
        (Kind.DECISION, "tier", "Tier", "tier.dmn"),
    ]


def test_a_process_is_described_as_its_file_says():
    found = bundle(FILES).deployables[0]
    assert (found.version_tag, found.stage, found.start_form) == ("1.2", "connection", "survey")
    assert found.names == {"zh": "接电"}
    assert found.digest == hashlib.sha256(DIAGRAM).hexdigest()


def test_what_would_be_stored_carries_the_file():
    entered = bundle(FILES).new_definitions()
    assert (entered[0].key, entered[0].content) == ("p", DIAGRAM)
    assert entered[0].digest == hashlib.sha256(DIAGRAM).hexdigest()


def test_what_a_diagram_refers_to_may_be_deployed_already():
    alone = {"p.bpmn": DIAGRAM}
    assert codes(alone) == [("p.bpmn", "form-unknown"), ("p.bpmn", "decision-unknown")]
    known = Known(forms=frozenset({"survey"}), decisions=frozenset({"tier"}))
    assert codes(alone, known) == []


def test_one_wrong_file_refuses_all_and_every_problem_is_told():
    files = {
        **FILES,
        "bad.bpmn": around('<bpmn:complexGateway id="x" name="Which?" />'),
        "bad.form": b"{",
        "bad.dmn": b"<x/>",
        "warned.bpmn": process(
            '<bpmn:startEvent id="s" /><bpmn:endEvent id="e" />'
            '<bpmn:sequenceFlow id="f" sourceRef="s" targetRef="e" />',
            opening='<bpmn:process id="q" isExecutable="true">',
        ),
    }
    with pytest.raises(DeploymentRefused) as caught:
        bundle(files)
    found = {(problem.file, problem.code) for problem in caught.value.problems}
    assert {
        ("bad.bpmn", "element-type"),
        ("bad.form", "not-json"),
        ("bad.dmn", "not-dmn"),
        ("warned.bpmn", "history-ttl"),
    } <= found
    assert all(str(problem) for problem in caught.value.problems)


def test_warnings_alone_do_not_refuse():
    raw = around(user_task(asyncBefore="true"))
    assert [problem.code for problem in bundle({"p.bpmn": raw}).problems] == ["hint"]


def test_a_key_is_defined_once():
    assert codes({"a.form": FORM, "b.form": FORM}) == [("b.form", "key-twice")]


def test_a_decision_that_cannot_be_executed_is_named():
    wrong = DECISION.replace(b'"gold"', b'"gold" +')
    problem = inspect({"tier.dmn": wrong}).problems[0]
    assert (problem.code, problem.element, problem.name) == ("decision", "tier", "Tier")


@dataclass(frozen=True)
class Refusal:
    element: str
    name: str
    reason: str


def test_the_runner_has_the_last_word():
    def check(raw):
        assert raw == DIAGRAM
        return [Refusal("r", "Rate", "cannot be executed on Sundays")]

    problem = inspect(FILES, None, check).problems[0]
    assert str(problem) == ('a/p.bpmn: "Rate" (r): The element cannot be executed on Sundays.')


def test_the_runner_is_not_asked_about_what_is_wrong_already():
    def check(_raw):
        raise AssertionError

    wrong = around('<bpmn:complexGateway id="x" />')
    assert codes({"p.bpmn": wrong}, None, check) == [("p.bpmn", "element-type")]


@pytest.mark.parametrize(
    "name", ["../x.bpmn", "/x.bpmn", "a//x.bpmn", "x\n.bpmn", "", "a\\b.bpmn", "x" * 200 + ".bpmn"]
)
def test_odd_file_names_are_refused(name):
    assert [code for _, code in codes({name: DIAGRAM})] == ["file-name"]


def test_other_kinds_of_file_are_refused():
    assert codes({"x.py": b"print()"}) == [("x.py", "file-kind")]


def test_too_much_at_once_is_refused_unread():
    assert codes({}) == [("", "bundle-empty")]
    assert codes({f"{at}.form": b"{" for at in range(501)}) == [("", "bundle-files")]
    assert codes({f"{at}.form": b" " * 4_000_000 for at in range(8)}) == [("", "bundle-size")]
    assert codes({"x.bpmn": b"<" * 5_000_001}) == [("x.bpmn", "too-large")]


def limits(*cells):
    rules = "".join(
        f'<rule id="r{at}"><inputEntry id="a{at}"><text>"hv"</text></inputEntry>'
        f'<inputEntry id="b{at}"><text>{cell}</text></inputEntry>'
        f'<outputEntry id="o{at}"><text>10</text></outputEntry></rule>'
        for at, cell in enumerate(cells)
    )
    return f"""<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="D"
 namespace="n"><decision id="time-limits" name="Limits"><decisionTable id="t" hitPolicy="COLLECT">
<input id="i1"><inputExpression id="e1"><text>customer_class</text></inputExpression></input>
<input id="i2"><inputExpression id="e2"><text>checkpoint</text></inputExpression></input>
<output id="o" name="value" />{rules}</decisionTable></decision></definitions>""".encode()


LIMITED = around(user_task(properties(timeLimit="reply")))


def test_a_time_limit_without_a_row_in_the_table_is_a_warning():
    assert codes({"p.bpmn": LIMITED}) == []
    assert codes({"p.bpmn": LIMITED, "l.dmn": limits('"design"', '"reply", "other"')}) == []
    assert codes({"p.bpmn": LIMITED, "l.dmn": limits('"design"')}) == [
        ("p.bpmn", "time-limit-unknown")
    ]


def test_a_table_whose_checkpoints_cannot_be_listed_warns_of_none():
    assert codes({"p.bpmn": LIMITED, "l.dmn": limits('"design"', "-")}) == []

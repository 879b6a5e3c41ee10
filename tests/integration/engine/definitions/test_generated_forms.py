"""Fields drawn in the diagram itself (`camunda:formData`) are a form like any other."""

from datetime import date

import pytest

from engine.api import (
    CaseDetail,
    DeploymentRefused,
    FormRejected,
    Processes,
    StartCase,
    StartForm,
    TaskDetail,
)
from tests.support.drawing import chain, deploy, diagram, task

ASKED = """<bpmn:extensionElements><camunda:formData>
<camunda:formField id="customer_name" label="Customer" type="string">
 <camunda:properties><camunda:property id="label:zh" value="客户" /></camunda:properties>
 <camunda:validation><camunda:constraint name="required" />
 <camunda:constraint name="maxlength" config="10" /></camunda:validation></camunda:formField>
<camunda:formField id="kva" label="Capacity" type="long" defaultValue="100">
 <camunda:validation><camunda:constraint name="min" config="10" />
 <camunda:constraint name="max" config="500" /></camunda:validation></camunda:formField>
<camunda:formField id="urgent" label="Urgent" type="boolean" defaultValue="true" />
<camunda:formField id="wished_on" label="By" type="date" defaultValue="01/03/2026" />
<camunda:formField id="source" label="Source" type="enum" defaultValue="grid">
 <camunda:properties><camunda:property id="value.grid:zh" value="电网" /></camunda:properties>
 <camunda:value id="grid" name="The grid" /><camunda:value id="own" name="Own plant" />
 </camunda:formField></camunda:formData></bpmn:extensionElements>"""
CHECKED = """<bpmn:extensionElements><camunda:formData>
<camunda:formField id="customer_name" label="Customer" type="string">
 <camunda:validation><camunda:constraint name="readonly" config="true" /></camunda:validation>
 </camunda:formField>
<camunda:formField id="remark" label="Remark" type="string">
 <camunda:validation><camunda:constraint name="minlength" config="3" /></camunda:validation>
 </camunda:formField></camunda:formData></bpmn:extensionElements>"""


@pytest.fixture
def drawn(small):
    start = f'<bpmn:startEvent id="begun" name="Asked">{ASKED}</bpmn:startEvent>'
    rest = task("check", inside=CHECKED) + '<bpmn:endEvent id="done" />'
    deploy(small, main__bpmn=diagram(start + rest + chain("begun", "check", "done")))
    return small


def started(station, **values):
    command = StartCase(actor="manager", process="main", values=values)
    return station.engine.execute(command).case


def refused(call):
    with pytest.raises(FormRejected) as caught:
        call()
    return [(error.path, error.code) for error in caught.value.errors]


def shown(station, case, element="check"):
    opened = station.open_tasks(case)[element]
    return station.engine.query(TaskDetail(actor="manager", task=opened, language="en")).form


def test_a_process_with_drawn_fields_can_be_started_and_shows_them_in_both_languages(drawn):
    lines = drawn.engine.query(Processes(actor="manager", language="en"))
    assert "main" in [line.key for line in lines]
    labels = {}
    for language in ("en", "zh"):
        view = drawn.engine.query(StartForm(actor="manager", process="main", language=language))
        labels[language] = [
            part.get("dateLabel") or part["label"] for part in view.schema["components"]
        ]
        source = view.schema["components"][4]
        labels[language] += [option["label"] for option in source["values"]]
    assert labels["en"] == [
        "Customer", "Capacity", "Urgent", "By", "Source", "The grid", "Own plant"
    ]  # fmt: skip
    assert labels["zh"] == ["客户", "Capacity", "Urgent", "By", "Source", "电网", "Own plant"]


def test_defaults_are_of_the_fields_own_types(drawn):
    view = drawn.engine.query(StartForm(actor="manager", process="main", language="en"))
    assert [part.get("defaultValue") for part in view.schema["components"]] == [
        None, 100, True, "2026-03-01", "grid"
    ]  # fmt: skip


def test_values_are_typed_and_answers_are_shown_with_their_labels(drawn):
    values = {"kva": "250", "urgent": False, "wished_on": "2026-03-31", "source": "own"}
    case = started(drawn, customer_name="泰和纺织", **values)
    (event,) = [e for e in drawn.events(case) if e.kind == "case-started"]
    assert event.data["values"] == {
        "customer_name": "泰和纺织", "kva": 250, "urgent": False,
        "wished_on": date(2026, 3, 31), "source": "own",
    }  # fmt: skip
    detail = drawn.engine.query(CaseDetail(actor="manager", case=case, language="en"))
    (answered,) = detail.answered
    assert answered.title == "Asked"
    assert [(a.label, a.shown) for a in answered.answers] == [
        ("Customer", "泰和纺织"), ("Capacity", "250"), ("Urgent", "no"), ("By", "2026-03-31"),
        ("Source", "Own plant"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("values", "wrong"),
    [
        ({}, [(("customer_name",), "required")]),
        ({"customer_name": "12345678901"}, [(("customer_name",), "max-length")]),
        ({"customer_name": "a", "kva": 9}, [(("kva",), "min")]),
        ({"customer_name": "a", "kva": 501}, [(("kva",), "max")]),
        ({"customer_name": "a", "kva": "1.5"}, [(("kva",), "integer"), (("kva",), "min")]),
        ({"customer_name": "a", "kva": "x"}, [(("kva",), "number")]),
        ({"customer_name": "a", "urgent": "yes"}, [(("urgent",), "type")]),
        ({"customer_name": "a", "wished_on": "31/03/2026"}, [(("wished_on",), "date")]),
        ({"customer_name": "a", "source": "wind"}, [(("source",), "option")]),
    ],
)
def test_the_server_checks_every_constraint_itself(drawn, values, wrong):
    assert refused(lambda: started(drawn, **values)) == wrong


def test_what_is_read_only_or_not_a_field_is_not_taken_however_it_is_sent(drawn):
    case = started(drawn, customer_name="泰和纺织", manager="boss")
    assert shown(drawn, case).data["customer_name"] == "泰和纺织"
    assert refused(lambda: drawn.do(case, "check", "manager", remark="ok")) == [
        (("remark",), "min-length")
    ]
    drawn.do(case, "check", "manager", customer_name="玉楼食品", remark="all right", urgent=True)
    detail = drawn.engine.query(CaseDetail(actor="manager", case=case, language="en"))
    assert detail.line.state == "completed"
    assert [(a.label, a.shown) for a in detail.answered[0].answers] == [("Remark", "all right")]


def test_a_default_is_computed_when_the_form_is_shown_and_as_long_as_nothing_is_set(small):
    fields = (
        '<camunda:formField id="asked_on" label="On" type="date" defaultValue="= today()" />'
        '<camunda:formField id="whom" label="For" type="string" defaultValue="Mr ${name}" />'
        '<camunda:formField id="kva" label="KVA" type="long" defaultValue="${1 + 1}" />'
        '<camunda:formField id="odd" label="Odd" type="string" defaultValue="= missing.x" />'
    )
    data = f"<bpmn:extensionElements><camunda:formData>{fields}</camunda:formData></bpmn:extensionElements>"  # noqa: E501
    ends = '<bpmn:startEvent id="begun" /><bpmn:endEvent id="done" />'
    path = chain("begun", "check", "again", "done")
    body = ends + task("check", inside=data) + task("again", inside=data) + path
    deploy(small, main__bpmn=diagram(body))
    case = started(small, name="Li")
    first = {"asked_on": "2026-02-10", "whom": "Mr Li", "kva": 2, "odd": None}
    assert shown(small, case).data == first
    said = {"asked_on": "2026-02-11", "whom": "Ms Wang", "kva": 5, "odd": None}
    small.do(case, "check", "manager", **said)
    assert shown(small, case, "again").data == said


FIELD = '<camunda:formField id="{id}" label="x" {type}>{inside}</camunda:formField>'


def holding(inside="", type='type="string"', id="x"):
    field = FIELD.format(id=id, type=type, inside=inside)
    data = f"<camunda:formData>{field}</camunda:formData>"
    return task("check", inside=f"<bpmn:extensionElements>{data}</bpmn:extensionElements>")


def constraint(name, config=""):
    given = f'name="{name}" config="{config}"'
    return f"<camunda:validation><camunda:constraint {given} /></camunda:validation>"


@pytest.mark.parametrize(
    ("element", "code"),
    [
        (holding(type='type="file"'), "form-data-type"),
        (holding(type=""), "form-data-type"),
        (holding(type='type="enum"'), "field-options"),
        (holding(id="a-b"), "field-key-bad"),
        (holding(id="a.b"), "field-key-bad"),
        (holding(constraint("validator", "a.B")), "form-data-constraint"),
        (holding(constraint("min", "3")), "form-data-place"),
        (holding(constraint("maxlength", "many")), "form-data-config"),
        (holding(constraint("required", "false")), "form-data-config"),
        (holding(constraint("required"), type='type="boolean"'), "form-data-place"),
        (holding(type='type="string" defaultValue="${bean.call()}"'), "juel"),
        (holding(type='type="string" defaultValue="= 1 +"'), "feel"),
        (holding(type='type="long" defaultValue="many"'), "form-data-default"),
        (holding("<camunda:script />"), "form-data-extension"),
        (holding().replace("<bpmn:userTask", '<bpmn:userTask camunda:formRef="f"'), "form-several"),
    ],
)
def test_a_field_that_would_be_checked_wrongly_is_refused_by_name(small, element, code):
    ends = '<bpmn:startEvent id="begun" /><bpmn:endEvent id="done" />'
    files = {"main__bpmn": diagram(ends + element + chain("begun", "check", "done"))}
    with pytest.raises(DeploymentRefused) as caught:
        deploy(small, **files)
    found = [(p.code, p.element) for p in caught.value.problems if p.is_error]
    assert (code, "check") in found

"""What the engine itself does at a service task: the account number goes into the register."""

import json
from dataclasses import replace
from itertools import pairwise

import pytest

from engine.api import CaseDetail, Deploy, ElementFailed, FormRejected, StartCase
from engine.cases.work.topics import TOPICS
from engine.history.events import TaskClaimed

FLOW = '<bpmn:sequenceFlow id="{0}-{1}" sourceRef="{0}" targetRef="{1}" />'
PATH = ("asked", "archive-case", "enter-account", "call-back", "done")
DIAGRAM = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
<bpmn:process id="permit" name="Permit" isExecutable="true" camunda:historyTimeToLive="P30D">
<bpmn:startEvent id="asked" camunda:formRef="permit-request" />
<bpmn:userTask id="archive-case" camunda:assignee="= manager" camunda:formRef="filing" />
<bpmn:serviceTask id="enter-account" camunda:type="external" camunda:topic="enter-account" />
<bpmn:userTask id="call-back" camunda:assignee="= manager" />
<bpmn:endEvent id="done" />
{"".join(FLOW.format(*pair) for pair in pairwise(PATH))}
</bpmn:process></bpmn:definitions>"""


def form(key, *names):
    fields = [{"type": "textfield", "id": n, "key": n, "label": n} for n in names]
    schema = {"type": "default", "id": key, "schemaVersion": 19, "components": fields}
    return json.dumps(schema | {"executionPlatform": "Camunda Platform"}).encode()


@pytest.fixture
def filing(small):
    files = {
        "permit.bpmn": DIAGRAM.encode(),
        "filing.form": form("filing", "account_no"),
        "permit-request.form": form("permit-request", "customer_name", "account_no"),
    }
    small.engine.execute(Deploy(actor="designer", name="filing", files=files))
    return small


def started(station, **values):
    command = StartCase(actor="manager", process="permit", values=values)
    return station.engine.execute(command).case


def account(station, case):
    detail = station.engine.query(CaseDetail(actor="director", case=case, language="en"))
    return detail.customer.account_no


def test_a_new_customer_gets_the_account_number_that_is_archived(filing):
    case = started(filing, customer_name="泰和纺织")
    assert account(filing, case) is None
    filing.do(case, "archive-case", "manager", account_no=" 3706810012345 ")
    assert account(filing, case) == "3706810012345"
    assert list(filing.open_tasks(case)) == ["call-back"]


def test_a_number_that_another_customer_has_is_refused_at_its_field_and_nothing_is_done(filing):
    first, second = (started(filing, customer_name=name) for name in ("泰和纺织", "玉楼食品"))
    filing.do(first, "archive-case", "manager", account_no="3706810012345")
    before = filing.kinds(second)

    with pytest.raises(FormRejected) as refused:
        filing.do(second, "archive-case", "manager", account_no="3706810012345")
    assert [(e.name, e.code) for e in refused.value.errors] == [("account_no", "taken")]
    assert str(refused.value.errors[0]) == "Somebody else has this already."
    assert list(filing.open_tasks(second)) == ["archive-case"]
    assert account(filing, second) is None
    assert filing.kinds(second) == before

    filing.do(second, "archive-case", "manager", account_no="3706810012346")
    assert account(filing, second) == "3706810012346"


def test_a_customers_number_is_never_replaced(filing):
    case = started(filing, customer_name="泰和纺织", account_no="3706810012345")
    filing.do(case, "archive-case", "manager", account_no="3706810099999")
    assert account(filing, case) == "3706810012345"


def test_a_customer_who_applies_again_keeps_the_number(filing):
    for _ in range(2):
        case = started(filing, customer_name="泰和纺织", account_no="3706810012345")
        filing.do(case, "archive-case", "manager", account_no="3706810012345")
        assert account(filing, case) == "3706810012345"


@pytest.mark.parametrize("told", [{}, {"account_no": ""}, {"account_no": "   "}])
def test_without_a_number_nothing_is_entered(filing, told):
    case = started(filing, customer_name="泰和纺织")
    filing.do(case, "archive-case", "manager", **told)
    assert account(filing, case) is None
    assert list(filing.open_tasks(case)) == ["call-back"]


def test_a_number_the_register_cannot_hold_is_refused(filing):
    case = started(filing, customer_name="泰和纺织")
    with pytest.raises(FormRejected) as refused:
        filing.do(case, "archive-case", "manager", account_no="3" * 33)
    assert [(e.name, e.code) for e in refused.value.errors] == [("account_no", "max-length")]


def test_a_case_without_a_customer_is_archived_all_the_same(filing):
    case = started(filing)
    filing.do(case, "archive-case", "manager", account_no="3706810012345")
    assert list(filing.open_tasks(case)) == ["call-back"]


def test_a_handler_that_fails_leaves_nothing_half_done_but_an_incident(filing, monkeypatch):
    def half(call):
        customer = call.context.unit.customers.get(call.case.customer)
        call.context.unit.customers.update(replace(customer, account_no="3706810012345"))
        call.note(TaskClaimed(element=call.at.element, instance=call.at.instance))
        raise ElementFailed(call.at.element, "", "the register is closed")

    case = started(filing, customer_name="泰和纺织")
    monkeypatch.setitem(TOPICS, "enter-account", half)
    before = filing.kinds(case).count("task-claimed")
    filing.do(case, "archive-case", "manager", account_no="3706810012345")
    assert account(filing, case) is None
    assert filing.kinds(case).count("task-claimed") == before
    detail = filing.engine.query(CaseDetail(actor="director", case=case, language="en"))
    assert [line.message for line in detail.incidents] == ["the register is closed"]

"""A start and a task without a form take the values they are given, exact and typed."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from engine.api import Deploy, FormRejected, StartCase

FLOW = '<bpmn:sequenceFlow id="{0}-{1}" sourceRef="{0}" targetRef="{1}" />'
PATH = ("asked", "count", "sum-up", "look", "done")
DIAGRAM = f"""<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
<bpmn:process id="formless" isExecutable="true" camunda:historyTimeToLive="P30D">
<bpmn:startEvent id="asked" />
<bpmn:userTask id="count" camunda:assignee="manager" />
<bpmn:scriptTask id="sum-up" scriptFormat="feel" camunda:resultVariable="answer">
<bpmn:script>price * amount + bonus</bpmn:script></bpmn:scriptTask>
<bpmn:userTask id="look" camunda:assignee="manager" /><bpmn:endEvent id="done" />
{"".join(FLOW.format(*pair) for pair in pairwise(PATH))}
</bpmn:process></bpmn:definitions>""".encode()


@pytest.fixture
def formless(small):
    small.engine.execute(Deploy(actor="designer", name="f", files={"formless.bpmn": DIAGRAM}))
    return small


def begin(station, **values):
    command = StartCase(actor="manager", process="formless", values=values)
    return station.engine.execute(command).case


def test_values_are_taken_as_given_and_stay_exact(formless):
    case = begin(formless, price=Decimal("0.10"), since=date(2026, 2, 28), marks=[{"a": None}])
    formless.do(case, "count", "manager", amount=3, bonus=0.1)
    changed = [e.data["after"] for e in formless.events(case) if e.kind == "variables-changed"]
    assert changed[-1]["answer"] == Decimal("0.40")
    first = formless.events(case)[0].data["values"]
    assert first == {"price": Decimal("0.10"), "since": date(2026, 2, 28), "marks": [{"a": None}]}


def test_what_is_no_value_is_refused_and_nothing_is_done(formless):
    with pytest.raises(FormRejected):
        begin(formless, price=object())
    case = begin(formless, price=1)
    with pytest.raises(FormRejected) as refused:
        formless.do(case, "count", "manager", amount={1: 2}, bonus=1)
    assert [e.name for e in refused.value.errors] == ["amount"]
    assert list(formless.open_tasks(case)) == ["count"]

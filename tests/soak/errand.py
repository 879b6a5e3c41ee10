"""A process in which something always happens: tasks side by side, timers of seconds, one way back.

start → errand-visit (a timer beside it offers errand-urge) → split → (wait → errand-report) and
errand-pay → join → again while the visit said so, at most twice → end.
"""

import json

from tests.benchmarks.models import limits

GROUP = "customer-managers"
TASKS = ("visit", "urge", "report", "pay")
TIMERS = ("slow", "wait")

_BPMN = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="errands" targetNamespace="urn:soak">
<bpmn:process id="errand" name="Errand" isExecutable="true">
<bpmn:extensionElements><camunda:properties>
<camunda:property name="timeLimit" value="whole"/></camunda:properties></bpmn:extensionElements>
<bpmn:startEvent id="start" camunda:formRef="errand-start"/>
<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="merge"/>
<bpmn:exclusiveGateway id="merge"/>
<bpmn:sequenceFlow id="f2" sourceRef="merge" targetRef="visit"/>
{tasks}
<bpmn:boundaryEvent id="slow" attachedToRef="visit" cancelActivity="false">
<bpmn:timerEventDefinition id="td1"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1S
</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:boundaryEvent>
<bpmn:sequenceFlow id="f3" sourceRef="slow" targetRef="urge"/>
<bpmn:sequenceFlow id="f4" sourceRef="urge" targetRef="urged"/>
<bpmn:endEvent id="urged"/>
<bpmn:sequenceFlow id="f5" sourceRef="visit" targetRef="split"/>
<bpmn:parallelGateway id="split"/>
<bpmn:sequenceFlow id="f6" sourceRef="split" targetRef="wait"/>
<bpmn:intermediateCatchEvent id="wait">
<bpmn:timerEventDefinition id="td2"><bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT1S
</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
<bpmn:sequenceFlow id="f7" sourceRef="wait" targetRef="report"/>
<bpmn:sequenceFlow id="f8" sourceRef="split" targetRef="pay"/>
<bpmn:sequenceFlow id="f9" sourceRef="report" targetRef="join"/>
<bpmn:sequenceFlow id="f10" sourceRef="pay" targetRef="join"/>
<bpmn:parallelGateway id="join"/>
<bpmn:sequenceFlow id="f11" sourceRef="join" targetRef="more"/>
<bpmn:exclusiveGateway id="more" default="f13"/>
<bpmn:sequenceFlow id="f12" sourceRef="more" targetRef="merge">
<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">again</bpmn:conditionExpression>
</bpmn:sequenceFlow>
<bpmn:sequenceFlow id="f13" sourceRef="more" targetRef="end"/>
<bpmn:endEvent id="end"/>
</bpmn:process></bpmn:definitions>"""


def files():
    """Return everything to deploy: file name → bytes."""
    tasks = "".join(
        f'<bpmn:userTask id="{name}" camunda:formRef="errand-{name}"'
        f' camunda:candidateGroups="{GROUP}"/>'
        for name in TASKS
    )
    texts = {
        "errand.bpmn": _BPMN.replace("{tasks}", tasks).replace("PT1S\n", "PT1S"),
        "time-limits.dmn": limits(),
        "errand-start.form": _form("start", "textfield", "customer_name"),
    }
    texts |= {
        f"errand-{name}.form": _form(name, "checkbox", "again")
        if name == "visit"
        else _form(name, "textfield", f"{name}_said")
        for name in TASKS
    }
    return {name: text.encode() for name, text in texts.items()}


def answer(element, rounds):
    """Return what a person enters into the form of a task: the visit sends round at most twice."""
    return {"again": rounds < 2} if element == "visit" else {f"{element}_said": "seen to"}


def _form(name, kind, key):
    field = {"type": kind, "id": key, "key": key, "label": key}
    whole = {"type": "default", "id": f"errand-{name}", "schemaVersion": 19, "components": [field]}
    return json.dumps(whole)

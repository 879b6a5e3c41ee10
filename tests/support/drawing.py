"""Small diagrams for tests: elements and flows in, a BPMN file of one process out."""

import json
from itertools import pairwise

from engine.api import Deploy

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
"""


def chain(*elements):
    """Sequence flows through elements by id, one after the other."""
    return "".join(
        f'<bpmn:sequenceFlow id="{a}-{b}" sourceRef="{a}" targetRef="{b}" />'
        for a, b in pairwise(elements)
    )


def diagram(inside, key="main", roots="", attributes=""):
    """A BPMN file with one executable process."""
    given = f'id="{key}" name="{key}" isExecutable="true" camunda:historyTimeToLive="P30D"'
    body = f"<bpmn:process {given} {attributes}>{inside}</bpmn:process>"
    return f"{HEAD}{body}{roots}</bpmn:definitions>".encode()


def task(identity, assignee="manager", attributes="", inside=""):
    """A user task of one person."""
    given = f'id="{identity}" name="{identity}" camunda:assignee="{assignee}" {attributes}'
    return f"<bpmn:userTask {given}>{inside}</bpmn:userTask>"


def form(key, *fields):
    """A form of text fields; a field may be a name or a whole component."""
    components = [
        one if isinstance(one, dict) else {"type": "textfield", "id": one, "key": one, "label": one}
        for one in fields
    ]
    schema = {"type": "default", "id": key, "schemaVersion": 19, "components": components}
    return json.dumps(schema | {"executionPlatform": "Camunda Platform"}).encode()


def table(key, output, tag=""):
    """A decision that always gives one text as `said`."""
    version = f'camunda:versionTag="{tag}"' if tag else ""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
 xmlns:camunda="http://camunda.org/schema/1.0/dmn" id="t" name="t" namespace="t">
<decision id="{key}" name="{key}" {version}><decisionTable id="table" hitPolicy="FIRST">
<output id="o" name="said" typeRef="string" />
<rule id="r"><outputEntry id="e"><text>"{output}"</text></outputEntry></rule>
</decisionTable></decision></definitions>""".encode()


def deploy(station, **files):
    """Deploy files; in their names `__` stands for the dot, as in `main__bpmn`."""
    named = {name.replace("__", "."): content for name, content in files.items()}
    return station.engine.execute(Deploy(actor="designer", name="test", files=named))


def picture(*elements, key="main"):
    """Where the elements of a process stand in its picture: a row, each 160 by 80."""
    shapes = "".join(
        f'<bpmndi:BPMNShape id="{one}-shape" bpmnElement="{one}">'
        f'<dc:Bounds x="{220 * place}" y="80" width="160" height="80" /></bpmndi:BPMNShape>'
        for place, one in enumerate(elements)
    )
    spaces = (
        'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    )
    plane = f'<bpmndi:BPMNPlane id="plane" bpmnElement="{key}">{shapes}</bpmndi:BPMNPlane>'
    return f'<bpmndi:BPMNDiagram id="picture" {spaces}>{plane}</bpmndi:BPMNDiagram>'

"""A station in which a task waits for each form of `workflows/`, and nothing else.

Each form stands at the one task of a process of its own: no case has to be played to reach it, and
a form that is added is there by itself.
"""

from pathlib import Path

import pytest

from engine.api import Deploy, StartCase
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings

WORKFLOWS = Path(__file__).resolve().parents[3] / "workflows"
_DIAGRAM = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:camunda="http://camunda.org/schema/1.0/bpmn" targetNamespace="gallery">
  <bpmn:process id="of-{form}" name="Of {form}" isExecutable="true">
    <bpmn:startEvent id="s"><bpmn:outgoing>f1</bpmn:outgoing></bpmn:startEvent>
    <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t" />
    <bpmn:userTask id="t" name="Fill in {form}" camunda:assignee="admin"
        camunda:formRef="{form}" camunda:formRefBinding="latest">
      <bpmn:incoming>f1</bpmn:incoming><bpmn:outgoing>f2</bpmn:outgoing>
    </bpmn:userTask>
    <bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="e" />
    <bpmn:endEvent id="e"><bpmn:incoming>f2</bpmn:incoming></bpmn:endEvent>
  </bpmn:process>
</bpmn:definitions>
"""


class Gallery:
    """`tasks` are the task of each form, by the form's id."""

    def __init__(self, url):
        self.small = SmallStation(url)
        forms = {file.stem: file.read_bytes() for file in sorted(WORKFLOWS.rglob("*.form"))}
        files = {f"{form}.form": content for form, content in forms.items()}
        files |= {f"of-{form}.bpmn": _DIAGRAM.format(form=form).encode() for form in forms}
        engine = self.small.engine
        engine.execute(Deploy(actor="designer", name="gallery", files=files))
        self.tasks = {}
        for form in forms:
            case = engine.execute(StartCase(actor="admin", process=f"of-{form}", values={})).case
            self.tasks[form] = self.small.open_tasks(case)["t"]
        self.app = create_app(engine, WebSettings(secret_key=b"sixteen bytes and more"))


@pytest.fixture(scope="module")
def gallery(tmp_path_factory):
    made = Gallery(f"sqlite:///{tmp_path_factory.mktemp('gallery') / 'store.sqlite3'}")
    yield made
    made.small.station.close()

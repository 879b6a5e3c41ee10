"""Pages of a case that a message began: nobody manages it. And the page of a generated form."""

import json
import re

import pytest

from engine.api import Correlate, EvaluateConditions
from tests.integration.web.screen import Screen
from tests.support.drawing import chain, deploy, diagram
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings

END = '<bpmn:endEvent id="done" />'
OFFERED = '<bpmn:userTask id="work" name="Check" camunda:candidateGroups="customer-managers" />'


@pytest.fixture
def station(tmp_path):
    opened = SmallStation(f"sqlite:///{tmp_path / 'store.sqlite3'}")
    yield opened
    opened.station.close()


@pytest.fixture
def app(station):
    return create_app(station.engine, WebSettings(secret_key=b"sixteen bytes and more"))


@pytest.fixture
def begun(station):
    event = '<bpmn:messageEventDefinition id="d1" messageRef="m" />'
    body = f'<bpmn:startEvent id="begun" name="Begun">{event}</bpmn:startEvent>' + OFFERED + END
    roots = '<bpmn:message id="m" name="arrived" />'
    drawn = diagram(body + chain("begun", "work", "done"), roots=roots)
    deploy(station, main__bpmn=drawn)
    command = Correlate(actor="director", message="arrived", reason="by letter")
    return station.engine.execute(command)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("login", ["manager", "director", "auditor"])
def test_a_case_that_nobody_manages_is_shown_on_every_page(station, app, begun, login, language):
    screen = Screen(app, login, language)
    (task,) = station.open_tasks(begun.case).values()
    assert begun.number in screen.page("/cases")
    assert begun.number in screen.page(f"/cases/{begun.case}")
    said = screen.page(f"/cases/{begun.case}/timeline")
    began = {"en": "The message “arrived” began case", "zh": "消息“arrived”启动了工单"}
    assert began[language] in said
    assert "by letter" in said
    if login != "auditor":
        assert screen.get(f"/tasks/{task}").status_code == 200


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "Its condition being true began case"), ("zh", "条件成立，启动了工单")],
)
def test_the_timeline_says_that_a_condition_began_it(station, app, language, words):
    event = "<bpmn:conditionalEventDefinition><bpmn:condition>level &gt; 3</bpmn:condition>"
    event += "</bpmn:conditionalEventDefinition>"
    body = f'<bpmn:startEvent id="begun" name="Begun">{event}</bpmn:startEvent>' + OFFERED + END
    deploy(station, main__bpmn=diagram(body + chain("begun", "work", "done")))
    asked = EvaluateConditions(actor="director", reason="by gauge", variables={"level": 4})
    (begun,) = station.engine.execute(asked)
    said = Screen(app, "director", language).page(f"/cases/{begun.case}/timeline")
    assert words in said
    assert "by gauge" in said


def test_who_has_no_task_of_it_does_not_learn_of_it(app, begun):
    assert Screen(app, "development").get(f"/cases/{begun.case}").status_code == 404
    assert begun.number not in Screen(app, "development").page("/cases")


def test_a_generated_form_is_a_page_like_any_other(station, app):
    fields = (
        "<bpmn:extensionElements><camunda:formData>"
        '<camunda:formField id="meter" label="Meter" type="string"><camunda:properties>'
        '<camunda:property id="label:zh" value="电表" /></camunda:properties>'
        '<camunda:validation><camunda:constraint name="required" /></camunda:validation>'
        "</camunda:formField></camunda:formData></bpmn:extensionElements>"
    )
    body = f'<bpmn:startEvent id="begun">{fields}</bpmn:startEvent>' + OFFERED + END
    deploy(station, main__bpmn=diagram(body + chain("begun", "work", "done")))
    screen = Screen(app, "manager", "zh")
    assert "/cases/new/main" in screen.page("/cases/new")
    page = screen.page("/cases/new/main")
    assert "电表" in page or json.dumps("电表")[1:-1] in page
    refused = screen.send("/cases/new/main", {"values": {}})
    assert refused.status_code == 422
    done = screen.send("/cases/new/main", {"values": {"meter": "A7"}})
    assert re.search(r"/(tasks|cases)/", done.get_json()["redirect"])

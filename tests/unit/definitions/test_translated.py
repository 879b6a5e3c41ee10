import pytest
from lxml import etree

from engine.definitions.diagrams.reader import read
from engine.definitions.diagrams.translated import diagram_in
from engine.kernel.xml import UnreadableFile

MODEL = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="d" targetNamespace="t">
 <bpmn:collaboration id="c"><bpmn:participant id="pool" name="Station" processRef="p" />
 </bpmn:collaboration>
 <bpmn:process id="p" name="Connect" isExecutable="true" camunda:versionTag="1">
  <bpmn:extensionElements><camunda:properties>
   <camunda:property name="name:zh" value="接电" /></camunda:properties></bpmn:extensionElements>
  <bpmn:subProcess id="sub" name="Reply" camunda:asyncBefore="true">
   <bpmn:documentation>internal</bpmn:documentation>
   <bpmn:userTask id="task" name="Draft">
    <bpmn:extensionElements><camunda:properties>
     <camunda:property name="name:zh" value="编制" /></camunda:properties></bpmn:extensionElements>
    <bpmn:incoming>f</bpmn:incoming></bpmn:userTask>
  </bpmn:subProcess>
  <bpmn:textAnnotation id="note">
   <bpmn:extensionElements><camunda:properties>
    <camunda:property name="name:zh" value="说明" /></camunda:properties></bpmn:extensionElements>
   <bpmn:text>Why</bpmn:text></bpmn:textAnnotation>
 </bpmn:process></bpmn:definitions>""".encode()


def names(raw):
    return {tag.get("id"): tag.get("name") for tag in etree.fromstring(raw).iter() if tag.get("id")}


def test_every_name_that_has_a_translation_is_replaced():
    found = names(diagram_in(MODEL, "zh"))
    assert (found["p"], found["pool"], found["task"], found["sub"]) == (
        "接电",
        "接电",
        "编制",
        "Reply",
    )
    assert "说明" in diagram_in(MODEL, "zh").decode()


def test_another_language_shows_what_is_drawn():
    found = names(diagram_in(MODEL, "en"))
    assert (found["p"], found["pool"], found["task"]) == ("Connect", "Station", "Draft")
    assert "Why" in diagram_in(MODEL, "en").decode()


def test_what_only_the_engine_needs_is_not_sent_to_a_reader():
    shown = diagram_in(MODEL, "zh").decode()
    assert "internal" not in shown
    assert "camunda:" not in shown.replace("xmlns:camunda", "")
    assert read(shown.encode())["p"].elements["task"].parent == "sub"


def test_what_is_not_xml_is_refused():
    with pytest.raises(UnreadableFile):
        diagram_in(b"no", "zh")

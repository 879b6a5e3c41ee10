import pytest

from engine.definitions.diagrams.model import CallMapping, Parameter
from engine.definitions.diagrams.reader import read
from engine.kernel.xml import UnreadableFile

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="defs" targetNamespace="t">"""


def model(body):
    return read(f"{HEAD}{body}</bpmn:definitions>".encode())


FULL = """
<bpmn:message id="m1" name="withdrawn" /><bpmn:signal id="s1" name="storm" />
<bpmn:timerEventDefinition id="shared"><bpmn:timeDuration>PT1H</bpmn:timeDuration>
</bpmn:timerEventDefinition>
<bpmn:process id="p" name="High voltage" isExecutable="true" camunda:versionTag="1.2"
  camunda:historyTimeToLive="P3650D">
 <bpmn:documentation>From application to energised.</bpmn:documentation>
 <bpmn:extensionElements><camunda:properties>
  <camunda:property name="name:zh" value="高压" />
  <camunda:property name="documentation:zh" value="从受理到送电。" />
  <camunda:property name="stage" value="connection" />
 </camunda:properties></bpmn:extensionElements>
 <bpmn:laneSet id="ls"><bpmn:lane id="outer" name="Station"><bpmn:flowNodeRef>sub</bpmn:flowNodeRef>
  <bpmn:childLaneSet id="c"><bpmn:lane id="inner" name="Manager">
   <bpmn:extensionElements><camunda:properties>
    <camunda:property name="name:zh" value="客户经理" />
    </camunda:properties></bpmn:extensionElements>
   <bpmn:flowNodeRef>sub</bpmn:flowNodeRef></bpmn:lane></bpmn:childLaneSet></bpmn:lane></bpmn:laneSet>
 <bpmn:startEvent id="start" camunda:formRef="application" />
 <bpmn:sequenceFlow id="f" name="go" sourceRef="start" targetRef="sub" />
 <bpmn:subProcess id="sub" name="Reply">
  <bpmn:extensionElements><camunda:properties>
   <camunda:property name="timeLimit" value="supply-plan-reply" /></camunda:properties>
  </bpmn:extensionElements>
  <bpmn:subProcess id="deeper"><bpmn:userTask id="wait" name="Wait" camunda:assignee="= manager">
   <bpmn:documentation> why </bpmn:documentation>
   <bpmn:extensionElements>
    <camunda:properties><camunda:property name="clockStop" value="papers" /></camunda:properties>
    <camunda:inputOutput>
     <camunda:inputParameter name="a"> = 1 + 1 </camunda:inputParameter>
     <camunda:outputParameter name="b"><camunda:script scriptFormat="groovy">x</camunda:script>
     </camunda:outputParameter>
    </camunda:inputOutput>
   </bpmn:extensionElements></bpmn:userTask></bpmn:subProcess>
 </bpmn:subProcess>
 <bpmn:boundaryEvent id="late" attachedToRef="sub" cancelActivity="false">
  <bpmn:eventDefinitionRef>shared</bpmn:eventDefinitionRef></bpmn:boundaryEvent>
 <bpmn:boundaryEvent id="gone" attachedToRef="sub">
  <bpmn:messageEventDefinition id="md" messageRef="m1" /></bpmn:boundaryEvent>
 <bpmn:endEvent id="shout"><bpmn:signalEventDefinition signalRef="s1" /></bpmn:endEvent>
 <bpmn:receiveTask id="hear" messageRef="m1" />
 <bpmn:callActivity id="call" calledElement="part" camunda:calledElementBinding="latest">
  <bpmn:extensionElements><camunda:in source="x" target="y" /><camunda:in variables="all" />
   <camunda:in sourceExpression="= x + 1" target="z" local="true" />
   <camunda:in businessKey="= no" /><camunda:out source="r" target="s" />
  </bpmn:extensionElements></bpmn:callActivity>
</bpmn:process>
<bpmn:process id="drawn" isExecutable="false" />"""


@pytest.fixture(scope="module")
def process():
    return model(FULL)["p"]


def test_only_executable_processes_are_read():
    assert list(model(FULL)) == ["p"]


def test_the_process_header_is_read(process):
    assert (process.name, process.version_tag) == ("High voltage", "1.2")
    assert process.history_time_to_live == "P3650D"
    assert process.name_in("zh") == "高压"
    assert process.properties["stage"] == "connection"
    assert process.start_form == "application"


def test_what_a_process_is_for_is_said_in_both_languages(process):
    assert process.documentation_in("en") == "From application to energised."
    assert process.documentation_in("zh") == "从受理到送电。"


def test_a_sub_process_has_its_own_properties_and_none_of_its_tasks(process):
    assert process.elements["sub"].properties == {"timeLimit": "supply-plan-reply"}
    assert process.elements["sub"].clock_stop is None
    assert process.elements["wait"].clock_stop == "papers"
    assert process.elements["deeper"].properties == {}


def test_elements_know_what_is_around_them(process):
    parents = {name: process.elements[name].parent for name in ("sub", "deeper", "wait", "start")}
    assert parents == {"sub": None, "deeper": "sub", "wait": "deeper", "start": None}


def test_the_innermost_lane_counts_for_all_that_lies_in_it(process):
    assert process.elements["wait"].lane == "inner"
    assert process.elements["inner"].name_in("zh") == "客户经理"
    assert process.elements["start"].lane is None


def test_camunda_attributes_and_documentation_are_read(process):
    wait = process.elements["wait"]
    assert wait.attributes == {"assignee": "= manager"}
    assert wait.documentation == "why"
    lines = f"{HEAD}{FULL}".splitlines()
    assert 'id="wait"' in lines[wait.line - 1]


def test_mappings_are_read_and_scripts_are_named(process):
    wait = process.elements["wait"]
    assert wait.inputs == (Parameter(name="a", text="= 1 + 1"),)
    assert wait.outputs == (Parameter(name="b", text=None, unreadable="script"),)


def test_call_activities_say_what_goes_in_and_out(process):
    call = process.elements["call"]
    assert call.called_element == "part"
    assert call.call_in == (
        CallMapping(source="x", target="y"),
        CallMapping(all_variables=True),
        CallMapping(source_expression="= x + 1", target="z", local=True),
        CallMapping(business_key="= no"),
    )
    assert call.call_out == (CallMapping(source="r", target="s"),)


def test_events_know_their_definition_their_message_and_their_host(process):
    late, gone = process.elements["late"], process.elements["gone"]
    assert (late.event, late.interrupting, late.attached_to) == (
        "timerEventDefinition",
        False,
        "sub",
    )
    assert (gone.event, gone.interrupting, gone.message) == (
        "messageEventDefinition",
        True,
        "withdrawn",
    )
    assert process.elements["shout"].message == "storm"
    assert process.elements["hear"].message == "withdrawn"


def test_flows_know_their_ends(process):
    flow = process.elements["f"]
    assert (flow.type, flow.source, flow.target) == ("sequenceFlow", "start", "sub")


def test_another_kind_of_xml_is_no_bpmn():
    with pytest.raises(UnreadableFile) as caught:
        read(b"<definitions/>", "a.bpmn")
    assert caught.value.reason == "not-bpmn"

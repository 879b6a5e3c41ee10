"""The connection processes: complete, tied together, translated, and drawn to the house rules."""

import re

from lxml import etree

from engine import feel
from engine.spiff import check
from tests.workflows.bpmn import (
    BPMN,
    CAMUNDA,
    EVENTS,
    GATEWAYS,
    MODELER,
    TASKS,
    elements,
    flows,
    process_of,
    properties,
)

CHINESE = re.compile(r"[\u4e00-\u9fff]")
SPEAKING = re.compile(r"(?!(activity|event|gateway|flow|task)[-_])[a-z]{2,}(-[a-z0-9]+)*")
CERTAIN = {*TASKS, *GATEWAYS, *EVENTS, "sequenceFlow", "textAnnotation", "association", "laneSet"}
GROUPS = {
    "customer-managers",
    "development",
    "operations",
    "dispatch",
    "marketing",
    "director",
    "section-chief",
    "specialist",
}
PROPERTIES = {"name:zh", "documentation:zh", "timeLimit", "clockStop", "stage", "paper", "notify"}


def test_each_file_holds_one_executable_process_named_as_the_file(diagrams):
    for name, root in diagrams.items():
        process = process_of(root)
        assert process.get("id") == name
        assert process.get("isExecutable") == "true"
        assert process.get(f"{CAMUNDA}historyTimeToLive") == "P3650D"
        assert process.get(f"{CAMUNDA}versionTag")
        assert properties(process)["stage"] == "connection"
        assert root.get(f"{MODELER}executionPlatform") == "Camunda Platform"
        assert root.get(f"{MODELER}executionPlatformVersion") == "7.24.0"


def test_the_engine_executes_everything_that_is_drawn(diagrams):
    for root in diagrams.values():
        assert check(etree.tostring(root)) == []


def test_every_called_process_exists_and_every_process_but_the_first_is_called(diagrams):
    called = {element.get("calledElement") for _, element in elements(diagrams, "callActivity")}
    assert called == set(diagrams) - {"hv-connection"}


def test_every_call_hands_the_case_over_and_back(diagrams):
    for _, call in elements(diagrams, "callActivity"):
        for direction in ("in", "out"):
            (mapping,) = call.iterfind(f"{BPMN}extensionElements/{CAMUNDA}{direction}")
            assert dict(mapping.attrib) == {"variables": "all"}


def test_every_human_step_has_its_form_and_every_form_its_step(diagrams, forms):
    used = set()
    for name, element in elements(diagrams, "userTask", "startEvent"):
        form = element.get(f"{CAMUNDA}formRef")
        if form is None:
            assert element.tag == f"{BPMN}startEvent", (name, element.get("id"))
            continue
        assert element.get(f"{CAMUNDA}formRefBinding") == "latest"
        used.add(form)
    assert used == set(forms)


def test_the_application_is_the_form_of_the_first_process(diagrams):
    (start,) = process_of(diagrams["hv-connection"]).iterfind(f"{BPMN}startEvent")
    assert start.get(f"{CAMUNDA}formRef") == "hv-application"


def test_every_decision_that_is_asked_exists(diagrams, decisions):
    asked = {
        element.get(f"{CAMUNDA}decisionRef"): (
            element.get(f"{CAMUNDA}resultVariable"),
            element.get(f"{CAMUNDA}mapDecisionResult"),
        )
        for _, element in elements(diagrams, "businessRuleTask")
    }
    assert asked == {
        "customer-tier": ("tier_at_application", "singleResult"),
        "manager-grade": ("manager_grade", "singleEntry"),
        "inspections-needed": ("inspections", "singleResult"),
    }
    assert set(decisions) == {*asked, "time-limits"}


def test_the_engine_assigns_the_manager_and_enters_the_account_number(diagrams):
    tasks = [element for _, element in elements(diagrams, "serviceTask")]
    assert {task.get(f"{CAMUNDA}type") for task in tasks} == {"external"}
    topics = sorted(task.get(f"{CAMUNDA}topic") for task in tasks)
    assert topics == ["assign-manager", "enter-account"]


def test_every_human_task_belongs_to_the_manager_or_to_known_groups(diagrams):
    for name, task in elements(diagrams, "userTask"):
        groups = task.get(f"{CAMUNDA}candidateGroups")
        if groups is None:
            assert task.get(f"{CAMUNDA}assignee") == "= manager", (name, task.get("id"))
        else:
            assert set(groups.split(",")) <= GROUPS


def test_the_plan_is_signed_off_by_four_departments_side_by_side_and_approved_by_the_director(
    diagrams,
):
    root = diagrams["supply-plan"]
    split = flows(root, "sourceRef")["sign-off-requested"]
    join = flows(root, "targetRef")["sign-off-complete"]
    reviews = {flow.get("targetRef") for flow in split}
    assert reviews == {flow.get("sourceRef") for flow in join}
    tasks = {task.get("id"): task for task in root.iter(f"{BPMN}userTask")}
    groups = {tasks[review].get(f"{CAMUNDA}candidateGroups") for review in reviews}
    assert groups == {"development", "operations", "dispatch", "marketing"}
    assert tasks["approve-plan"].get(f"{CAMUNDA}candidateGroups") == "director"


def test_a_withdrawal_ends_the_case_from_the_plan_until_energising(diagrams):
    root = diagrams["hv-connection"]
    (message,) = root.iterfind(f"{BPMN}message")
    assert message.get("name") == "customer-withdraws"
    hosts = set()
    for event in root.iter(f"{BPMN}boundaryEvent"):
        definition = event.find(f"{BPMN}messageEventDefinition")
        if definition is not None:
            assert definition.get("messageRef") == message.get("id")
            assert event.get("cancelActivity") != "false"
            hosts.add(event.get("attachedToRef"))
    assert hosts == {"supply-plan", "build-connection"}


def test_each_outcome_of_a_case_has_its_own_end(diagrams):
    ends = process_of(diagrams["hv-connection"]).iterfind(f"{BPMN}endEvent")
    names = {end.get("name") for end in ends}
    assert {"In service", "Withdrawn", "Plan declined"} <= names


def test_only_constructs_that_are_certain_are_used(diagrams):
    for name, root in diagrams.items():
        for scope in process_of(root).iter(f"{BPMN}process", f"{BPMN}subProcess"):
            silent = {"documentation", "extensionElements", "incoming", "outgoing"}
            used = {child.tag.removeprefix(BPMN) for child in scope} - silent
            assert used <= CERTAIN, name


def test_one_flow_leaves_a_task_and_every_decision_has_a_default_and_a_question(diagrams):
    for root in diagrams.values():
        leaving, arriving = flows(root, "sourceRef"), flows(root, "targetRef")
        for element in process_of(root).iter(*[f"{BPMN}{tag}" for tag in TASKS]):
            assert len(leaving[element.get("id")]) == 1
            assert len(arriving[element.get("id")]) == 1
        for gateway in process_of(root).iter(f"{BPMN}exclusiveGateway", f"{BPMN}inclusiveGateway"):
            out = leaving[gateway.get("id")]
            if len(out) == 1:
                continue
            assert gateway.get("name").endswith("?")
            for flow in out:
                condition = flow.find(f"{BPMN}conditionExpression")
                is_default = flow.get("id") == gateway.get("default")
                assert (condition is None) == is_default, flow.get("id")
                assert flow.get("name")


def test_every_element_lies_on_a_way_from_a_start_to_an_end(diagrams):
    for root in diagrams.values():
        leaving, arriving = flows(root, "sourceRef"), flows(root, "targetRef")
        for element in process_of(root).iter(*[f"{BPMN}{tag}" for tag in (*TASKS, *GATEWAYS)]):
            assert element.get("id") in leaving
            assert element.get("id") in arriving
        for element in process_of(root).iter(f"{BPMN}boundaryEvent", f"{BPMN}startEvent"):
            assert element.get("id") in leaving
            assert element.get("id") not in arriving
        for element in process_of(root).iter(f"{BPMN}endEvent"):
            assert element.get("id") in arriving


def test_every_expression_is_feel(diagrams):
    seen = 0
    for name, root in diagrams.items():
        texts = [node.text for node in root.iter(f"{BPMN}conditionExpression", f"{BPMN}timeDate")]
        for element in root.iter():
            texts += [value[1:] for value in element.attrib.values() if value.startswith("=")]
            assert not any("${" in value or "#{" in value for value in element.attrib.values())
        for text in texts:
            feel.parse(text, ["working days after"])
            seen += 1
        assert all("${" not in text for text in texts), name
    assert seen > 50


def test_every_name_has_its_chinese_and_no_property_is_unknown(diagrams):
    for root in diagrams.values():
        for element in root.iter(f"{{{root.nsmap['bpmn']}}}*"):
            if element.tag == f"{BPMN}message":
                continue
            found = properties(element)
            assert set(found) <= PROPERTIES
            if element.get("name") or element.tag == f"{BPMN}textAnnotation":
                assert CHINESE.search(found.get("name:zh", "")), element.get("id")


def test_every_human_task_tells_a_newcomer_what_to_do_in_both_languages(diagrams):
    told = set()
    for name, task in elements(diagrams, "userTask"):
        place = (name, task.get("id"))
        english = task.findtext(f"{BPMN}documentation") or ""
        chinese = properties(task).get("documentation:zh", "")
        assert 40 <= len(english) <= 300, place
        assert not CHINESE.search(english), place
        assert 20 <= len(CHINESE.findall(chinese)) <= 120, place
        assert not told & {english, chinese}, place
        told |= {english, chinese}


def test_ids_are_unique_and_speak(diagrams):
    for root in diagrams.values():
        ids = [element.get("id") for element in root.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        for element in process_of(root).iter(*[f"{BPMN}{t}" for t in (*TASKS, *GATEWAYS, *EVENTS)]):
            assert SPEAKING.fullmatch(element.get("id")), element.get("id")


def test_a_level_stays_small_enough_to_read(diagrams):
    # About 15 are plenty; the supply plan is the largest, for its four reviews side by side.
    steps = (*TASKS, *GATEWAYS)
    for name, root in diagrams.items():
        for scope in process_of(root).iter(f"{BPMN}process", f"{BPMN}subProcess"):
            found = [child for child in scope if child.tag.removeprefix(BPMN) in steps]
            assert len(found) < 20, name

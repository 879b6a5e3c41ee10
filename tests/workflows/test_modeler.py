"""The files open in Camunda Modeler without a warning, and its linters have nothing to say."""

import json
import shutil
from pathlib import Path

import pytest

WORKFLOWS = Path(__file__).resolve().parent.parent.parent / "workflows"


def test_diagrams_are_read_without_a_warning_and_pass_the_recommended_rules(modeler_says):
    assert len(modeler_says["bpmn"]) == 11
    assert {file: said for file, said in modeler_says["bpmn"].items() if said} == {}


def test_decisions_are_read_without_a_warning(modeler_says):
    assert set(modeler_says["dmn"]) == {
        "customer-tier.dmn",
        "inspections-needed.dmn",
        "manager-grade.dmn",
        "time-limits.dmn",
    }
    assert {file: said for file, said in modeler_says["dmn"].items() if said} == {}


def test_element_templates_are_valid(modeler_says):
    assert modeler_says["templates"]
    assert {file: said for file, said in modeler_says["templates"].items() if said} == {}


def test_forms_fit_the_platform_and_are_shown_without_a_warning(modeler_says, forms):
    assert len(modeler_says["forms"]) == len(forms)
    problems = {file: said["problems"] for file, said in modeler_says["forms"].items()}
    assert {file: said for file, said in problems.items() if said} == {}


def test_no_form_accepts_an_empty_answer(modeler_says):
    assert [file for file, said in modeler_says["forms"].items() if not said["empty"]] == []


def test_the_dual_source_case_is_accepted_by_every_form_in_the_browsers_own_validation(
    modeler_says, case
):
    assert [step["form"] for step in modeler_says["played"]] == [
        case["start"]["form"],
        *(step["form"] for step in case["steps"]),
    ]
    assert [step for step in modeler_says["played"] if step["errors"] or step["lost"]] == []


@pytest.fixture(scope="module")
def broken(modeler, tmp_path_factory):
    """A copy with one fault of each kind: the checks above are seen to bite."""
    folder = tmp_path_factory.mktemp("broken")
    diagram = (WORKFLOWS / "connection" / "grid-works.bpmn").read_text("utf-8")
    faults = diagram.replace(' name="No grid works needed"', "").replace(
        "<bpmn:laneSet", "<bpmn:notBpmn /><bpmn:laneSet"
    )
    (folder / "grid-works.bpmn").write_text(faults, "utf-8")
    form = json.loads((WORKFLOWS / "connection" / "urge-step.form").read_bytes())
    form["executionPlatformVersion"] = "7.15.0"
    (folder / "urge-step.form").write_text(json.dumps(form), "utf-8")
    shutil.copy(WORKFLOWS / "decisions" / "customer-tier.dmn", folder)
    decision = folder / "customer-tier.dmn"
    decision.write_text(decision.read_text("utf-8").replace("decisionTable", "decisionPlate"))
    template = {"name": "x", "id": "x", "appliesTo": ["bpmn:Task"]}
    (folder / "x.json").write_text(json.dumps(template), "utf-8")
    return modeler(folder)


def test_a_missing_name_and_an_unknown_element_are_found(broken):
    said = "\n".join(broken["bpmn"]["grid-works.bpmn"])
    assert "notBpmn" in said
    assert "label-required: no-grid-works" in said


def test_a_component_the_platform_lacks_is_found(broken):
    assert any("group_earlier: " in said for said in broken["forms"]["urge-step.form"]["problems"])


def test_an_unknown_element_of_a_decision_is_found(broken):
    assert "decisionPlate" in "\n".join(broken["dmn"]["customer-tier.dmn"])


def test_a_template_without_properties_is_found(broken):
    assert broken["templates"]["x.json"] != []

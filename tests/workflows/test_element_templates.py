"""The Modeler offers each of our extension properties, with the values that are in use."""

import json
from pathlib import Path

import pytest

TEMPLATES = Path(__file__).resolve().parents[2] / "workflows" / ".camunda" / "element-templates"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"


@pytest.fixture(scope="module")
def offered():
    """The properties that templates bind: name → the values they let one choose."""
    found = {}
    for file in TEMPLATES.glob("*.json"):
        for prop in json.loads(file.read_bytes())["properties"]:
            assert prop["binding"]["type"] == "camunda:property"
            choices = {choice["value"] for choice in prop.get("choices", [])}
            found.setdefault(prop["binding"]["name"], set()).update(choices)
    return found


def in_use(diagrams, name):
    return {
        prop.get("value")
        for root in diagrams.values()
        for prop in root.iter(f"{CAMUNDA}property")
        if prop.get("name") == name
    }


def test_every_property_we_understand_is_offered(offered):
    ours = {"timeLimit", "clockStop", "stage", "paper", "notify"}
    assert set(offered) == ours | {"name:zh", "documentation:zh"}


@pytest.mark.parametrize("name", ["timeLimit", "clockStop"])
def test_what_is_in_use_can_be_chosen(offered, diagrams, name):
    assert in_use(diagrams, name) == offered[name]


def test_the_three_stages_can_be_chosen(offered, diagrams):
    assert offered["stage"] == {"presale", "connection", "aftersale"}
    assert in_use(diagrams, "stage") <= offered["stage"]


def test_no_template_is_for_another_platform():
    for file in TEMPLATES.glob("*.json"):
        assert "zeebe" not in file.read_text("utf-8"), file.name

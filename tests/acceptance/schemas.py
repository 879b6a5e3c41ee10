"""The words of diagrams and forms as a reader of a language sees them on the pages."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from lxml import etree

from tests.acceptance.served import WORKFLOWS

_BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
_CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """A component of a form with its words in one language; `rows` are those of a list's row."""

    key: str
    type: str
    label: str
    time_label: str
    options: dict[Any, str]
    rows: tuple["Words", ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Task:
    """A human task of a diagram: its names and its form."""

    en: str
    zh: str
    form: str

    def name(self, language):
        return self.zh if language == "zh" else self.en


@cache
def tasks():
    """Return every human task by its id."""
    found = {}
    for file in (WORKFLOWS / "connection").glob("*.bpmn"):
        for node in etree.parse(str(file)).iter(f"{_BPMN}userTask"):
            found[node.get("id")] = Task(
                en=" ".join(node.get("name").split()),
                zh=node.find(f".//{_CAMUNDA}property[@name='name:zh']").get("value"),
                form=node.get(f"{_CAMUNDA}formRef"),
            )
    return found


@cache
def form(name, language):
    """Return the components of a form that take an answer, out of their groups."""
    file = WORKFLOWS / "connection" / f"{name}.form"
    return tuple(_components(json.loads(file.read_bytes())["components"], language))


def _components(components, language):
    for each in components:
        if each["type"] == "group":
            yield from _components(each["components"], language)
        elif ("key" in each or "path" in each) and not each.get("readonly"):
            yield _words(each, language)


def _words(each, language):
    chinese = each.get("properties", {}) if language == "zh" else {}
    options = {
        option["value"]: chinese.get(f"value.{option['value']}:zh", option["label"])
        for option in each.get("values", ())
    }
    return Words(
        key=each.get("key") or each["path"],
        type=each["type"],
        label=chinese.get("label:zh", each.get("label") or each.get("dateLabel")),
        time_label=chinese.get("timeLabel:zh", each.get("timeLabel", "")),
        options=options,
        rows=tuple(_components(each.get("components", ()), language)),
    )

"""Which form an element of a diagram has: a deployed one, a file beside it, or drawn fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from engine.definitions.diagrams.model import FormLink
from engine.definitions.diagrams.names import bpmn, camunda
from engine.definitions.forms.reading.generated import FormData, FormField

DEPLOYED: Final = "camunda-forms:deployment:"
"""How a `camunda:formKey` begins that names a form file of the diagram's own deployment."""


def form_link(tag: etree._Element) -> FormLink | None:
    """Return the form of a user task or start event; the linter refuses more than one."""
    key = tag.get(camunda("formKey"), "").strip()
    if key.startswith(DEPLOYED):
        return FormLink(binding="deployment", resource=key.removeprefix(DEPLOYED))
    reference = tag.get(camunda("formRef"))
    if reference:
        return FormLink(
            key=reference,
            binding=tag.get(camunda("formRefBinding"), "latest"),
            version=tag.get(camunda("formRefVersion")),
        )
    data = form_data(tag)
    return FormLink(data=data) if data is not None and data.fields else None


def form_data(tag: etree._Element) -> FormData | None:
    """Return the `camunda:formData` of an element."""
    found = tag.find(f"{bpmn('extensionElements')}/{camunda('formData')}")
    if found is None:
        return None
    return FormData(
        fields=tuple(form_field(one) for one in found.iterfind(camunda("formField"))),
        business_key=found.get("businessKey"),
    )


def form_field(tag: etree._Element) -> FormField:
    """Return one `camunda:formField`."""
    constraints = tag.iterfind(f"{camunda('validation')}/{camunda('constraint')}")
    return FormField(
        id=tag.get("id", ""),
        label=tag.get("label", ""),
        type=tag.get("type", ""),
        default=tag.get("defaultValue"),
        pattern=tag.get("datePattern", ""),
        constraints={one.get("name", ""): one.get("config", "").strip() for one in constraints},
        options=tuple(
            (one.get("id", ""), one.get("name", "")) for one in tag.iterfind(camunda("value"))
        ),
        properties=dict(_properties(tag)),
    )


def _properties(tag: etree._Element) -> Iterator[tuple[str, str]]:
    for one in tag.iterfind(f"{camunda('properties')}/{camunda('property')}"):
        # In a form field Camunda names them by `id`; elsewhere by `name`.
        name = one.get("id") or one.get("name")
        if name:
            yield name, one.get("value", "")

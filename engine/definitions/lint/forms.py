"""Rules about forms: one of three kinds on an element, and each can be found and shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from lxml import etree

from engine.definitions.diagrams.form_links import DEPLOYED, form_data, form_field
from engine.definitions.diagrams.names import bpmn, camunda, local
from engine.definitions.forms.form import check_schema
from engine.definitions.forms.reading.generated import (
    FormData,
    is_expression,
    schema_of,
    wrong_with,
)
from engine.definitions.lint.expressions import attribute, check
from engine.definitions.lint.references import bound, is_literal
from engine.definitions.lint.source import Source, Tag
from engine.definitions.problems import errors

_VERSIONS: Final = {"version": "formRefVersion"}
_INSIDE: Final = {
    "formData": {"formField"},
    "formField": {"properties", "validation", "value"},
    "validation": {"constraint"},
}
"""Which Camunda elements may stand in one of a generated form."""


def forms_are_one(source: Source) -> None:
    """An element has one form: a deployed one, a file beside the diagram, or its own fields."""
    for tag in source.all("userTask", "startEvent"):
        data = form_data(tag)
        given = [name for name in ("formRef", "formKey") if tag.get(camunda(name))]
        if len(given) + (data is not None and bool(data.fields)) > 1:
            source.error(tag, "form-several")


def forms_exist(source: Source) -> None:
    """A form that is referred to is deployed, bundled, or computed when it is needed."""
    for tag in source.all("userTask", "startEvent"):
        key = tag.get(camunda("formRef"))
        if key is None:
            continue
        binding = bound(source, tag, "formRef", ("latest", "deployment", "version"), _VERSIONS)
        if binding == "version":
            _number(source, tag)
        if source.known is None or not is_literal(key):
            continue
        beside = binding == "deployment"
        known = source.known.forms_beside if beside else source.known.forms
        if key not in known:
            place = source.places.attribute(tag, "formRef", 0)
            if beside:
                source.error(tag, "form-not-beside", place, form=key[:100])
            else:
                source.error(tag, "form-unknown", place, form=key[:100])


def _number(source: Source, tag: Tag) -> None:
    version = tag.get(camunda("formRefVersion"), "").strip()
    if version and not (version.isascii() and version.isdigit()):
        place = source.places.attribute(tag, "formRefVersion", 0)
        source.error(tag, "form-version-number", place, value=version[:50])


def form_keys_can_be_shown(source: Source) -> None:
    """Of the kinds of `camunda:formKey` only a form file of the same deployment can be shown.

    To Camunda 7's engine a key is a text for the program that shows the task: the task itself runs.
    """
    for tag in source.all("userTask", "startEvent"):
        key = (tag.get(camunda("formKey")) or "").strip()
        place = source.places.attribute(tag, "formKey", 0)
        if not key:
            continue
        if key.startswith(DEPLOYED):
            file = key.removeprefix(DEPLOYED)
            if source.known is not None and file not in source.known.files_beside:
                source.error(tag, "form-file-not-beside", place, file=file[:100] or "?")
        elif key.startswith("camunda-forms:"):
            source.warning(tag, "form-key-app", place, key=key[:100])
        elif key.startswith("embedded:"):
            source.warning(tag, "form-key-embedded", place, key=key[:100])
        else:
            source.warning(tag, "form-key", place, key=key[:100])


def generated_forms_can_be_shown(source: Source) -> None:
    """The fields of a generated form have types and constraints that are executed."""
    for tag in source.all("userTask", "startEvent"):
        found = tag.find(f"{bpmn('extensionElements')}/{camunda('formData')}")
        data = form_data(tag)
        if found is None or data is None:
            continue
        for stranger in _strangers(found):
            source.error(stranger, "form-data-extension", extension=local(stranger))
        _check_fields(source, found)
        _check_business_key(source, tag, data)
        if data.fields:
            _check_whole(source, found, data)


def _strangers(tag: Tag) -> Iterator[Tag]:
    for child in tag.iterchildren(etree.Element):
        if local(child) not in _INSIDE[local(tag)]:
            yield child
        elif local(child) in _INSIDE:
            yield from _strangers(child)


def _check_fields(source: Source, found: Tag) -> None:
    for tag in found.iterfind(camunda("formField")):
        field = form_field(tag)
        for problem in wrong_with(field):
            source.error(tag, problem.code, None, **dict(problem.data))
        if field.default and is_expression(field.default):
            check(source, attribute(source, tag, "defaultValue", field.default))
        if "." in field.id:  # a path to form-js, a name to Camunda
            source.error(tag, "field-key-bad", key=field.id[:100])


def _check_business_key(source: Source, tag: Tag, data: FormData) -> None:
    key = data.business_key
    if key is None:
        return
    if local(tag) != "startEvent":
        source.warning(tag, "hint", attribute="businessKey")
    elif key not in {field.id for field in data.fields}:
        source.error(tag, "form-data-business-key", field=key[:100])


def _check_whole(source: Source, found: Tag, data: FormData) -> None:
    """What the form's own reader says, when the fields are right one by one."""
    if any(True for field in data.fields for _ in wrong_with(field)):
        return
    _, problems = check_schema(schema_of(data, "form", ""))
    tags = {tag.get("id", ""): tag for tag in found.iterfind(camunda("formField"))}
    for problem in errors(problems):
        tag = tags.get(problem.element or "", found)
        source.error(tag, problem.code, None, **dict(problem.data))


RULES: tuple[Callable[[Source], None], ...] = (
    forms_are_one,
    forms_exist,
    form_keys_can_be_shown,
    generated_forms_can_be_shown,
)

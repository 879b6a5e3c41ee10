"""Camunda's generated forms (`camunda:formData`) as form-js schemas.

What the fields of a user task or a start event say becomes the same kind of form a `.form` file is,
so that it is shown, filled in and checked the same way (Camunda 7, "Generated Task Forms").
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Final

from engine import feel
from engine.definitions.forms.form import SCHEMA_VERSION, Form, form_from
from engine.definitions.problems import Problem

TYPES: Final = ("string", "long", "boolean", "date", "enum")
CONSTRAINTS: Final[Mapping[str, tuple[str, ...]]] = {
    "required": ("string", "long", "date", "enum"),
    "readonly": TYPES,
    "min": ("long",),
    "max": ("long",),
    "minlength": ("string",),
    "maxlength": ("string",),
}
"""Which constraint means something for which type; Camunda refuses `required` of a boolean."""
_FLAGS: Final = ("required", "readonly")
_BOUNDS: Final = {"min": "min", "max": "max", "minlength": "minLength", "maxlength": "maxLength"}
_DATES: Final = ("%Y-%m-%d", "%d/%m/%Y")
"""How a default date may be written: ISO 8601, or the pattern Camunda 7 takes by itself."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormField:
    """One `camunda:formField` as drawn; `properties` are its own, such as `label:zh`."""

    id: str
    label: str = ""
    type: str
    default: str | None = None
    pattern: str = ""
    """`datePattern`: how Camunda writes the date; one with hours asks for a time too."""
    constraints: Mapping[str, str] = field(default_factory=dict)
    options: tuple[tuple[str, str], ...] = ()
    """Value and label of what can be chosen."""
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class FormData:
    """A `camunda:formData`; `business_key` is the id of the field whose value names the case."""

    fields: tuple[FormField, ...]
    business_key: str | None = None


def wrong_with(found: FormField) -> Iterator[Problem]:
    """Give what in a field cannot be shown and checked as Camunda 7 would."""
    if found.type not in TYPES:
        yield Problem(code="form-data-type", data=_told(found))
        return
    yield from _wrong_constraints(found)
    if found.default and not is_expression(found.default) and _default(found) is None:
        yield Problem(code="form-data-default", data=_told(found, value=found.default))


def _wrong_constraints(found: FormField) -> Iterator[Problem]:
    for name, config in found.constraints.items():
        told = _told(found, constraint=name, value=config)
        if name not in CONSTRAINTS:
            yield Problem(code="form-data-constraint", data=told)
        elif found.type not in CONSTRAINTS[name]:
            yield Problem(code="form-data-place", data=told)
        elif (name in _FLAGS and config not in ("", "true")) or (
            name in _BOUNDS and not _is_whole(config)
        ):
            yield Problem(code="form-data-config", data=told)


def _told(found: FormField, **more: str) -> dict[str, str | int]:
    """Return what a sentence says of a field: its id, its type, and more; nothing of it empty."""
    said = {"field": found.id, "type": found.type, **more}
    return {name: value[:80] or "?" for name, value in said.items()}


def is_expression(text: str) -> bool:
    """Whether a default is to be computed, as Camunda allows."""
    return text.lstrip().startswith("=") or "${" in text or "#{" in text


def generated_form(data: FormData, identity: str, name: str) -> Form:
    """Return a generated form. Raises UnreadableForm."""
    computed = {
        found.id: feel.parse(found.default.strip().removeprefix("="))
        for found in data.fields
        if found.default is not None and found.default.lstrip().startswith("=")
    }
    return replace(form_from(schema_of(data, identity, name)), defaults=computed)


def schema_of(data: FormData, identity: str, name: str) -> dict[str, Any]:
    """Return the form-js schema of a generated form."""
    return {
        "type": "default",
        "id": identity,
        "name": name,
        "schemaVersion": SCHEMA_VERSION,
        "executionPlatform": "Camunda Platform",
        "components": [_component(found) for found in data.fields],
    }


def _component(found: FormField) -> dict[str, Any]:
    label = found.label or found.id
    made: dict[str, Any] = {"id": found.id, "key": found.id, "label": label}
    made |= _kind(found, label)
    if found.default and not is_expression(found.default):
        made["defaultValue"] = _default(found)
    if "readonly" in found.constraints:
        made["readonly"] = True
    rules: dict[str, Any] = {"required": True} if "required" in found.constraints else {}
    for name, config in found.constraints.items():
        if name in _BOUNDS:
            rules[_BOUNDS[name]] = int(config)
    return made | {"validate": rules, "properties": dict(found.properties)}


def _kind(found: FormField, label: str) -> dict[str, Any]:
    match found.type:
        case "long":
            return {"type": "number", "decimalDigits": 0}
        case "boolean":
            return {"type": "checkbox"}
        case "enum":
            values = [{"value": value, "label": text or value} for value, text in found.options]
            return {"type": "select", "values": values}
        case "date" if _asks_for_time(found):
            return {"type": "datetime", "subtype": "datetime", "dateLabel": label}
        case "date":
            return {"type": "datetime", "subtype": "date", "dateLabel": label}
        case _:
            return {"type": "textfield"}


def _asks_for_time(found: FormField) -> bool:
    return "h" in found.pattern.lower()


def _default(found: FormField) -> Any:  # noqa: ANN401  a JSON value
    """Return a field's default as form-js wants it; None when it is not of the field's type."""
    text = (found.default or "").strip()
    match found.type:
        case "long":
            return int(text) if _is_whole(text) else None
        case "boolean":
            return {"true": True, "false": False}.get(text.lower())
        case "enum":
            return text if any(value == text for value, _ in found.options) else None
        case "date":
            return None if _asks_for_time(found) else _day(text)
        case _:
            return found.default


def _day(text: str) -> str | None:
    for pattern in _DATES:
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007  a day alone
        except ValueError:
            continue
    return None


def _is_whole(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) <= 18

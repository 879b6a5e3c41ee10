"""From form-js JSON to fields, noting everything a designer has to mend."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from engine import feel
from engine.definitions.forms.fields import (
    CHOOSE_ONE,
    CHOOSE_SOME,
    CONTAINERS,
    DISPLAYS,
    INPUTS,
    Field,
    Json,
    Options,
)
from engine.definitions.forms.reading.component import Component, Notes
from engine.definitions.forms.reading.rules import read_rules

MAX_COMPONENTS: Final = 1_000
MAX_DEPTH: Final = 12
MAX_ROWS_AT_FIRST: Final = 50

_KEY = re.compile(r"[^\W\d]\w*(\.[^\W\d]\w*)*")
_SUBTYPES = ("date", "time", "datetime")
_TIME_FORMATS = ("utc_offset", "utc_normalized", "no_timezone")

Key = tuple[str, ...]


def read_fields(components: Json, notes: Notes, depth: int = 0) -> tuple[Field, ...]:
    """Return the fields of one scope (a form, a list's row); a key may stand there once."""
    found = tuple(_fields(components, notes, (), depth))
    taken: set[Key] = set()
    for fld in leaves(found):
        # `a` and `a.b` cannot both hold a value.
        if any(fld.key[: len(key)] == key or key[: len(fld.key)] == fld.key for key in taken):
            _note_twice(fld, notes)
        taken.add(fld.key)
    return found


def leaves(fields: tuple[Field, ...]) -> Iterator[Field]:
    """Return the fields that hold a value in one scope: groups are opened, lists are not."""
    for fld in fields:
        if fld.type == "group":
            yield from leaves(fld.components)
        else:
            yield fld


def _note_twice(fld: Field, notes: Notes) -> None:
    component = {"id": fld.id, "label": fld.label}
    notes.ids.discard(fld.id)
    Component(component, notes).note("field-twice", key=".".join(fld.key))


def _fields(components: Json, notes: Notes, prefix: Key, depth: int) -> Iterator[Field]:
    if not isinstance(components, list):
        notes.form("form-shape", detail='"components" is not a list')
        return
    for json in components:
        notes.count += 1
        if notes.count > MAX_COMPONENTS or depth > MAX_DEPTH:
            notes.form("form-size", limit=MAX_COMPONENTS)
            return
        if not isinstance(json, dict):
            notes.form("form-shape", detail="a component is not an object")
            continue
        found = _field(Component(json, notes), notes, prefix, depth)
        if found is not None:
            yield found


def _field(component: Component, notes: Notes, prefix: Key, depth: int) -> Field | None:
    component.note_shown_names()
    if component.kind in DISPLAYS:
        component.expression("conditional.hide")
        return None
    if component.kind not in INPUTS | CONTAINERS:
        component.note("field-type", type=component.kind)
        return None
    key = _key(component)
    if key is None:
        return None
    return Field(
        id=component.id,
        type=component.kind,
        label=component.label,
        key=prefix + key,
        hide=component.expression("conditional.hide"),
        readonly=component.condition("readonly"),
        disabled=component.flag("disabled"),
        rules=read_rules(component),
        options=_options(component),
        subtype=component.one_of("subtype", _SUBTYPES, "date"),
        time_format=component.one_of("timeSerializingFormat", _TIME_FORMATS, "no_timezone"),
        as_text=component.flag("serializeToString"),
        default=component.get("defaultValue"),
        computed=_computed(component),
        addable=component.flag("allowAddRemove", default=True),
        rows=_rows(component),
        components=_inside(component, notes, prefix + key, depth),
    )


def _key(component: Component) -> Key | None:
    name = "path" if component.kind in CONTAINERS else "key"
    key = component.get(name)
    if component.kind == "group" and key in (None, ""):
        return ()
    if not isinstance(key, str) or not key:
        component.note("field-key")
        return None
    if not _KEY.fullmatch(key) or len(key) > 200:
        component.note("field-key-bad", key=key[:100])
        return None
    return tuple(key.split("."))


def _inside(component: Component, notes: Notes, key: Key, depth: int) -> tuple[Field, ...]:
    if component.kind not in CONTAINERS:
        return ()
    components = component.get("components") or []
    if component.kind == "dynamiclist":
        return read_fields(components, notes, depth + 1)
    return tuple(_fields(components, notes, key, depth + 1))


def _rows(component: Component) -> int:
    if component.kind != "dynamiclist" or component.get("defaultRepetitions") is None:
        return 1
    rows = component.number("defaultRepetitions")
    return 1 if rows is None else min(max(int(rows), 0), MAX_ROWS_AT_FIRST)


def _computed(component: Component) -> feel.Expression | None:
    if component.kind != "expression":
        return None
    found = component.expression("expression")
    if not component.text("expression").strip():
        component.note("field-value", property="expression", value="empty")
    return found


def _options(component: Component) -> Options:
    if component.kind not in CHOOSE_ONE | CHOOSE_SOME:
        return Options()
    if component.text("valuesExpression"):
        return Options(expression=component.expression("valuesExpression"))
    if key := component.text("valuesKey"):
        component.reads(key)
        return Options(key=key)
    values = component.get("values")
    if not isinstance(values, list) or not values:
        component.note("field-options")
        return Options()
    if any(not isinstance(item, dict) or item.get("value") in (None, "") for item in values):
        component.note("field-option")
    return Options(fixed=tuple(item for item in values if isinstance(item, dict)))

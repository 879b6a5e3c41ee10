"""A form without conditions is decided in one pass, with the same answer as the long way gives."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.definitions.forms import read_form

NOW = datetime(2026, 2, 10, 2, tzinfo=UTC)
ZONE = ZoneInfo("Asia/Shanghai")
OPTIONS = [{"label": "A", "value": "a"}, {"label": "2", "value": 2}]


def field(kind, key, **more):
    return {"type": kind, "id": f"f-{key}-{kind}", "key": key, "label": key, **more}


PLAIN = [
    {"type": "text", "id": "words", "text": "# Site"},
    field(
        "textfield", "name", validate={"required": True, "minLength": 2, "maxLength": 5}
    ),
    field("textarea", "note"),
    field("textfield", "code", validate={"pattern": "^[a-z]+$", "patternErrorMessage": "letters"}),
    field("textfield", "mail", validate={"validationType": "email"}),
    field("textfield", "phone", validate={"validationType": "phone"}),
    field("number", "amount", decimalDigits=2, increment="0.05", validate={"min": 0, "max": 9}),
    field("number", "count", serializeToString=True, validate={"required": True}),
    field("checkbox", "agreed", validate={"required": True}),
    field("select", "city", values=OPTIONS, validate={"required": True}),
    field("radio", "side", values=OPTIONS),
    field("checklist", "papers", values=OPTIONS, validate={"required": True}),
    field("taglist", "tags", values=OPTIONS),
    {
        "type": "group", "id": "frame", "label": "Frame",
        "components": [
            {**field("datetime", "day", disallowPassedDates=True), "subtype": "date"},
            {**field("datetime", "at"), "subtype": "datetime"},
            {**field("datetime", "hour", validate={"required": True}), "subtype": "time"},
        ],
    },
]  # fmt: skip


def made(*components):
    schema = {"type": "default", "id": "f", "schemaVersion": 19, "components": list(components)}
    return read_form(json.dumps(schema).encode())


FORM = made(*PLAIN)
ODD = st.sampled_from(
    [None, "", " ", "abc", "ab1", "a@example.org", "+8657112345678", "x" * 20_001, "\x00", "a", 2,
     "2", 2.0, True, False, -1, 0.05, 0.07, 10**40, 1e300, float("nan"), float("inf"), "1e2",
     "2026-02-10", "2026-02-09", "2026-13-01", "10:00", "10:00Z", "2026-02-10T10:00",
     "2026-02-10T10:00+08:00", [], ["a"], ["a", "a"], ["a", 2], ["z"], {}, {"value": "a"}, [[]]]
)  # fmt: skip
NAMES = [
    "name", "note", "code", "mail", "phone", "amount", "count", "agreed", "city", "papers", "tags",
    "side", "day", "at", "hour", "unknown",
]  # fmt: skip


def both(form, submitted, known):
    long_way = replace(form, plain=None)
    return [way.validate(submitted, known, now=NOW, zone=ZONE) for way in (form, long_way)]


@settings(max_examples=400, deadline=None)
@given(st.dictionaries(st.sampled_from(NAMES), ODD), st.dictionaries(st.sampled_from(NAMES), ODD))
def test_both_ways_agree(submitted, known):
    assert FORM.plain is not None
    short, long_way = both(FORM, submitted, known)
    assert short == long_way


@given(st.sampled_from(PLAIN[1:-1]), ODD)
@settings(max_examples=400, deadline=None)
def test_both_ways_agree_on_each_field_alone(component, value):
    form = made(component)
    assert form.plain is not None
    short, long_way = both(form, {component["key"]: value}, {})
    assert short == long_way


def test_values_keep_their_kinds_and_their_order():
    submitted = {"name": " abc ", "count": "1.50", "agreed": True, "city": "a", "papers": [2, "a"]}
    submitted["hour"] = "10:00"
    short, long_way = both(FORM, submitted, {})
    assert list(short.values.items()) == list(long_way.values.items())
    assert short.values["name"] == "abc"


@pytest.mark.parametrize("submitted", [None, [], "x", 7])
def test_what_is_no_object_is_refused_by_both(submitted):
    short, long_way = both(FORM, submitted, {})
    assert short == long_way


@pytest.mark.parametrize(
    "component",
    [
        field("textfield", "a", conditional={"hide": "=b = 1"}),
        field("textfield", "a", readonly=True),
        field("textfield", "a", disabled=True),
        field("textfield", "a.b"),
        field("number", "a", validate={"min": "=b"}),
        field("select", "a", valuesKey="cities"),
        field("select", "a", valuesExpression="=cities"),
        {"type": "expression", "id": "e", "key": "a", "expression": "=1 + 1"},
        {"type": "group", "id": "g", "path": "a", "components": [field("textfield", "b")]},
        {"type": "group", "id": "g", "conditional": {"hide": "=b"},
         "components": [field("textfield", "b")]},
        {"type": "dynamiclist", "id": "l", "path": "rows",
         "components": [field("textfield", "b")]},
    ],
)  # fmt: skip
def test_a_form_that_depends_on_anything_is_not_plain(component):
    assert made(component).plain is None

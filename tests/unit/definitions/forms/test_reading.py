"""Which forms can be used, and what a designer is told about the others."""

import json

import pytest

from engine.definitions.forms import UnreadableForm, check_form, read_form
from tests.unit.definitions.forms.kit import field, form


def problems(*components, **header):
    schema = {"type": "default", "id": "f", "components": list(components), **header}
    return check_form(json.dumps(schema).encode(), "a.form")[1]


def codes(*components, **header):
    return [problem.code for problem in problems(*components, **header)]


def test_all_inputs_and_displays_of_a_camunda_7_form_are_read():
    values = {"values": [{"label": "A", "value": "a"}]}
    kinds = ("textfield", "textarea", "number", "datetime", "checkbox")
    inputs = [field(kind, kind, id=kind) for kind in kinds]
    choices = [
        field(kind, kind, id=kind, **values) for kind in ("radio", "select", "checklist", "taglist")
    ]
    shows = [
        {"type": kind, "id": kind}
        for kind in ("text", "image", "table", "spacer", "separator", "button")
    ]
    total = field("expression", "total", id="total", expression="=number + 1")
    made = form(*inputs, *choices, total, *shows)
    assert [fld.type for fld in made.fields] == [
        *kinds,
        "radio",
        "select",
        "checklist",
        "taglist",
        "expression",
    ]


@pytest.mark.parametrize(
    "kind", ["html", "iframe", "filepicker", "documentPreview", "script", "x", None, 5, []]
)
def test_components_that_run_foreign_content_or_are_unknown_are_refused(kind):
    found = problems({"type": kind, "id": "odd", "key": "k", "label": "Odd one"})
    assert [(p.code, p.element, p.name) for p in found] == [("field-type", "odd", "Odd one")]
    assert 'a.form: "Odd one" (odd): A component of type' in str(found[0])


@pytest.mark.parametrize(
    ("component", "code"),
    [
        ({"type": "number", "id": "a"}, "field-key"),
        ({"type": "number", "id": "a", "key": ""}, "field-key"),
        ({"type": "dynamiclist", "id": "a"}, "field-key"),
        ({"type": "number", "id": "a", "key": "a b"}, "field-key-bad"),
        ({"type": "number", "id": "a", "key": "rows.0"}, "field-key-bad"),
        ({"type": "select", "id": "a", "key": "k"}, "field-options"),
        ({"type": "select", "id": "a", "key": "k", "values": [{"label": "x"}]}, "field-option"),
        ({"type": "number", "id": "a", "key": "k", "validate": {"min": "ten"}}, "field-number"),
        ({"type": "number", "id": "a", "key": "k", "increment": 0}, "field-value"),
        ({"type": "number", "id": "a", "key": "k", "decimalDigits": -1}, "field-value"),
        ({"type": "datetime", "id": "a", "key": "k", "subtype": "month"}, "field-value"),
        ({"type": "expression", "id": "a", "key": "k"}, "field-value"),
        (
            {"type": "textfield", "id": "a", "key": "k", "validate": {"pattern": "(?=a)"}},
            "field-pattern",
        ),
        (
            {"type": "textfield", "id": "a", "key": "k", "validate": {"pattern": "(a"}},
            "field-pattern",
        ),
        (
            {"type": "number", "id": "a", "key": "k", "validate": {"max": "= 1 +"}},
            "field-expression",
        ),
        (
            {"type": "number", "id": "a", "key": "k", "conditional": {"hide": "=a >"}},
            "field-expression",
        ),
        ({"type": "text", "id": "a", "conditional": {"hide": "=a >"}}, "field-expression"),
        ("a component", "form-shape"),
    ],
)
def test_what_a_designer_has_to_mend_is_named(component, code):
    assert codes(component) == [code]
    assert str(problems(component)[0])


def test_keys_and_ids_are_used_once():
    twice = [field("number", "a", id="1"), field("textfield", "a", id="2")]
    assert codes(*twice) == ["field-twice"]
    assert codes(field("number", "a", id="1"), field("number", "a.b", id="2")) == ["field-twice"]
    assert codes(field("number", "a", id="1"), field("number", "b", id="1")) == ["field-id-twice"]
    rows = {
        "type": "dynamiclist",
        "id": "l",
        "path": "l",
        "components": [field("number", "a", id="2")],
    }
    assert codes(field("number", "a", id="1"), rows) == []
    group = {"type": "group", "id": "g", "components": [field("number", "a", id="2")]}
    assert codes(field("number", "a", id="1"), group) == ["field-twice"]


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (b"", "empty"),
        (b"{", "not-json"),
        (b"[]", "not-json"),
        (b'{"id": NaN}', "not-json"),
        (b'{"id": "f", "x": ' + b"9" * 5000 + b"}", "not-json"),
        (b"[" * 100_000, "too-deep"),
        (b"\xff{}", "encoding"),
        (b" " * 1_000_001, "too-large"),
        (b"{}", "form-id-missing"),
        (b'{"id": "f", "type": "group"}', "form-shape"),
        (b'{"id": "f", "components": {}}', "form-shape"),
    ],
)
def test_what_is_no_form_says_why(raw, code):
    with pytest.raises(UnreadableForm) as caught:
        read_form(raw, "a.form")
    assert caught.value.problems[0].code == code
    assert str(caught.value.problems[0]).startswith("a.form")


def test_a_form_nested_without_end_is_refused():
    component = field("number", "x", id="x")
    for at in range(50):
        component = {"type": "group", "id": f"g{at}", "components": [component]}
    assert codes(component) == ["form-size"]


def test_a_form_for_another_platform_is_a_warning():
    assert codes(executionPlatform="Camunda Cloud") == ["form-platform"]
    assert codes(schemaVersion=99) == ["form-version"]
    assert check_form(b'{"id": "f", "schemaVersion": 99}')[0] is not None

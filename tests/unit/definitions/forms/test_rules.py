"""What a field's rules refuse."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from tests.unit.definitions.forms.kit import accepted, field, form, refused


def verdict(component, value, variables=None, **more):
    found = form(component).validate({"x": value}, variables or {}, **more)
    return [error.code for error in getattr(found, "errors", ())]


@pytest.mark.parametrize(
    ("kind", "empty"),
    [
        ("textfield", ""),
        ("textarea", "  "),
        ("number", None),
        ("datetime", None),
        ("checkbox", False),
    ],
)
def test_required_fields_must_be_filled_in(kind, empty):
    component = field(kind, validate={"required": True})
    assert verdict(component, empty) == ["required"]
    assert refused(form(component), {}) == {"x": "required"}


def test_required_choices_must_be_made():
    values = [{"label": "A", "value": "a"}]
    for kind, empty in (("radio", None), ("select", ""), ("checklist", []), ("taglist", [])):
        assert verdict(field(kind, values=values, validate={"required": True}), empty) == [
            "required"
        ]


@pytest.mark.parametrize(
    ("value", "codes"),
    [(0, []), (-0.01, ["min"]), (315, []), (315.01, ["max"]), (None, [])],
)
def test_numbers_stay_within_their_limits(value, codes):
    assert verdict(field("number", validate={"min": 0, "max": 315}), value) == codes


def test_limits_may_be_numeric_texts_and_expressions():
    component = field("number", validate={"min": "10.5", "max": "= existing * 2"})
    assert verdict(component, 10.4) == ["min"]
    assert verdict(component, 40.1, {"existing": Decimal(20)}) == ["max"]
    assert verdict(component, 40, {"existing": Decimal(20)}) == []
    assert verdict(component, 40, {}) == [], "a limit that has no value does not limit"


def test_a_limit_may_be_another_field_of_the_same_submission():
    made = form(field("number", "low"), field("number", "high", validate={"min": "= low"}))
    assert accepted(made, {"low": 3, "high": 3})["high"] == 3
    assert refused(made, {"low": 4, "high": 3}) == {"high": "min"}


def test_a_third_of_a_tenth_is_exact_here_where_doubles_are_not():
    made = form(field("number", validate={"min": "= 0.1 + 0.2", "max": "= 0.1 + 0.2"}))
    assert accepted(made, {"x": 0.3}) == {"x": Decimal("0.3")}


@pytest.mark.parametrize(
    ("digits", "value", "codes"),
    [
        (2, 10.25, []),
        (2, 10.255, ["decimal-digits"]),
        (0, 3, []),
        (0, 3.5, ["integer"]),
        (0, "3.0", []),
        (0, "12345678901234567890123456789012.34", ["integer"]),
        (0, "12345678901234567890123456789012.00", []),
    ],
)
def test_decimal_digits_are_counted(digits, value, codes):
    assert verdict(field("number", decimalDigits=digits), value) == codes


@pytest.mark.parametrize(
    ("value", "codes"), [(0.3, []), (0.35, ["increment"]), (-0.2, []), (0, [])]
)
def test_increments_are_multiples(value, codes):
    assert verdict(field("number", increment="0.1"), value) == codes


def test_the_nearest_multiples_are_named():
    found = form(field("number", increment=50)).validate({"x": 120}, {})
    assert found.errors[0].data == {"previous": "100", "next": "150"}
    found = form(field("number", increment=50)).validate({"x": -120}, {})
    assert found.errors[0].data == {"previous": "-150", "next": "-100"}


def test_lengths_count_characters_without_the_blanks_around():
    component = field("textfield", validate={"minLength": 2, "maxLength": 4})
    assert verdict(component, " 电 ") == ["min-length"]
    assert verdict(component, "业扩报装") == []
    assert verdict(component, "业扩报装了") == ["max-length"]


def test_a_pattern_need_not_match_the_whole_text():
    assert verdict(field("textfield", validate={"pattern": r"\d{3}"}), "No 123!") == []
    assert verdict(field("textfield", validate={"pattern": r"^\d{3}$"}), "No 123!") == ["pattern"]


def test_a_pattern_may_name_characters_as_javascript_does():
    component = field("textfield", validate={"pattern": r"^[\u4e00-\u9fa5]+$"})
    assert verdict(component, "业扩") == []
    assert verdict(component, "yekuo") == ["pattern"]


def test_a_pattern_s_own_message_is_shown():
    rules = {"pattern": "^[0-9]{13}$", "patternErrorMessage": "13 digits, please"}
    properties = {"patternErrorMessage:zh": "请输入13位数字"}
    made = form(field("textfield", validate=rules, properties=properties))
    error = made.validate({"x": "1"}, {}).errors[0]
    assert (error.code, str(error)) == ("pattern", "13 digits, please")
    assert error.message_in("zh") == "请输入13位数字"
    assert error.message_in("en") == "13 digits, please"


def test_an_evil_pattern_ends_at_once():
    assert verdict(field("textfield", validate={"pattern": "(a+)+$"}), "a" * 19_000 + "!") == [
        "pattern"
    ]


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("li@example.cn", []),
        ("li.ming+x@a-b.example", []),
        ("li@", ["email"]),
        ("li ming@example.cn", ["email"]),
        ("a@" + "b" * 64 + ".cn", ["email"]),
    ],
)
def test_email_addresses(value, codes):
    assert verdict(field("textfield", validate={"validationType": "email"}), value) == codes


@pytest.mark.parametrize(
    ("value", "codes"),
    [
        ("+8657112345678", []),
        ("008613800000000", []),
        ("13800000000", ["phone"]),
        ("+86x", ["phone"]),
    ],
)
def test_international_telephone_numbers(value, codes):
    assert verdict(field("textfield", validate={"validationType": "phone"}), value) == codes


def test_a_past_date_is_refused_where_the_station_is():
    component = field("datetime", subtype="date", disallowPassedDates=True)
    # 17:00 UTC on the 9th is 01:00 on the 10th in Shanghai.
    now = datetime(2026, 2, 9, 17, 0, tzinfo=UTC)
    assert verdict(component, "2026-02-09", now=now) == ["past"]
    assert verdict(component, "2026-02-10", now=now) == []


def test_earlier_today_has_not_passed():
    component = field("datetime", subtype="datetime", disallowPassedDates=True)
    now = datetime(2026, 2, 10, 9, 0, tzinfo=UTC)
    assert verdict(component, "2026-02-10T00:01", now=now) == []
    assert verdict(component, "2026-02-09T23:59", now=now) == ["past"]


def test_an_expression_that_takes_too_long_is_an_error_at_its_field():
    component = field("number", validate={"max": "= count(for i in 1..1000000000 return i)"})
    found = form(component).validate({"x": 1}, {}).errors
    assert [error.code for error in found] == ["expression"]


def test_errors_say_where_in_every_way_one_may_ask():
    made = form(
        {
            "type": "dynamiclist",
            "path": "equipment",
            "components": [field("number", "quantity", id="q", label="Quantity")],
        }
    )
    error = made.validate({"equipment": [{"quantity": 1}, {"quantity": "x"}]}, {}).errors[0]
    assert error.path == ("equipment", 1, "quantity")
    assert error.name == "equipment[1].quantity"
    assert error.dotted == "equipment.1.quantity"
    assert (error.component, error.rows, error.label) == ("q", (1,), "Quantity")
    assert str(error) == "This is not a number."

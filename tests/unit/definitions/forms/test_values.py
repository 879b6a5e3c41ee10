"""What a browser sends, as the typed value it means."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from tests.unit.definitions.forms.kit import accepted, field, form, refused

SHANGHAI = ZoneInfo("Asia/Shanghai")


def only(component, value, **more):
    return accepted(form(component), {"x": value}, **more)["x"]


def refusal(component, value):
    return refused(form(component), {"x": value})["x"]


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        (0.1, Decimal("0.1")),
        (1250, Decimal(1250)),
        ("0.10", Decimal("0.1")),
        (Decimal("10.50"), Decimal("10.5")),
        (1e21, Decimal("1e21")),
        ("-3.5", Decimal("-3.5")),
        (None, None),
        ("", None),
    ],
)
def test_numbers_are_exact_decimals(sent, typed):
    found = only(field("number"), sent)
    assert found == typed
    assert found is None or type(found) is Decimal


@pytest.mark.parametrize(
    "sent",
    ["abc", "1,5", "NaN", "Infinity", float("nan"), float("inf"), True, [], {}, "１２", "0x1f"],
)
def test_what_is_no_number_is_refused(sent):
    assert refusal(field("number"), sent) == "number"


def test_numbers_beyond_34_digits_are_refused():
    for sent in (10**5000, -(10**40), "1" * 35, "1e400", 1e308, 5e-324):
        assert refusal(field("number"), sent) == "too-precise"


def test_a_number_kept_as_text_for_precision_is_a_number_too():
    exact = "1234567890.123456789012"
    assert only(field("number", serializeToString=True), exact) == Decimal(exact)


def test_texts_lose_the_blanks_around_them_and_blank_is_unset():
    assert only(field("textfield"), "  Li\tMing ") == "Li Ming"
    assert only(field("textfield"), "   ") is None
    assert only(field("textarea"), " a\nb ") == "a\nb"


@pytest.mark.parametrize("sent", [5, True, [], {"a": 1}])
def test_what_is_no_text_is_refused(sent):
    assert refusal(field("textfield"), sent) == "type"


@pytest.mark.parametrize("sent", ["a\x00b", "\ud800", "\x1b[31m"])
def test_characters_no_database_takes_are_refused(sent):
    assert refusal(field("textarea"), sent) == "characters"


def test_a_text_of_ten_megabytes_is_refused():
    assert refusal(field("textarea"), "x" * 10_000_000) == "max-length"


def test_dates_are_dates():
    assert only(field("datetime", subtype="date"), "2026-02-28") == date(2026, 2, 28)


@pytest.mark.parametrize(
    "sent", ["2026-02-29", "28.2.2026", "2026-2-8", "2026-02-28T00:00", 20260228, "２０２６-02-28"]
)
def test_what_is_no_date_is_refused(sent):
    assert refusal(field("datetime", subtype="date"), sent) == "date"


@pytest.mark.parametrize(
    ("sent", "typed"),
    [
        ("09:30", time(9, 30)),
        ("09:30+08:00", time(9, 30, tzinfo=timezone(timedelta(hours=8)))),
        ("01:30Z", time(1, 30, tzinfo=UTC)),
    ],
)
def test_times_are_times(sent, typed):
    found = only(field("datetime", subtype="time"), sent)
    assert (found, found.utcoffset()) == (typed, typed.utcoffset())


@pytest.mark.parametrize("sent", ["24:30", "9:30", "0930", "noon", 930])
def test_what_is_no_time_is_refused(sent):
    assert refusal(field("datetime", subtype="time"), sent) == "time"


@pytest.mark.parametrize(
    "sent", ["2026-02-10T10:00", "2026-02-10T10:00+08:00", "2026-02-10T02:00Z"]
)
def test_moments_are_aware_and_the_station_s_when_no_zone_is_said(sent):
    found = only(field("datetime", subtype="datetime"), sent)
    assert found.tzinfo is not None
    assert found == datetime(2026, 2, 10, 10, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize("sent", ["2026-02-10", "2026-02-10 10:00", "T10:00", "2026-02-30T10:00"])
def test_what_is_no_moment_is_refused(sent):
    assert refusal(field("datetime", subtype="datetime"), sent) == "datetime"


def test_checkboxes_are_true_or_false():
    assert only(field("checkbox"), True) is True
    assert only(field("checkbox"), None) is False
    assert refusal(field("checkbox"), "true") == "type"


COLOURS = [{"label": "Red", "value": "red"}, {"label": "Blue", "value": "blue"}]


@pytest.mark.parametrize("kind", ["radio", "select"])
def test_one_can_choose_what_is_offered_and_nothing_else(kind):
    component = field(kind, values=COLOURS)
    assert only(component, "blue") == "blue"
    assert only(component, "") is None
    for odd in ("green", ["blue"], {"value": "blue"}, 1, True):
        assert refusal(component, odd) == "option"


@pytest.mark.parametrize("kind", ["checklist", "taglist"])
def test_one_can_choose_several_each_once(kind):
    component = field(kind, values=COLOURS)
    assert only(component, ["blue", "red"]) == ["blue", "red"]
    assert only(component, None) == []
    assert refusal(component, ["blue", "green"]) == "option"
    assert refusal(component, ["blue", "blue"]) == "repeated"
    assert refusal(component, "blue") == "type"


def test_options_may_be_a_variable():
    component = field("select", valuesKey="lines")
    lines = [{"label": "Line 1", "value": Decimal(1)}, "spare", {"nothing": 1}, None]
    assert accepted(form(component), {"x": 1}, {"lines": lines}) == {"x": Decimal(1)}
    assert accepted(form(component), {"x": "spare"}, {"lines": lines}) == {"x": "spare"}
    assert refused(form(component), {"x": 2}, {"lines": lines}) == {"x": "option"}
    assert refused(form(component), {"x": 1}, {}) == {"x": "option"}


def test_options_may_be_computed_from_another_field():
    kinds = field("select", "kind", values=COLOURS)
    component = field("radio", valuesExpression='= if kind = "red" then ["a", "b"] else ["c"]')
    made = form(kinds, component)
    assert accepted(made, {"kind": "red", "x": "b"}) == {"kind": "red", "x": "b"}
    assert refused(made, {"kind": "blue", "x": "b"}) == {"x": "option"}


def test_a_chosen_number_is_a_decimal_too():
    component = field("select", values=[{"label": "Two", "value": 2}, {"label": "B", "value": 2.5}])
    for sent in (2, 2.0, 2.5):
        assert type(only(component, sent)) is Decimal
    assert only(component, 2.5) == Decimal("2.5")


def test_an_option_may_be_a_context():
    lines = [{"label": "One", "value": {"id": Decimal(7), "name": "Line"}}]
    component = field("select", valuesKey="lines")
    assert accepted(form(component), {"x": {"id": 7, "name": "Line"}}, {"lines": lines}) == {
        "x": {"id": Decimal(7), "name": "Line"}
    }


def test_unset_optional_fields_are_null():
    made = form(field("textfield", "a"), field("number", "b"), field("checkbox", "c"))
    assert accepted(made, {}) == {"a": None, "b": None, "c": False}


def test_unknown_keys_are_dropped():
    made = form(field("textfield", "a"))
    assert accepted(made, {"a": "x", "role": "admin", "__proto__": {}}) == {"a": "x"}


def test_groups_and_dotted_keys_make_contexts_and_keep_the_other_entries():
    made = form(
        field("textfield", "customer.name"),
        {
            "type": "group",
            "path": "site",
            "components": [
                field("number", "kva"),
                {"type": "group", "id": "frame", "components": [field("textfield", "street")]},
            ],
        },
    )
    sent = {"customer": {"name": "Mill", "tier": "gold"}, "site": {"kva": 5, "street": "Hill"}}
    before = {"customer": {"id": Decimal(9), "name": "Old"}, "site": "lost"}
    assert accepted(made, sent, before) == {
        "customer": {"id": Decimal(9), "name": "Mill"},
        "site": {"kva": Decimal(5), "street": "Hill"},
    }
    assert before["customer"]["name"] == "Old"

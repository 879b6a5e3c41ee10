"""What the browser gets: values it may see, and the schema in the reader's language."""

import json
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest

from engine.feel import YearsMonths
from tests.unit.definitions.forms.kit import accepted, field, form

MOMENT = datetime(2026, 2, 10, 2, 0, tzinfo=UTC)


def test_only_what_the_form_names_is_shown():
    made = form(
        field("number", "kva"),
        {"type": "text", "id": "t", "text": "Tier {{tier}} of {{customer.name}}"},
        field("textfield", "why", conditional={"hide": "=sources = 1"}),
        field("select", "line", valuesKey="lines"),
    )
    variables = {
        "kva": Decimal("315.5"),
        "tier": "gold",
        "customer": {"name": "Mill", "since": date(2020, 1, 1)},
        "sources": Decimal(2),
        "lines": ["a"],
        "secret": "no",
    }
    assert made.initial(variables) == {
        "kva": 315.5,
        "tier": "gold",
        "customer": {"name": "Mill", "since": "2020-01-01"},
        "sources": 2,
        "lines": ["a"],
    }


def test_entries_the_form_does_not_name_stay_here():
    made = form(
        field("textfield", "customer.name"),
        {"type": "dynamiclist", "path": "rows", "components": [field("number", "kw")]},
    )
    variables = {
        "customer": {"name": "Mill", "id_card": "secret"},
        "rows": [{"kw": Decimal(5), "cost": Decimal(9)}, None],
    }
    assert made.initial(variables) == {"customer": {"name": "Mill"}, "rows": [{"kw": 5}, {}]}


@pytest.mark.parametrize(
    ("component", "value", "shown"),
    [
        (field("datetime", subtype="date"), date(2026, 2, 10), "2026-02-10"),
        (field("datetime", subtype="date"), MOMENT, "2026-02-10"),
        (field("datetime", subtype="time"), time(9, 30), "09:30"),
        (field("datetime", subtype="datetime"), MOMENT, "2026-02-10T10:00"),
        (
            field("datetime", subtype="datetime", timeSerializingFormat="utc_offset"),
            MOMENT,
            "2026-02-10T10:00+08:00",
        ),
        (
            field("datetime", subtype="datetime", timeSerializingFormat="utc_normalized"),
            MOMENT,
            "2026-02-10T02:00Z",
        ),
        (field("number"), Decimal("1250.50"), 1250.5),
        (field("number", serializeToString=True), Decimal("0.10"), "0.10"),
        (field("textfield"), None, None),
        (field("textfield"), timedelta(hours=1), "PT1H"),
        (field("textfield"), YearsMonths(14), "P1Y2M"),
        (field("checkbox"), True, True),
    ],
)
def test_values_are_written_as_form_js_takes_them(component, value, shown):
    data = form(component).initial({"x": value})
    assert data == {"x": shown}
    assert json.dumps(data)


@pytest.mark.parametrize("kind", ["utc_offset", "utc_normalized", "no_timezone"])
def test_what_is_shown_comes_back_as_it_was(kind):
    made = form(field("datetime", subtype="datetime", timeSerializingFormat=kind))
    assert accepted(made, made.initial({"x": MOMENT})) == {"x": MOMENT}


def test_what_is_not_set_is_left_to_the_field_s_default():
    assert form(field("number", defaultValue=5)).initial({}) == {}


def test_labels_texts_and_options_are_translated():
    made = form(
        field(
            "select",
            "tier",
            label="Tier",
            description="How important",
            values=[{"label": "Gold", "value": "gold"}, {"label": "Base", "value": "base"}],
            validate={"required": True},
            properties={"label:zh": "星级", "description:zh": "重要程度", "value.gold:zh": "金"},
        ),
        {"type": "text", "id": "t", "text": "Hello", "properties": {"text:zh": "你好"}},
        {
            "type": "group",
            "id": "g",
            "label": "Site",
            "properties": {"label:zh": "用电地址"},
            "components": [
                field("datetime", "day", dateLabel="Day", properties={"label:zh": "日期"}),
                field(
                    "number",
                    "kva",
                    label="Capacity",
                    appearance={"suffixAdorner": "kVA"},
                    properties={"label:zh": "容量", "suffixAdorner:zh": "千伏安"},
                ),
            ],
        },
    )
    tier, text, group = made.schema_in("zh")["components"]
    assert (tier["label"], tier["description"]) == ("星级", "重要程度")
    assert tier["values"] == [{"label": "金", "value": "gold"}, {"label": "Base", "value": "base"}]
    assert tier["validate"] == {"required": True}
    assert text["text"] == "你好"
    assert (group["label"], group["components"][0]["dateLabel"]) == ("用电地址", "日期")
    assert group["components"][1]["appearance"] == {"suffixAdorner": "千伏安"}


def test_the_schema_without_a_translation_is_as_written():
    made = form(field("number", label="Capacity", properties={"label:zh": "容量"}))
    assert made.schema_in("en")["components"][0]["label"] == "Capacity"
    made.schema_in("zh")
    assert made.schema["components"][0]["label"] == "Capacity"

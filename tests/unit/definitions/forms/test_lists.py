"""Dynamic lists: rows that come and go, and rows that stay."""

from decimal import Decimal

from tests.unit.definitions.forms.kit import accepted, field, form, refused


def listing(*components, **more):
    return {"type": "dynamiclist", "path": "rows", "components": list(components), **more}


def test_rows_are_typed():
    made = form(listing(field("textfield", "name"), field("number", "kw")))
    assert accepted(made, {"rows": [{"name": "Motor", "kw": 5.5}, {"kw": None, "odd": 1}]}) == {
        "rows": [{"name": "Motor", "kw": Decimal("5.5")}, {"name": None, "kw": None}]
    }


def test_no_rows_are_an_empty_list():
    assert accepted(form(listing(field("number", "kw"))), {}) == {"rows": []}


def test_each_row_is_checked_in_its_place():
    made = form(listing(field("number", "kw", validate={"required": True, "min": 1})))
    sent = {"rows": [{"kw": 1}, {}, {"kw": 0}, None]}
    assert refused(made, sent) == {
        "rows[1].kw": "required",
        "rows[2].kw": "min",
        "rows[3].kw": "required",
    }


def test_conditions_in_a_row_see_the_row():
    made = form(
        listing(
            field("textfield", "kind"),
            field(
                "number",
                "kw",
                validate={"required": True},
                conditional={"hide": '=this.kind = "lamp" or parent.skip'},
            ),
            field("textfield", "second", conditional={"hide": "=i[1] = 1"}),
        ),
        field("checkbox", "skip"),
    )
    sent = {"rows": [{"kind": "lamp", "kw": 3, "second": "s"}, {"kind": "motor", "second": "t"}]}
    assert refused(made, {**sent, "skip": False}) == {"rows[1].kw": "required"}
    assert accepted(made, {**sent, "skip": True})["rows"] == [
        {"kind": "lamp"},
        {"kind": "motor", "second": "t"},
    ]


def test_limits_in_a_row_see_the_row():
    made = form(
        listing(field("number", "low"), field("number", "high", validate={"min": "=this.low"}))
    )
    assert refused(made, {"rows": [{"low": 1, "high": 2}, {"low": 2, "high": 1}]}) == {
        "rows[1].high": "min"
    }


def test_lists_lie_in_lists():
    made = form(
        listing(
            field("textfield", "site"),
            {
                "type": "dynamiclist",
                "path": "meters",
                "components": [field("number", "no", validate={"required": True})],
            },
        )
    )
    sent = {
        "rows": [{"site": "A", "meters": [{"no": 1}, {"no": 2}]}, {"site": "B", "meters": [{}]}]
    }
    assert refused(made, sent) == {"rows[1].meters[0].no": "required"}


def test_a_list_has_as_many_rows_as_its_properties_say():
    made = form(listing(field("number", "kw"), properties={"minItems": "1", "maxItems": "2"}))
    assert refused(made, {"rows": []}) == {"rows": "min-items"}
    assert refused(made, {"rows": [{}, {}, {}]}) == {"rows": "max-items"}
    assert accepted(made, {"rows": [{"kw": 1}]}) == {"rows": [{"kw": 1}]}


def test_a_list_of_fixed_rows_keeps_them_and_what_the_form_does_not_show():
    made = form(
        listing(
            field("textfield", "item", readonly=True),
            field("checkbox", "passed"),
            allowAddRemove=False,
        )
    )
    before = {"rows": [{"item": "Earthing", "id": Decimal(1)}, {"item": "Relay", "id": Decimal(2)}]}
    sent = {"rows": [{"item": "x", "passed": True}, {"item": "y", "passed": False}]}
    assert accepted(made, sent, before) == {
        "rows": [
            {"item": "Earthing", "id": Decimal(1), "passed": True},
            {"item": "Relay", "id": Decimal(2), "passed": False},
        ]
    }
    assert refused(made, {"rows": [{"passed": True}]}, before) == {"rows": "rows"}
    assert "passed" not in before["rows"][0]


def test_a_read_only_value_moves_with_its_row_but_cannot_be_invented():
    made = form(listing(field("textfield", "item", readonly=True), field("checkbox", "passed")))
    before = {"rows": [{"item": "Earthing"}, {"item": "Relay"}]}
    sent = {"rows": [{"item": "Relay", "passed": True}, {"item": "Gold", "passed": True}]}
    assert accepted(made, sent, before) == {
        "rows": [{"item": "Relay", "passed": True}, {"passed": True}]
    }


def test_a_hidden_list_is_dropped():
    made = form(
        listing(field("number", "kw", validate={"required": True}), conditional={"hide": "=true"})
    )
    assert accepted(made, {"rows": [{}]}) == {}


def test_what_is_no_list_of_rows_is_refused():
    made = form(listing(field("number", "kw")))
    for odd in ("x", 5, {}, [1], [[{}]], True):
        assert refused(made, {"rows": odd}) == {"rows": "type"}


def test_too_many_rows_are_refused_quickly():
    made = form(listing(*(field("number", f"n{at}") for at in range(20))))
    assert refused(made, {"rows": [{}] * 100_000}) == {"rows": "max-items"}
    assert refused(made, {"rows": [{}] * 200}) == {"": "too-many"}

"""What is hidden, read-only, disabled or computed is not the client's to set."""

from decimal import Decimal

from engine.feel import Function
from tests.unit.definitions.forms.kit import accepted, field, form, refused


def hidden_if(condition):
    return {"conditional": {"hide": condition}}


def test_a_hidden_field_is_dropped_and_not_required():
    made = form(
        field("checkbox", "dual"),
        field("textfield", "second", validate={"required": True}, **hidden_if("=dual != true")),
    )
    assert accepted(made, {"dual": False, "second": "smuggled"}) == {"dual": False}
    assert refused(made, {"dual": True}) == {"second": "required"}
    assert accepted(made, {"dual": True, "second": "B"}) == {"dual": True, "second": "B"}


def test_a_hidden_field_of_a_wrong_kind_is_dropped_too():
    made = form(field("number", "a", **hidden_if("=true")))
    assert accepted(made, {"a": {"not": "a number"}}) == {}


def test_a_field_hidden_by_a_hidden_field_is_hidden():
    made = form(
        field("textfield", "c", **hidden_if("=b = null")),
        field("textfield", "b", **hidden_if('=a != "yes"')),
        field("textfield", "a"),
    )
    assert accepted(made, {"a": "no", "b": "x", "c": "y"}) == {"a": "no"}
    assert accepted(made, {"a": "yes", "b": "x", "c": "y"}) == {"a": "yes", "b": "x", "c": "y"}


def test_an_empty_text_is_an_empty_text_to_conditions_as_in_the_browser():
    made = form(field("textfield", "a"), field("textfield", "b", **hidden_if('=a = ""')))
    assert accepted(made, {"b": "x"}) == {"a": None}


def test_conditions_read_variables_and_the_engine_s_functions():
    made = form(field("textfield", "a", **hidden_if('=tier = "gold" and is open("x")')))
    functions = {"is open": Function(call=lambda _name: True, parameters=("name",))}
    assert accepted(made, {"a": "x"}, {"tier": "gold"}, functions=functions) == {}
    assert accepted(made, {"a": "x"}, {"tier": "base"}, functions=functions) == {"a": "x"}


def test_a_hidden_group_hides_what_is_in_it():
    made = form(
        field("checkbox", "abroad"),
        {
            "type": "group",
            "path": "passport",
            **hidden_if("=abroad != true"),
            "components": [field("textfield", "number", validate={"required": True})],
        },
    )
    assert accepted(made, {"abroad": False, "passport": {"number": "1"}}) == {"abroad": False}
    assert refused(made, {"abroad": True}) == {"passport.number": "required"}


def test_contradicting_conditions_end():
    made = form(
        field("textfield", "a", **hidden_if("=b != null")),
        field("textfield", "b", **hidden_if("=a != null")),
    )
    made.validate({"a": "x", "b": "y"}, {})


def test_what_is_disabled_or_read_only_keeps_its_value():
    made = form(
        field("number", "fee", readonly=True),
        field("number", "tax", disabled=True),
        field("number", "sum", readonly='=state = "closed"', validate={"required": True}),
        field("textfield", "note"),
    )
    sent = {"fee": 0, "tax": 0, "sum": 0, "note": "ok"}
    variables = {"fee": Decimal(5), "tax": Decimal(6), "sum": Decimal(7), "state": "closed"}
    assert accepted(made, sent, variables) == {"note": "ok"}
    assert accepted(made, sent, {**variables, "state": "open"}) == {"sum": 0, "note": "ok"}


def test_a_read_only_default_is_set_by_the_server_itself():
    made = form(field("textfield", "customer_class", readonly=True, defaultValue="hv"))
    assert accepted(made, {"customer_class": "resident"}) == {"customer_class": "hv"}
    assert accepted(made, {}, {"customer_class": "lv"}) == {}


def test_a_computed_field_is_computed_here():
    made = form(
        field("number", "a"),
        field("number", "b"),
        field("expression", "total", expression="= a + b"),
        field("textfield", "why", validate={"required": True}, **hidden_if("=total <= 10")),
    )
    assert accepted(made, {"a": 0.1, "b": 0.2, "total": 99, "why": ""}) == {
        "a": Decimal("0.1"),
        "b": Decimal("0.2"),
        "total": Decimal("0.3"),
    }
    assert refused(made, {"a": 6, "b": 5, "total": 1}) == {"why": "required"}

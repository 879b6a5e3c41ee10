"""Whatever a client sends, the answer is a verdict, and it comes quickly."""

import time

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.definitions.forms import Accepted, Rejected
from engine.feel.wire import dumps
from tests.unit.definitions.forms.kit import field, form

VALUES = [{"label": "A", "value": "a"}, {"label": "One", "value": 1}]
KEYS = ["t", "n", "d", "c", "s", "m", "g", "rows", "total", "zone", "x"]

EVERYTHING = form(
    field("textfield", "t", validate={"required": True, "pattern": "^a", "maxLength": "= n"}),
    field("number", "n", validate={"min": 0, "max": "= d"}, decimalDigits=2, increment="0.5"),
    field("datetime", "d", subtype="datetime", conditional={"hide": '=t = "a"'}),
    field("checkbox", "c", validate={"required": True}),
    field("select", "s", values=VALUES, readonly="= c"),
    field("taglist", "m", valuesExpression="= [s, n, t, {a: 1}]"),
    field("expression", "total", expression="= count(rows) + n"),
    {
        "type": "group",
        "path": "g",
        "conditional": {"hide": "= total > 3"},
        "components": [field("number", "n", id="gn"), field("datetime", "d", id="gd")],
    },
    {
        "type": "dynamiclist",
        "path": "rows",
        "components": [
            field("textfield", "t", id="rt", conditional={"hide": "=this.n > parent.n"}),
            field("number", "n", id="rn", validate={"max": "=this.x"}),
            field("checkbox", "c", id="rc", readonly=True),
            {
                "type": "dynamiclist",
                "id": "in",
                "path": "rows",
                "components": [field("number", "x")],
            },
        ],
    },
)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(st.characters(), max_size=20)
    | st.sampled_from(["a", "2026-02-10", "2026-02-10T10:00", "1e400", "-0", "NaN", 1, 0.5])
)
trees = st.recursive(
    scalars,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=25,
)
likely = st.dictionaries(st.sampled_from(KEYS), trees, max_size=9)


@settings(max_examples=150, deadline=2000)
@given(trees | likely)
def test_any_json_gets_a_verdict_that_can_be_stored(submitted):
    verdict = EVERYTHING.validate(submitted, {"s": "a"})
    if isinstance(verdict, Accepted):
        dumps(verdict.values)
    else:
        assert isinstance(verdict, Rejected)
        assert verdict.errors
        assert all(str(error) for error in verdict.errors)


def test_a_flood_is_answered_within_a_second():
    deep = []
    for _ in range(50_000):
        deep = [deep]
    floods = [
        {"t": "a" * 10_000_000},
        {"rows": [{"rows": [{"x": 1}] * 200}] * 200},
        {"rows": [{"n": 1, "t": "x"}] * 200},
        {"m": ["a"] * 1_000_000},
        {"m": list(range(200))},
        {f"k{at}": at for at in range(200_000)},
        {"n": 10**100_000},
        {"s": deep, "rows": deep, "g": deep, "t": deep},
        {"m": [{"a": deep}]},
    ]
    for flood in floods:
        began = time.thread_time()
        EVERYTHING.validate(flood, {})
        assert time.thread_time() - began < 1, str(flood.keys())[:40]

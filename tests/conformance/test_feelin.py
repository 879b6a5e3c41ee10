"""Made-up expressions mean the same here as in the browser, where form-js evaluates with feelin.

The expressions stay where the two agree by the standard. Known differences, not generated:
- feelin's numbers are binary: values are compared to nine digits, and long ones are not made;
- feelin reads `1e3` as 1, and `-2 instance of number` as true only since the sign is its own;
- feelin orders values of different kinds (`-2 < "a"` is false), here that is null;
- feelin takes any condition that is not false or null as true (`if 5 then …`), here that is null;
- feelin finds 5 between 7 and 5, where the standard asks for 7 <= 5 and 5 <= 5;
- feelin iterates no single value (`for x in 5 return x`), here it is a list of one;
- feelin counts an index of 0 or beyond the list as null too, but filters null to null, here to [].
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.feel import evaluate
from tests.conformance.feelin import Feelin
from tests.support.npm import FOLDER, packages

FRONTEND = Path(__file__).parents[2] / "webui/frontend"
CONTEXT = {"a": 5, "b": 2.5, "name": "Li Ming", "yes": True, "none": None, "l": [3, 1, 2]}

NUMBERS = st.sampled_from(["a", "b", "0", "1", "7", "0.5", "-3", "l[1]", "l[-1]", "count(l)"])
STRINGS = st.sampled_from(["name", '"abc"', '""', '"a-b-c"', '"ABC"', '"电力"'])
BOOLEANS = st.sampled_from(["true", "false", "yes"])
LISTS = st.sampled_from(["l", "[1, 2, 3]", "[5]", "[2, 2, 7]"])


def filled(pattern: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Return expressions of one form, its parts drawn."""
    return st.tuples(*parts).map(lambda found: pattern.format(*found))


def numbers(depth: int) -> st.SearchStrategy[str]:
    if not depth:
        return NUMBERS
    n, s, b, l = (kind(depth - 1) for kind in (numbers, strings, booleans, lists))  # noqa: E741 - kinds
    return NUMBERS | st.one_of(
        *(filled(f"({{}} {operator} {{}})", n, n) for operator in "+-*"),
        filled("(if {} then {} else {})", b, n, n),
        filled("string length({})", s),
        filled("sum({})", l),
        filled("max({}, {})", n, n),
        filled("min({})", l),
        filled("abs({})", n),
        filled("floor({})", n),
        filled("modulo({}, 3)", n),
        filled("{{x: {}, y: x + 1}}.y", n),
        filled("(function(x, y) x - y)({}, {})", n, n),
    )


def strings(depth: int) -> st.SearchStrategy[str]:
    if not depth:
        return STRINGS
    n, s, b = (kind(depth - 1) for kind in (numbers, strings, booleans))
    del n
    return STRINGS | st.one_of(
        filled("({} + {})", s, s),
        filled("upper case({})", s),
        filled("lower case({})", s),
        filled("(if {} then {} else {})", b, s, s),
        filled('replace({}, "[a-c]", "x")', s),
        filled('string join(["x", {}], "-")', s),
    )


def booleans(depth: int) -> st.SearchStrategy[str]:
    if not depth:
        return BOOLEANS
    n, s, b, l = (kind(depth - 1) for kind in (numbers, strings, booleans, lists))  # noqa: E741 - kinds
    return BOOLEANS | st.one_of(
        *(
            filled(f"({{}} {operator} {{}})", n, n)
            for operator in ("=", "!=", "<", "<=", ">", ">=")
        ),
        *(filled(f"({{}} {operator} {{}})", b, b) for operator in ("and", "or")),
        filled("not({})", b),
        filled("({} = {})", s, s),
        filled("contains({}, {})", s, s),
        filled("starts with({}, {})", s, s),
        filled("list contains({}, {})", l, n),
        filled("({} in [1..3))", n),
        filled("({} in (1, > 4))", n),
        filled("({} between 0 and 3)", n),
        filled("(some x in {} satisfies x > {})", l, n),
        filled("(every x in {} satisfies x > {})", l, n),
        filled("({} instance of number)", l.map(lambda text: f"({text})")),
    )


def lists(depth: int) -> st.SearchStrategy[str]:
    if not depth:
        return LISTS
    n, l = (kind(depth - 1) for kind in (numbers, lists))  # noqa: E741 - kinds
    return LISTS | st.one_of(
        filled("[{}, {}]", n, n),
        filled("(for x in {} return x * {})", l, n),
        filled("(for i in 1..3 return i + {})", n),
        filled("{}[item > {}]", l, n),
        filled("append({}, {})", l, n),
        filled("concatenate({}, {})", l, l),
        filled("reverse({})", l),
        filled("distinct values({})", l),
        filled("sort({}, function(x, y) x < y)", l),
    )


@pytest.fixture(scope="session")
def feelin() -> Iterator[Feelin]:
    process = Feelin(packages())
    yield process
    process.close()


def alike(ours: object, theirs: object) -> bool:
    if isinstance(ours, Decimal):
        number = isinstance(theirs, (int, float)) and not isinstance(theirs, bool)
        return number and abs(float(ours) - theirs) <= 1e-9 * max(1.0, abs(theirs))
    if isinstance(ours, list) and isinstance(theirs, list):
        return len(ours) == len(theirs) and all(map(alike, ours, theirs))
    return type(ours) is type(theirs) and ours == theirs


@settings(max_examples=150, deadline=None)
@given(text=st.one_of(numbers(3), strings(3), booleans(3), lists(3)))
def test_an_expression_means_the_same_in_the_browser(feelin, text):
    ours, theirs = evaluate(text, CONTEXT), feelin.evaluate(text, CONTEXT)
    assert alike(ours, theirs), f"{text}: {ours!r} here, {theirs!r} there"


def test_a_feelin_that_has_ended_is_told_as_such():
    process = Feelin(packages())
    process.end()
    with pytest.raises(AssertionError, match=r"no answer to 1: it ended with -?\d+ and"):
        process.evaluate("1", CONTEXT)
    process.close()


def test_the_tests_use_the_feelin_of_the_browser():
    def locked(folder):
        lock = json.loads((folder / "package-lock.json").read_bytes())
        return lock["packages"]["node_modules/@bpmn-io/feelin"]["integrity"]

    assert locked(FOLDER) == locked(FRONTEND)

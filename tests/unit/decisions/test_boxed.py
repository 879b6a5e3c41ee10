"""Boxed expressions: contexts, lists, relations, conditionals, filters, iterators."""

from engine.decisions import load
from tests.unit.decisions.models import decision, definitions, literal


def value_of(logic, **inputs):
    return load(definitions(decision("D", logic))).evaluate("D", inputs).value


def test_a_context_sees_its_earlier_entries_and_gives_its_result():
    entry = '<contextEntry><variable name="{}"/>{}</contextEntry>'
    entries = entry.format("a", literal("2")) + entry.format("b", literal("a * 3"))
    assert value_of(f"<context>{entries}</context>") == {"a": 2, "b": 6}
    last = f"<contextEntry>{literal('a + b')}</contextEntry>"
    assert value_of(f"<context>{entries}{last}</context>") == 8


def test_lists_and_relations():
    assert value_of(f"<list>{literal('1')}{literal('2')}</list>") == [1, 2]
    columns = '<column name="kv"/><column name="name"/>'
    row = f"<row>{literal('10')}{literal(chr(34) + 'A' + chr(34))}</row>"
    assert value_of(f"<relation>{columns}{row}</relation>") == [{"kv": 10, "name": "A"}]


def test_conditionals_filters_and_iterators():
    def box(tag, **parts):
        attributes = 'iteratorVariable="i"' if tag in ("for", "some", "every") else ""
        inner = "".join(f"<{t}>{literal(text)}</{t}>" for t, text in parts.items())
        return value_of(f"<{tag} {attributes}>{inner}</{tag}>")

    assert box("conditional", **{"if": "1 < 2", "then": '"a"', "else": '"b"'}) == "a"
    assert box("conditional", **{"if": "null", "then": '"a"', "else": '"b"'}) == "b"
    assert box("filter", **{"in": "[1,2,3]", "match": "item > 1"}) == [2, 3]
    assert box("filter", **{"in": "[{a: 1}, {a: 2}]", "match": "a = 2"}) == [{"a": 2}]
    assert box("for", **{"in": "[1..3]", "return": "i * i"}) == [1, 4, 9]
    assert box("for", **{"in": '[@"2026-03-01"..@"2026-03-02"]', "return": "i.day"}) == [1, 2]
    assert box("for", **{"in": "5", "return": "i"}) == [5]
    assert box("for", **{"in": "null", "return": "i"}) is None
    assert box("for", **{"in": "[1,2,3]", "return": "i + count(partial)"}) == [1, 3, 5]
    assert box("some", **{"in": "[1,2]", "satisfies": "i > 1"}) is True
    assert box("every", **{"in": "[1,2]", "satisfies": "i > 1"}) is False
    assert box("every", **{"in": '[1,"a"]', "satisfies": "i > 0"}) is None

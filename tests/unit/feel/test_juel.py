"""Camunda 7's expressions become FEEL of the same meaning, or are refused where they stand."""

from __future__ import annotations

import pytest

from engine.feel import evaluate
from engine.feel.errors import JuelError
from engine.feel.juel import is_juel, is_mixed, translate_juel


@pytest.mark.parametrize(
    ("juel", "feel"),
    [
        ("${a == true && b.c > 3}", "a = true and b.c > 3"),
        ("#{amount >= 1.5}", "amount >= 1.5"),
        ("${approved}", "approved"),
        ("${!approved}", "not(approved = true)"),
        ("${not approved}", "not(approved = true)"),
        ("${a != null || b eq 'x'}", 'a != null or b = "x"'),
        ("${a ? 1 : 2}", "if a then 1 else 2"),
        ("${(a ? 1 : 2) + 3}", "(if a then 1 else 2) + 3"),
        ("${a || b && c}", "a or b and c"),
        ("${(a || b) && c}", "(a or b) and c"),
        ("${a - (b - c)}", "a - (b - c)"),
        ("${(a < b) == c}", "(a < b) = c"),
        ("${a * -b}", "a * -b"),
        ("${order.lines[0].price div 2}", "order.lines[1].price / 2"),
        ("${map['a key']}", 'get value(map, "a key")'),
        ('${"it\'s \\"so\\""}', '"it\'s \\"so\\""'),
        ("${'}'}", '"}"'),
        (
            "HV-${number}/${year}",
            '"HV-" + string(get or else(number, "")) + "/" + string(get or else(year, ""))',
        ),
        ("${order.task}", "order.task"),
        ("  ${a}  ", "a"),
        ("${execution.getVariable('amount') > 3}", "amount > 3"),
        ('${execution . getVariable( "order" ).price}', "order.price"),
        ("${now()}", "now()"),
        ("${dateTime().plusDays(3).toDate()}", 'now() + duration("P3D")'),
        (
            "${dateTime().plusWeeks(2).minusHours(1) > due}",
            'now() + duration("P14D") - duration("PT1H") > due',
        ),
        ("${'&&'}", '"&&"'),
    ],
)
def test_what_has_a_counterpart_is_translated(juel, feel):
    assert translate_juel(juel) == feel


@pytest.mark.parametrize(
    ("juel", "context", "value"),
    [
        ("${empty x}", {"x": None}, True),
        ("${empty x}", {"x": ""}, True),
        ("${empty x}", {"x": []}, True),
        ("${empty x}", {"x": {}}, True),
        ("${empty x}", {"x": 0}, False),
        ("${!empty x && x > 1}", {"x": 2}, True),
        ("${not empty x}", {"x": "text"}, True),
        ("${x % 5}", {"x": -12}, -2),  # Java's remainder has the sign of the dividend
        ("${x mod 5 * 2}", {"x": 7}, 4),
        ("${10 - x % 4}", {"x": 7}, 7),
        ("${a ? b ? 1 : 2 : 3}", {"a": True, "b": False}, 2),
        ("HV-${n}", {"n": 7}, "HV-7"),
        ("${list[i]}", {"list": ["a", "b"], "i": 1}, "b"),
        ("${list[i].i}", {"list": [{"i": 7}, {"i": 8}], "i": 1}, 8),
        ("${list[i] == 'b' ? 1 : 2}", {"list": ["a", "b"], "i": 0}, 2),
        ("${map[key]}", {"map": {"a": 1}, "key": "a"}, 1),
        # The unified expression language takes null for false, and for an empty text.
        ("HV-${n}", {"n": None}, "HV-"),
        ("${!a}", {"a": None}, True),
        ("${!(a && b)}", {"a": None, "b": True}, True),
        ("${!(a == b)}", {"a": 1, "b": 2}, True),
        ("${!a}", {"a": True}, False),
        ("${execution.hasVariable('a')}", {"a": None}, True),
        ("${!execution.hasVariable('a') || a > 1}", {}, True),
        # Of two that differ in type one is made the other's.
        ("${a == 'true'}", {"a": True}, True),
        ("${a == 'true'}", {"a": "true"}, True),
        ("${a != 'true'}", {"a": False}, True),
        ("${'5' == a}", {"a": 5}, True),
        ("${a == '5'}", {"a": "5"}, True),
        ("${a == 'false'}", {"a": None}, False),
        ("${a == 'yes'}", {"a": "yes"}, True),
        # Methods of Java's texts, lists and maps.
        ("${a.equals('x')}", {"a": "x"}, True),
        ("${!a.equals('x')}", {"a": "y"}, True),
        ("${a.equalsIgnoreCase('AB')}", {"a": "ab"}, True),
        ("${a.contains('b')}", {"a": "abc"}, True),
        ("${a.contains('b')}", {"a": ["b", "c"]}, True),
        ("${a.contains(b)}", {"a": ["b", "c"], "b": "d"}, False),
        ("${a.startsWith('ab') && a.endsWith('bc')}", {"a": "abc"}, True),
        ("${a.size() > 1}", {"a": [1, 2]}, True),
        ("${a.size()}", {"a": {"b": 1}}, 1),
        ("${a.isEmpty()}", {"a": []}, True),
        ("${!a.isEmpty()}", {"a": "x"}, True),
        ("${a.length()}", {"a": "abc"}, 3),
        ("${a.trim().toUpperCase()}", {"a": " b "}, "B"),
        ("${a.toString()}", {"a": 5}, "5"),
        ("${a.intValue() + 1}", {"a": 5}, 6),
        ("${a.get(0)}", {"a": ["x", "y"]}, "x"),
        ("${a.get('k').get(i)}", {"a": {"k": ["x", "y"]}, "i": 1}, "y"),
        ("${a.containsKey('k')}", {"a": {"k": None}}, True),
        ("${a.contains(b.get('c'))}", {"a": "abc", "b": {"c": "bc"}}, True),
    ],
)
def test_the_translation_means_the_same(juel, context, value):
    assert evaluate(translate_juel(juel), context) == value


@pytest.mark.parametrize(
    ("juel", "position", "word"),
    [
        ("${service.find(id)}", 14, "Calls"),
        ("${execution.setVariable('x', 1)}", 2, "Camunda 7"),
        ("${execution.getVariable(x)}", 2, "Camunda 7"),
        ("${execution.getVariable('for')}", 2, "for"),
        ("${x.getVariable('x')}", 15, "Calls"),
        ("${dateTime().plusDays(n)}", 21, "Calls"),
        ("${dateTime().plusDays(1.5)}", 21, "Calls"),
        ("${dateTime().getMillis()}", 22, "Calls"),
        ("${x.plusDays(1)}", 12, "Calls"),
        ("${now(1)}", 5, "Calls"),
        ("${a.equals()}", 10, "Calls"),
        ("${a.contains(1, 2)}", 12, "Calls"),
        ("${a.contains(1 2)}", 15, "','"),
        ("${externalTask.errorMessage}", 2, "Camunda 7"),
        ("${x == authenticatedUserId}", 7, "Camunda 7"),
        ("${a = 1}", 4, "Assignments"),
        ("${x -> x + 1}", 4, "lambdas"),
        ("${list[i + 1]}", 9, "']'"),
        ("${list[-1]}", 7, "brackets"),
        ("${for > 1}", 2, "for"),
        ("${a$b}", 2, "a$b"),
        ("${a +}", 5, "value"),
        ("${a", 3, "'}'"),
        ("${a b}", 4, "'}'"),
        ("${}", 2, "value"),
        ("${'open}", 2, "value"),
        ("${" + "(" * 1000, 52, "nested"),
        ("${" + "!" * 1000, 52, "nested"),
    ],
)
def test_what_has_none_is_refused_with_its_position(juel, position, word):
    with pytest.raises(JuelError) as caught:
        translate_juel(juel)
    assert caught.value.position == position or word == "nested"
    assert word in caught.value.reason


def test_what_is_written_more_than_once_does_not_grow_without_end():
    for chain in ("a" + ".size()" * 100, "a" + "[i]" * 100, "a" + ".contains(b)" * 100):
        with pytest.raises(JuelError, match="too long"):
            translate_juel(f"${{{chain}}}")


def test_reported_work_is_seen_where_it_is_reported():
    juel = "${externalTask.getErrorDetails() == null && externalTask.workerId == 'w'}"
    feel = 'externalTask.errorDetails = null and externalTask.workerId = "w"'
    assert translate_juel(juel, frozenset({"externalTask"})) == feel


def test_a_text_without_braces_is_no_juel():
    assert not is_juel("a > 3")
    assert not is_juel("\\${a}")
    assert is_juel("x ${a}")


@pytest.mark.parametrize(
    ("text", "at"),
    [("${a}", None), ("  #{a}\n", None), ("no ${a}", 0), ("${a} kVA", 5), ("${a}${b}", 4)],
)
def test_text_around_an_expression_is_noticed(text, at):
    assert is_mixed(text) == at

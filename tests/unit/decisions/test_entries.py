"""What a business rule task is given: every entry under the name of its output, as in Camunda 7."""

import pytest

from engine.decisions import load

TABLE = """<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"
 id="d" name="d" namespace="n">
<decision id="grade" name="Grade"><decisionTable id="t" hitPolicy="{policy}">
<input id="i"><inputExpression id="e"><text>kva</text></inputExpression></input>{outputs}{rules}
</decisionTable></decision></definitions>"""
ONE = '<output id="o" name="grade"/>'
TWO = ONE + '<output id="p" name="why"/>'


def rule(number, cell, *answers):
    entries = "".join(
        f'<outputEntry id="a{number}{k}"><text>{a}</text></outputEntry>'
        for k, a in enumerate(answers)
    )
    cell = f'<inputEntry id="c{number}"><text>{cell}</text></inputEntry>'
    return f'<rule id="r{number}">{cell}{entries}</rule>'


def asked(policy, outputs, rules, kva):
    model = load(TABLE.format(policy=policy, outputs=outputs, rules="".join(rules)).encode())
    return model.named("grade", model.evaluate("grade", {"kva": kva}).value)


def test_one_output_of_one_rule_is_a_context_of_one_entry():
    rules = [rule(1, "&gt;= 1000", '"chief"'), rule(2, "&lt; 1000", '"ordinary"')]
    assert asked("UNIQUE", ONE, rules, 2000) == {"grade": "chief"}


def test_several_rules_are_a_list_of_such_contexts():
    rules = [rule(1, "-", '"a"'), rule(2, "-", '"b"')]
    assert asked("COLLECT", ONE, rules, 1) == [{"grade": "a"}, {"grade": "b"}]


def test_several_outputs_have_their_names_already():
    assert asked("FIRST", TWO, [rule(1, "-", '"a"', '"b"')], 1) == {"grade": "a", "why": "b"}


def test_nothing_that_matched_stays_null():
    assert asked("UNIQUE", ONE, [rule(1, "&gt; 5", '"a"')], 1) is None


def test_a_list_as_the_answer_of_one_rule_is_one_entry():
    assert asked("FIRST", ONE, [rule(1, "-", "[1, 2]")], 1) == {"grade": [1, 2]}


@pytest.mark.parametrize("output", ['<output id="o"/>'])
def test_an_output_without_a_name_stays_bare(output):
    assert asked("UNIQUE", output, [rule(1, "-", '"a"')], 1) == "a"

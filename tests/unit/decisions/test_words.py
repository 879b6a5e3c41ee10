"""Words beside the cells of a decision table: what they are about, and what is doubtful of them."""

import pytest

from engine.decisions import check_words, load
from tests.unit.decisions.models import decision, definitions, table


def model(rules, *described):
    """A table of `customer.need` to `tier`; `described` are cells' texts with a description."""
    raw = definitions(decision("d", table(["customer.need:string"], ["tier:string"], rules)))
    for text, description in described:
        cell = f"<text>{text}</text>"
        assert cell in raw
        raw = raw.replace(cell, f"<description>{description}</description>{cell}", 1)
    return load(raw)


HIGH = '"high" => "gold"'
LOW = '"low" => "plain"'


def test_a_line_for_each_language_is_the_word_for_the_one_text_of_the_cell():
    found = model([HIGH, LOW], ('"gold"', "see Art. 3\n  en: Gold customer \nzh：金牌客户"))
    (words,) = found.words()
    assert (words.decision, words.name) == ("d", "d")
    need, tier = words.columns
    assert (tier.name, tier.variable, tier.is_output) == ("tier", "tier", True)
    assert tier.words == {"gold": {"en": "Gold customer", "zh": "金牌客户"}}
    assert (need.name, need.variable, need.words) == ("customer.need", "customer.need", {})
    assert check_words(found) == ()


def test_an_input_cell_may_name_what_it_asks_for():
    (words,) = model([HIGH], ('"high"', "zh: 高")).words()
    assert words.columns[0].words == {"high": {"zh": "高"}}


@pytest.mark.parametrize("comment", ["", "chosen by the director", "fr: or", "zh:", "Zh: 金"])
def test_anything_else_in_a_description_is_a_comment(comment):
    (words,) = model([HIGH], ('"gold"', comment)).words()
    assert words.columns[1].words == {}


def test_of_two_words_for_a_value_the_first_counts_and_both_are_told():
    rules = ['"high" => "gold"', '"low" => "gold"']
    text = definitions(decision("d", table(["need:string"], ["tier:string"], rules)))
    first, second, last = text.split('<text>"gold"</text>')
    text = (
        f'{first}<description>zh: 金牌</description><text>"gold"</text>'
        f'{second}<description>zh: 黄金</description><text>"gold"</text>{last}'
    )
    found = load(text)
    assert found.words()[0].columns[1].words == {"gold": {"zh": "金牌"}}
    (finding,) = check_words(found)
    assert (finding.code, finding.rules) == ("words-differ", (1, 2))
    assert finding.cells[0].text == "金牌 / 黄金"


@pytest.mark.parametrize("cell", ['"high","some"', "-", 'not("high")', 'lower case(?) = "high"'])
def test_words_of_a_cell_about_no_one_text_are_told(cell):
    found = model([f'{cell} => "gold"'], (cell, "zh: 高"))
    assert found.words()[0].columns[0].words == {}
    (finding,) = check_words(found)
    assert (finding.code, finding.rules) == ("words-of-none", (1,))

"""Names in the order of pinyin: readings from the Xinhua dictionary, not from the library."""

import pytest

from engine.kernel.alphabet import LONGEST, name_key


def in_order(*names):
    return sorted(names, key=name_key)


def reading(name):
    return name_key(name).partition("|")[0]


def test_chinese_names_stand_by_pinyin_and_not_by_code_point():
    by_pinyin = ["阿里云", "北京电力", "成都食品", "洪绪铸造", "泰和纺织", "张江电子"]
    assert in_order(*reversed(by_pinyin)) == by_pinyin
    assert sorted(by_pinyin) != by_pinyin


def test_syllables_are_compared_one_by_one_then_by_tone():
    assert in_order("西安", "先锋", "息县") == ["西安", "息县", "先锋"]
    assert in_order("麻", "妈", "骂", "马") == ["妈", "麻", "马", "骂"]


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("单明", "shan4 ming2"),
        ("曾国强", "zeng1 guo2 qiang2"),
        ("仇和", "qiu2 he2"),
        ("解小东", "xie4 xiao3 dong1"),
        ("区伟", "ou1 wei3"),
        ("查良", "zha1 liang2"),
        ("尉迟恭", "yu4 chi2 gong1"),
        ("任华", "ren2 hua2"),
    ],
)
def test_a_family_name_is_read_as_one(name, read):
    assert reading(name) == read


@pytest.mark.parametrize(
    ("name", "read"),
    [
        ("重庆钢铁公司", "chong2 qing4 gang1 tie3 gong1 si1"),
        ("解放路第一小学", "jie3 fang4 lu4 di4 yi1 xiao3 xue2"),
        ("厦门银行大厦", "xia4 men2 yin2 hang2 da4 sha4"),
        ("单县第一食品厂", "shan4 xian4 di4 yi1 shi2 pin3 chang3"),
    ],
)
def test_a_firm_is_read_as_a_firm(name, read):
    assert reading(name) == read


def test_capitals_accents_and_forms_make_no_difference():
    assert reading("ACME Élan") == reading("acme elan") == reading("ＡＣＭＥ  elan")
    assert in_order("Zulu", "alpha", "Beta") == ["alpha", "Beta", "Zulu"]


def test_digits_count_by_value():
    assert in_order("10号线", "9号线", "2号线", "002号线") == [
        "002号线",
        "2号线",
        "9号线",
        "10号线",
    ]
    assert in_order("A12", "a9", "A9") == ["A9", "a9", "A12"]


def test_names_that_are_read_alike_are_told_apart():
    assert name_key("张伟") != name_key("章伟")
    assert in_order("张伟", "章伟", "张伟") == ["张伟", "张伟", "章伟"]


@pytest.mark.parametrize(
    "name", ["", " ", "🙂", "ー", "\x00\ud800", "a" * 9999, "洪" * 9999, "9" * 999]
)
def test_a_key_is_short_and_ascii_whatever_the_name(name):
    assert name_key(name).isascii()
    assert len(name_key(name)) <= LONGEST

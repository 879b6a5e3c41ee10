"""JavaScript patterns mean here what they mean in the browser (ECMA-262, RegExp)."""

import pytest

from engine.definitions.forms.reading.patterns import BadPattern, compiled


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        (r"^\d+$", "12", True),
        (r"^\d+$", "１２", False),
        (r"^[\u4e00-\u9fa5]{2,4}$", "业扩", True),
        (r"^\u{4e1a}", "业扩", True),
        (r"^\\u4e00$", "\\u4e00", True),
        (r"^\S+$", "洪绪\u3000站", False),
        (r"^\S+$", "洪绪站", True),
        (r"a\sb", "a\u00a0b", True),
        (r"^[\s,]+$", ",\u3000", True),
        (r"^[^\s]+$", "a\u3000b", False),
        (r"^[[\]]+$", "[]", True),
        (r"^(a|b){2}$", "ab", True),
        (r"b$", "ab\n", False),
        (r"^\+?\d{3}-\d{4}\/x$", "+123-4567/x", True),
        (r"(?<year>\d{4})", "2026", True),
    ],
)
def test_a_pattern_matches_as_in_the_browser(pattern, text, matches):
    assert bool(compiled(pattern).search(text)) is matches


@pytest.mark.parametrize(
    "pattern",
    [r"(?=a)b", r"(?<!a)b", r"(a)\1", "(a", "[a", "a{2,1}", r"[\S]", "a\\", "x" * 1001, "\ud800"],
)
def test_a_pattern_that_cannot_be_run_in_linear_time_is_refused(pattern):
    with pytest.raises(BadPattern) as caught:
        compiled(pattern)
    assert str(caught.value)

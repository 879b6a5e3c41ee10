"""The examples of the language's page are true, and no built-in function is missing from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.feel import evaluate
from engine.feel.builtins import BUILTINS

PAGE = (Path(__file__).parents[3] / "engine/feel/LANGUAGE.md").read_text(encoding="utf-8")
CONTEXT = evaluate(re.findall(r"```context\n(.*?)```", PAGE, re.DOTALL)[0], {})
LINES = [
    line
    for block in re.findall(r"```feel\n(.*?)```", PAGE, re.DOTALL)
    for line in block.splitlines()
]


@pytest.mark.parametrize("line", LINES)
def test_an_example_of_the_page(line):
    text, expected = line.rsplit("// =", 1)
    assert evaluate(text.strip(), CONTEXT) == evaluate(expected.strip(), {})


def test_the_page_has_examples():
    assert len(LINES) > 100


def test_every_built_in_function_is_on_the_page():
    missing = [name for name in BUILTINS if f"{name}(" not in PAGE]
    assert missing == []

"""The DMN Technology Compatibility Kit, when the folder of its cases is named by DMN_TCK."""

from __future__ import annotations

from collections import defaultdict

import pytest

from tests.conformance.tck import VARIABLE, Case, folder, run_all

NEEDED = {"compliance-level-2": (100.0, 100.0), "compliance-level-3": (98.0, 96.0)}
"""Per cent of all cases, and of those that expect a value."""


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    root = folder()
    if root is None:
        pytest.skip(f"{VARIABLE} is not set: the folder of the TCK's cases is needed")
    return list(run_all(root))


def rate(cases: list[Case]) -> float:
    return 100 * sum(case.passed for case in cases) / len(cases) if cases else 100.0


def report(cases: list[Case]) -> str:
    themes: dict[tuple[str, str], list[Case]] = defaultdict(list)
    for case in cases:
        themes[case.level, case.theme].append(case)
    lines = [
        f"{level}  {theme:<50} {sum(c.passed for c in found):>4} of {len(found):>4}"
        for (level, theme), found in sorted(themes.items())
    ]
    values = [case for case in cases if case.is_value]
    lines.append(f"{rate(cases):.2f} % of all, {rate(values):.2f} % of those expecting a value")
    return "\n".join(lines)


@pytest.mark.parametrize("level", NEEDED)
def test_enough_cases_of_each_level_pass(level, cases, capsys):
    of_level = [case for case in cases if case.level == level]
    with capsys.disabled():
        print("\n" + report(of_level))  # noqa: T201  the rates are what this test is for
    all_needed, values_needed = NEEDED[level]
    assert of_level, f"no case of {level} was found"
    assert rate(of_level) >= all_needed
    assert rate([case for case in of_level if case.is_value]) >= values_needed

"""What the checks of decision tables say, as problems a designer reads: rows, cells and lines.

An output of a wrong type is an error: whatever the case, the rule's answer would be null. All else
is a warning. A gap or an overlap may be of inputs that never come together, which only the designer
knows (and where one is met, the answer is null and the case stops: nothing is decided by chance);
an input cell that cannot match, or a rule that is never reached, leaves the rest of the table good.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from lxml import etree

from engine.decisions import CellOf, DecisionModel, Finding, check_tables, check_words
from engine.definitions.problems import Problem, Severity

_ERRORS: Final = frozenset({"wrong-output"})
_LONGEST: Final = 60


def findings_of(
    file: str, model: DecisionModel, tags: Mapping[str, etree._Element]
) -> Iterator[Problem]:
    """Yield a problem for each finding in a model's tables; `tags` are the file's, by id."""
    for finding in (*check_tables(model), *check_words(model)):
        yield Problem(
            code=f"table-{finding.code}",
            severity=Severity.ERROR if finding.code in _ERRORS else Severity.WARNING,
            file=file,
            element=finding.decision_id or None,
            name=finding.decision_name,
            data={"rules": _numbers(finding.rules), "cells": _shown(finding.cells)},
            line=_line(finding, tags),
        )


def _numbers(rules: Sequence[int]) -> str:
    return " and ".join(map(str, rules))


def _shown(cells: Sequence[CellOf]) -> str:
    """Return cells as `capacity: > 100, class: "low"`; of several rules, each with its number.

    A cell that takes anything says nothing and is left out; of a rule of such cells that is said.
    """
    rows = [
        (number, ", ".join(filter(None, map(_cell, found))) or "anything")
        for number, found in groupby(cells, lambda cell: cell.rule)
    ]
    if len(rows) < 2:
        return "".join(text for _, text in rows)
    return "; ".join(f"{number}) {text}" for number, text in rows)


def _cell(cell: CellOf) -> str:
    said = _short(cell.text)
    return f"{_short(cell.column)}: {said}" if said not in ("", "-") else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def _line(finding: Finding, tags: Mapping[str, etree._Element]) -> int:
    """Return the line of the last rule concerned (it is the one to change), else the table's."""
    table = tags.get(finding.table_id or finding.decision_id)
    if table is None:
        return 0
    rows = list(table.iter("{*}rule"))
    number = finding.rules[-1] if finding.rules else 0
    tag = rows[number - 1] if 0 < number <= len(rows) else table
    return tag.sourceline or 0

"""Checks of the words beside cells: a value of a column has one word in a language."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Final

from engine.decisions.checking.checks import CellOf, Finding
from engine.decisions.model import DecisionModel
from engine.decisions.tables.data import TableData
from engine.decisions.tables.words import NamedCell, named_cells

_MAX_FINDINGS: Final = 20


def check_words(model: DecisionModel) -> tuple[Finding, ...]:
    """Return what is doubtful about the words of a model's tables, at most twenty of each table.

    `words-differ`: a value has another word in an earlier rule, which counts. `words-of-none`: the
    cell is not about one text, so that its words are never shown.
    """
    return tuple(
        finding for table in model.tables for finding in islice(_findings(table), _MAX_FINDINGS)
    )


def _findings(table: TableData) -> Iterator[Finding]:
    first: dict[tuple[int, str, str], tuple[int, str]] = {}
    for cell in named_cells(table):
        if cell.value is None:
            yield _finding(table, "words-of-none", (cell.rule,), _cell(table, cell, cell.text))
            continue
        for language, word in cell.words.items():
            rule, known = first.setdefault((cell.column, cell.value, language), (cell.rule, word))
            if known != word:
                said = _cell(table, cell, f"{known} / {word}")
                yield _finding(table, "words-differ", (rule, cell.rule), said)


def _cell(table: TableData, cell: NamedCell, text: str) -> CellOf:
    names = [*(one.label for one in table.inputs), *(one.name for one in table.outputs)]
    return CellOf(rule=cell.rule, column=names[cell.column], text=text)


def _finding(table: TableData, code: str, rules: tuple[int, ...], cell: CellOf) -> Finding:
    return Finding(
        code=code,
        decision_id=table.owner,
        decision_name=table.owner_name,
        table_id=table.table_id,
        rules=rules,
        cells=(cell,),
    )

"""What designers call the values of a table's columns: words that stand beside the cells.

A cell's description (in Camunda Modeler: right-click on the cell, "Add description") may hold a
line for each language, `zh: 金牌客户` or `en: Gold customer`. It is the word for the one text that
the cell gives or asks for, wherever that value of the column is shown. Other lines are comments.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.decisions.checking.cells import read_cell
from engine.decisions.reading.xml import child
from engine.decisions.tables.data import TableData

LANGUAGES: Final = ("en", "zh")
_LINE: Final = re.compile(rf"\s*({'|'.join(LANGUAGES)})\s*[:：]\s*(\S.*?)\s*")
_PATH: Final = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


@dataclass(frozen=True, kw_only=True, slots=True)
class NamedCell:
    """A cell with words: its rule (from 1), column, text, its one value if so, words by language.

    `column` counts the inputs first, then the outputs.
    """

    rule: int
    column: int
    text: str
    value: str | None
    words: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class ColumnWords:
    """A column: how results name it, its label, the variable behind it, words by value.

    An input is named by its label, as a trace has it; an output by its name. `variable` is an
    input's path (`customer.tier`), the name of an output; empty where there is neither. `words` are
    by value and then by language.
    """

    name: str
    label: str
    variable: str
    is_output: bool
    words: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, kw_only=True, slots=True)
class TableWords:
    """A table by the id and the name of the decision it is of, with its columns."""

    decision: str
    name: str
    columns: tuple[ColumnWords, ...]


def table_words(table: TableData) -> TableWords:
    """Return what the values of a table are called."""
    return TableWords(decision=table.owner, name=table.owner_name, columns=columns_of(table))


def named_cells(table: TableData) -> Iterator[NamedCell]:
    """Yield the cells of a table that have words, row by row."""
    for rule in filter(table.fits, table.rules):
        texts = (*rule.inputs, *rule.outputs)
        elements = (*rule.input_elements, *rule.output_elements)
        for column, (text, element) in enumerate(zip(texts, elements, strict=True)):
            words = _words(element)
            if words:
                yield NamedCell(
                    rule=rule.number, column=column, text=text, value=_value(text), words=words
                )


def columns_of(table: TableData) -> tuple[ColumnWords, ...]:
    """Return the columns of a table; of several words for a value the first one counts."""
    found: dict[int, dict[str, dict[str, str]]] = {}
    for cell in named_cells(table):
        if cell.value is not None:
            words = found.setdefault(cell.column, {}).setdefault(cell.value, {})
            for language, word in cell.words.items():
                words.setdefault(language, word)
    inputs = [
        ColumnWords(
            name=one.label,
            label=one.label,
            variable=one.text if _PATH.fullmatch(one.text) else "",
            is_output=False,
            words=found.get(number, {}),
        )
        for number, one in enumerate(table.inputs)
    ]
    outputs = [
        ColumnWords(
            name=one.name,
            label=one.element.get("label", ""),
            variable=one.name,
            is_output=True,
            words=found.get(number, {}),
        )
        for number, one in enumerate(table.outputs, start=len(table.inputs))
    ]
    return (*inputs, *outputs)


def _words(cell: etree._Element) -> dict[str, str]:
    description = child(cell, "description")
    if description is None:
        return {}
    lines = map(_LINE.fullmatch, "".join(description.itertext()).splitlines())
    return {line[1]: line[2] for line in lines if line}


def _value(text: str) -> str | None:
    """Return the one text a cell is about, None when it is about more or something else."""
    cell = read_cell(text)
    if cell is None or cell.negated or len(cell.spans) != 1:
        return None
    (span,) = cell.spans
    return span.low if isinstance(span.low, str) and span.low == span.high else None

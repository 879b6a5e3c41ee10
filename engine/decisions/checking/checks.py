"""Checks of decision tables, for the linter: what a table leaves open, decides twice or never.

Only plain cells are reasoned about. A cell that is more is taken in the way that raises no false
alarm: as covering everything when gaps are sought, as covering nothing when rules are compared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from engine.decisions.checking.boxes import Box, Work, left_over
from engine.decisions.checking.cells import Cell, kind_of_plain, read_cell
from engine.decisions.checking.domains import Domain, domain_of
from engine.decisions.model import DecisionModel
from engine.decisions.tables.data import (
    ANY_RULE,
    FIRST,
    PRIORITY,
    UNIQUE,
    Rule,
    TableData,
)

_MAX_FINDINGS: Final = 20
_MAX_PAIRED: Final = 1_500
"""Beyond so many rules, comparing each with each takes seconds."""
_ONE_ANSWER: Final = (UNIQUE, FIRST, ANY_RULE, PRIORITY)
_BASE_KINDS: Final = {
    "string": "string",
    "number": "number",
    "integer": "number",
    "long": "number",
    "double": "number",
    "boolean": "boolean",
    "date": "date",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class CellOf:
    """A cell by the number of its rule (from 1), its column's label, and its text."""

    rule: int
    column: str
    text: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Finding:
    """Something a designer should look at in a table.

    `code`: `gap` (no rule for the inputs in `cells`, whose rule is 0), `overlap` (two rules of a
    UNIQUE table take the same inputs), `unreachable` (earlier rules of a FIRST table take all of
    it; a rule of any table that takes nothing), `not-allowed` (a value outside the listed ones),
    `wrong-type`, `wrong-output` (an output of another type than its column's: the answer would be
    null), `not-checked` (from this rule on the table is too tangled to tell, or it is too
    large). `rules` are the numbers of the rules concerned.
    """

    code: str
    decision_id: str
    decision_name: str
    table_id: str
    rules: tuple[int, ...]
    cells: tuple[CellOf, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class _Laid:
    """A table laid out for the checks: per column its domain, per rule its cells' atoms."""

    data: TableData
    domains: tuple[Domain | None, ...]
    masks: tuple[tuple[int | None, ...], ...]

    def finding(self, code: str, rules: Sequence[Rule], cells: Sequence[CellOf]) -> Finding:
        data = self.data
        return Finding(
            code=code,
            decision_id=data.owner,
            decision_name=data.owner_name,
            table_id=data.table_id,
            rules=tuple(rule.number for rule in rules),
            cells=tuple(cells),
        )

    def widest(self, row: Sequence[int | None]) -> Box:
        """Return the atoms a rule takes at most: everything where a cell is not plain."""
        return tuple(
            (1 if domain is None else domain.all) if mask is None else mask
            for mask, domain in zip(row, self.domains, strict=True)
        )


def check_tables(model: DecisionModel) -> tuple[Finding, ...]:
    """Check every table of a model (not of its imports)."""
    return tuple(finding for data in model.tables for finding in check_table(data))


def check_table(data: TableData) -> tuple[Finding, ...]:
    """Check one table; at most twenty findings of each kind are given."""
    if not all(data.fits(rule) for rule in data.rules):
        return ()
    laid = _lay_out(data)
    found = [*_few(_values(laid)), *_few(_output_values(laid)), *_few(_impossible(laid))]
    if data.hit_policy == UNIQUE:
        found += _few(_overlaps(laid))
    if data.hit_policy == FIRST:
        found += _few(_covered(laid))
    if data.hit_policy in _ONE_ANSWER and not any(o.default for o in data.outputs):
        found += _few(_gaps(laid))
    return tuple(found)


def _few(findings: Iterator[Finding]) -> list[Finding]:
    return [finding for finding, _ in zip(findings, range(_MAX_FINDINGS), strict=False)]


def _lay_out(data: TableData) -> _Laid:
    domains: list[Domain | None] = []
    columns: list[list[int | None]] = []
    for number, clause in enumerate(data.inputs):
        cells = [read_cell(rule.inputs[number]) for rule in data.rules]
        allowed = read_cell(clause.domain) if clause.domain else None
        plain = [cell for cell in cells if cell is not None]
        domain = domain_of(plain, allowed, _BASE_KINDS.get(clause.type_name, ""))
        domains.append(domain)
        columns.append([_mask(cell, domain) for cell in cells])
    masks = tuple(tuple(column[row] for column in columns) for row in range(len(data.rules)))
    return _Laid(data=data, domains=tuple(domains), masks=masks)


def _mask(cell: Cell | None, domain: Domain | None) -> int | None:
    if cell is None:
        return None
    if domain is None:
        return 1 if not cell.spans else None
    return domain.mask(cell)


def _cell(data: TableData, rule: Rule, column: int) -> CellOf:
    return CellOf(rule=rule.number, column=data.inputs[column].label, text=rule.inputs[column])


def _cells(data: TableData, rule: Rule) -> list[CellOf]:
    return [_cell(data, rule, column) for column in range(len(data.inputs))]


def _values(laid: _Laid) -> Iterator[Finding]:
    """Yield cells that name values of a wrong type, or none that is allowed."""
    data = laid.data
    for column, clause in enumerate(data.inputs):
        allowed = read_cell(clause.domain) if clause.domain else None
        for rule in data.rules:
            code = _misfit(rule.inputs[column], clause.type_name, allowed)
            if code:
                yield laid.finding(code, [rule], [_cell(data, rule, column)])


def _output_values(laid: _Laid) -> Iterator[Finding]:
    data = laid.data
    for column, clause in enumerate(data.outputs):
        allowed = read_cell(clause.allowed) if clause.allowed else None
        for rule in data.rules:
            text = rule.outputs[column] if column < len(rule.outputs) else ""
            code = _misfit(text, clause.type_name, allowed)
            if code:
                cell = CellOf(rule=rule.number, column=clause.name, text=text)
                wrong = "wrong-output" if code == "wrong-type" else code
                yield laid.finding(wrong, [rule], [cell])


def _misfit(text: str, type_name: str, allowed: Cell | None) -> str:
    cell = read_cell(text)
    if cell is None:
        return ""
    wanted = _BASE_KINDS.get(type_name, "")
    if wanted and any(kind_of_plain(value) != wanted for value in cell.values()):
        return "wrong-type"
    if allowed is None:
        return ""
    named = (Cell((span,)) for span in cell.spans if span.low is not None and span.low == span.high)
    return "" if all(_is_among(single, allowed) for single in named) else "not-allowed"


def _is_among(single: Cell, allowed: Cell) -> bool:
    domain = domain_of([single], allowed, "")
    return domain is not None and domain.mask(single) not in (None, 0)


def _impossible(laid: _Laid) -> Iterator[Finding]:
    for rule, row in zip(laid.data.rules, laid.masks, strict=True):
        empty = [column for column, mask in enumerate(row) if mask == 0]
        if empty:
            yield laid.finding("unreachable", [rule], [_cell(laid.data, rule, c) for c in empty])


def _overlaps(laid: _Laid) -> Iterator[Finding]:
    """Yield pairs of rules that take the same inputs; opaque cells count only when alike."""
    if len(laid.data.rules) > _MAX_PAIRED:
        yield laid.finding("not-checked", [], [])
        return
    rows = list(zip(laid.data.rules, laid.masks, strict=True))
    for index, (rule, row) in enumerate(rows):
        for other, other_row in rows[index + 1 :]:
            texts = zip(rule.inputs, other.inputs, strict=True)
            if all(map(_meet, row, other_row, texts)):
                cells = [*_cells(laid.data, rule), *_cells(laid.data, other)]
                yield laid.finding("overlap", [rule, other], cells)


def _meet(mine: int | None, theirs: int | None, texts: tuple[str, str]) -> bool:
    if mine is None or theirs is None:
        return texts[0] == texts[1]
    return bool(mine & theirs)


def _covered(laid: _Laid) -> Iterator[Finding]:
    """Yield rules of which earlier ones take everything."""
    earlier: list[Box] = []
    work = Work()
    for rule, row in zip(laid.data.rules, laid.masks, strict=True):
        box = laid.widest(row)
        if all(box):
            rest = left_over([box], earlier, work)
            if rest is None:
                yield laid.finding("not-checked", [rule], [])
                return
            if not rest:
                yield laid.finding("unreachable", [rule], _cells(laid.data, rule))
        if None not in row:
            earlier.append(box)


def _gaps(laid: _Laid) -> Iterator[Finding]:
    """Yield inputs no rule takes."""
    whole: Box = tuple(1 if domain is None else domain.all for domain in laid.domains)
    boxes = left_over([whole], [laid.widest(row) for row in laid.masks], Work())
    if boxes is None:
        yield laid.finding("not-checked", [], [])
        return
    for box in boxes:
        cells = [
            CellOf(rule=0, column=clause.label, text="-" if d is None else d.described(mask))
            for clause, d, mask in zip(laid.data.inputs, laid.domains, box, strict=True)
        ]
        yield laid.finding("gap", [], cells)

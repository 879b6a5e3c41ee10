"""Reads a file of customers: which rows, which columns, and everything that is wrong in it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from engine.customers.customers import Contact
from engine.customers.errors import FileRefused, RowFlaw
from engine.customers.importing.columns import COLUMNS, Column, Unreadable, contact_of, plain

MOST_ROWS = 200_000
MOST_FLAWS = 100
"""So many are listed; all of them are counted."""
LONGEST_CELL = 5_000
REQUIRED = {"account_no": "户号", "name": "户名"}


@dataclass(frozen=True, kw_only=True, slots=True)
class RowRead:
    """What a row tells: facts by name, those it leaves empty left out."""

    line: int
    account_no: str
    facts: Mapping[str, Any]
    contact: Contact | None


@dataclass(frozen=True, kw_only=True, slots=True)
class FileRead:
    """A file's rows in their order; `columns` are the headers by the fact they are about."""

    rows: tuple[RowRead, ...]
    columns: Mapping[str, str]
    ignored: tuple[str, ...]


class Flaws:
    """Collects what is wrong, and refuses the file when anything is."""

    def __init__(self) -> None:
        """Begin with nothing wrong."""
        self._count = 0
        self._first: list[RowFlaw] = []

    def add(self, flaw: RowFlaw) -> None:
        """Note a flaw."""
        self._count += 1
        if len(self._first) < MOST_FLAWS:
            self._first.append(flaw)

    def refuse(self) -> None:
        """Raise FileRefused if anything was noted."""
        if self._count:
            raise FileRefused(self._count, tuple(self._first))


def read_file(content: bytes, most: int = MOST_ROWS) -> FileRead:
    """Read a CSV file with a header: commas, semicolons or tabs; UTF-8, UTF-16 or GB18030.

    `most` rows at most.

    Raises FileRefused with everything that is wrong with its shape and its cells.
    """
    found = Flaws()
    text = _decoded(content, found)
    rows = _rows(text, found, most)
    line, header = next(rows, (1, []))
    columns = _columns(line, header, found)
    found.refuse()
    reader = _RowReader(columns, header, found)
    read = [row for line, cells in rows if (row := reader.read(line, cells)) is not None]
    found.refuse()
    known = {column.fact: header[place] for place, column in columns.items()}
    ignored = tuple(
        name for place, name in enumerate(header) if place not in columns and name.strip()
    )
    return FileRead(rows=tuple(read), columns=known, ignored=ignored)


def _decoded(content: bytes, found: Flaws) -> str:
    marked = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    encodings = ("utf-16",) if marked else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    line = content.count(b"\n", 0, _first_bad(content)) + 1
    found.add(RowFlaw(line=line, column="", code="unreadable", wanted="UTF-8, GB18030"))
    found.refuse()
    return ""


def _first_bad(content: bytes) -> int:
    """Return where a file stops being text in the encoding that goes further."""
    reached = content.find(b"\0")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            content.decode(encoding)
        except UnicodeDecodeError as error:
            reached = max(reached, error.start)
    return max(reached, 0)


def _rows(text: str, found: Flaws, most: int) -> Iterator[tuple[int, list[str]]]:
    """Give each row that holds anything with the line it begins on."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    count, begins = 0, 1
    while True:
        try:
            cells = next(reader, None)
        except csv.Error:
            found.add(RowFlaw(line=begins, column="", code="broken"))
            return
        if cells is None:
            return
        line, begins = begins, reader.line_num + 1
        if not any(cell.strip() for cell in cells):
            continue
        count += 1
        if count > most + 1:
            found.add(RowFlaw(line=line, column="", code="too-many-rows", wanted=str(most)))
            return
        yield line, cells


def _columns(line: int, header: list[str], found: Flaws) -> dict[int, Column]:
    """Return the columns by place; note which are missing or there twice."""
    columns: dict[int, Column] = {}
    seen: dict[str, str] = {}
    for place, name in enumerate(header):
        column = COLUMNS.get(plain(name))
        if column is None:
            continue
        told = name.strip() if column.fact == "contacts" else column.fact
        if told in seen:
            found.add(RowFlaw(line=line, column=name, code="column-twice", found=seen[told]))
        seen[told] = name
        columns[place] = column
    if not columns:
        found.add(RowFlaw(line=line, column="", code="no-header", wanted="户号, 户名"))
        return columns
    for fact, name in REQUIRED.items():
        if fact not in seen:
            found.add(RowFlaw(line=line, column=name, code="column-missing"))
    return columns


class _RowReader:
    """Reads the cells of rows."""

    def __init__(self, columns: Mapping[int, Column], header: list[str], found: Flaws) -> None:
        self._columns = columns
        self._header = header
        self._found = found
        self._account = next((n for n, c in columns.items() if c.fact == "account_no"), 0)
        self._seen: dict[str, int] = {}

    def read(self, line: int, cells: list[str]) -> RowRead | None:
        """Return what a row tells; note what is wrong with it."""
        if any(cell.strip() for cell in cells[len(self._header) :]):
            self._flaw(line, "", "too-many-cells", cells[len(self._header)])
            return None
        told: dict[str, Any] = {}
        for place, column in self._columns.items():
            cell = cells[place].strip() if place < len(cells) else ""
            if cell:
                told |= self._cell(line, place, column, cell)
        account = str(told.get("account_no", ""))
        if not account:
            self._flaw(line, self._header[self._account], "missing", "")
            return None
        if account in self._seen:
            first = str(self._seen[account])
            self._flaw(line, self._header[self._account], "twice", account, first)
        self._seen.setdefault(account, line)
        contact = contact_of(told)
        return RowRead(line=line, account_no=account, facts=told, contact=contact)

    def _cell(self, line: int, place: int, column: Column, cell: str) -> Mapping[str, Any]:
        if len(cell) > LONGEST_CELL:
            self._flaw(line, self._header[place], "too-long", cell[:40], str(LONGEST_CELL))
            return {}
        try:
            return column.read(cell)
        except Unreadable as error:
            self._flaw(line, self._header[place], error.code, cell, error.wanted)
            return {}

    def _flaw(self, line: int, column: str, code: str, cell: str, wanted: str = "") -> None:
        self._found.add(
            RowFlaw(line=line, column=column, code=code, found=cell[:80], wanted=wanted)
        )

"""Reads day rows that an administrator brings: CSV or JSON text.

CSV has the columns `date,working,name` (a heading line may name them in another order); JSON is a
list of objects with these keys, `name` being optional in both. `working` is y or n.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from engine.calendar.days import DayRow
from engine.calendar.errors import BadDayRows
from engine.calendar.working import FIRST_YEAR, LAST_YEAR

MAX_CHARACTERS: Final = 1_000_000
_MAX_NAME: Final = 100
_ISO_DATE: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_COLUMNS: Final = ("date", "working", "name")
_WORKING: Final = {
    **dict.fromkeys(("y", "yes", "true", "1", "是", "班"), True),
    **dict.fromkeys(("n", "no", "false", "0", "否", "休"), False),
}


def read_day_rows(text: str) -> tuple[DayRow, ...]:
    """Read day rows from CSV or JSON text (told apart by a leading bracket).

    Raises:
        BadDayRows: the text is too long, is neither form, or a row is wrong or given twice with
            different answers; it names the line (CSV) or the number of the object (JSON).
    """
    if len(text) > MAX_CHARACTERS:
        raise BadDayRows(0, "longer than a day table can be", f"{len(text)} characters")
    text = text.removeprefix("\ufeff")
    records = _json_records(text) if text.lstrip().startswith("[") else _csv_records(text)
    rows: dict[date, DayRow] = {}
    for line, record in records:
        row = _row(line, record)
        if rows.setdefault(row.date, row) != row:
            raise BadDayRows(line, "the date was given before, otherwise", row.date.isoformat())
    if not rows:
        raise BadDayRows(0, "holds no day", "")
    return tuple(rows[day] for day in sorted(rows))


def _csv_records(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns: tuple[str, ...] = _COLUMNS
    try:
        for number, cells in enumerate(reader):
            cleaned = [cell.strip() for cell in cells]
            if number == 0 and "date" in (heads := tuple(cell.lower() for cell in cleaned)):
                columns = _headed(heads)
            elif any(cleaned):
                yield reader.line_num, _record(reader.line_num, columns, cleaned)
    except csv.Error as error:
        raise BadDayRows(reader.line_num, "not a CSV line", str(error)) from error


def _headed(heads: tuple[str, ...]) -> tuple[str, ...]:
    if "working" not in heads or not set(heads) <= set(_COLUMNS) or len(set(heads)) < len(heads):
        raise BadDayRows(1, "the heading must name date, working and perhaps name", ",".join(heads))
    return heads


def _record(line: int, columns: tuple[str, ...], cells: list[str]) -> Mapping[str, str]:
    if not len(columns) - 1 <= len(cells) <= len(columns):
        raise BadDayRows(line, f"needs the {len(columns)} cells {','.join(columns)}", str(cells))
    return dict(zip(columns, cells, strict=False))


def _json_records(text: str) -> Iterator[tuple[int, Mapping[str, object]]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadDayRows(0, "not JSON", str(error)) from error
    for number, record in enumerate(found, start=1):
        if not isinstance(record, dict) or not set(record) <= set(_COLUMNS):
            raise BadDayRows(number, "must be an object with date, working and perhaps name", "")
        yield number, record


def _row(line: int, record: Mapping[str, object]) -> DayRow:
    name = record.get("name", "")
    if not isinstance(name, str) or len(name) > _MAX_NAME:
        raise BadDayRows(
            line, f"a name is a text of at most {_MAX_NAME} characters", str(name)[:50]
        )
    return DayRow(date=_date(line, record.get("date")), working=_working(line, record), name=name)


def _date(line: int, found: object) -> date:
    try:
        # The form is checked first: the library would take week dates and more.
        day = date.fromisoformat(str(found) if _ISO_DATE.fullmatch(str(found)) else "")
    except ValueError as error:
        raise BadDayRows(line, "a date is written YYYY-MM-DD", str(found)[:50]) from error
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise BadDayRows(line, f"the year must be {FIRST_YEAR} to {LAST_YEAR}", str(found)[:50])
    return day


def _working(line: int, record: Mapping[str, object]) -> bool:
    found = str(record.get("working", "")).strip().lower()
    if found not in _WORKING:
        raise BadDayRows(line, "working is y or n", found[:50])
    return _WORKING[found]

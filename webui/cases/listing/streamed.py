"""A workbook as it is made: what stands around its rows is XlsxWriter's, they go out as they come.

A workbook is a ZIP of parts (ECMA-376). The sheet is the part that grows: its beginning and its end
are taken from a workbook without rows, and what says how far the rows go is written after them.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from xml.sax.saxutils import escape

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name

Cell = str | date | datetime | int | float | Decimal | None

_SHEET, _BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
_LONGEST = 32_767
_ROWS = 200
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  a sheet's days have no zone
_A_DAY = 86_400
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
"""What XML cannot hold, and what would read as an escape of it (ECMA-376, ST_Xstring)."""


@dataclass(frozen=True, slots=True)
class _Styles:
    """The numbers of the styles of days and of moments."""

    day: str
    moment: str


class _Sink(io.RawIOBase):
    """Takes what is written, to be given out; it cannot go back, so neither does the ZIP."""

    def __init__(self) -> None:
        super().__init__()
        self._held = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        piece = bytes(data)  # type: ignore[call-overload]  # whatever holds bytes
        self._held += piece
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since one last asked."""
        piece = bytes(self._held)
        self._held.clear()
        return piece


def streamed(
    title: str, heading: list[str], rows: Iterable[list[Cell]], most: int
) -> Iterator[bytes]:
    """Give a workbook of one sheet piece by piece; of more than `most` rows it holds the first."""
    parts, styles = _around(title, heading)
    begin, _, end = parts.pop(_SHEET).partition("</sheetData>")
    book = parts.pop(_BOOK)
    sink, last = _Sink(), 1
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as file:
        for name, text in parts.items():
            file.writestr(name, text)
        with file.open(_SHEET, "w") as sheet:
            sheet.write(begin.encode())
            yield sink.taken()
            for last, row in enumerate(islice(rows, most), 2):
                sheet.write(_row(last, row, styles).encode())
                if last % _ROWS == 0:
                    yield sink.taken()
            sheet.write(_reaching(f"</sheetData>{end}", last).encode())
        file.writestr(_BOOK, _reaching(book, last))
    yield sink.taken()


def _around(title: str, heading: list[str]) -> tuple[dict[str, str], _Styles]:
    """Return the parts of a workbook with a heading alone, and how its cells look."""
    held = io.BytesIO()
    book = Workbook(held, {"constant_memory": True})
    sheet = book.add_worksheet(title)
    bold = book.add_format({"bold": True})
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(heading):
        sheet.set_column(column, column, 18)
        sheet.write_string(0, column, name, bold)
    for column, form in enumerate(("yyyy-mm-dd", "yyyy-mm-dd hh:mm")):
        sheet.write_datetime(1, column, _DAY_ZERO, book.add_format({"num_format": form}))
    sheet.autofilter(0, 0, 1, len(heading) - 1)
    book.close()
    with zipfile.ZipFile(held) as file:
        parts = {name: file.read(name).decode() for name in file.namelist()}
    found = re.search(
        r'<row r="2".*?<c r="A2" s="(\d+)".*?<c r="B2" s="(\d+)".*?</row>', parts[_SHEET]
    )
    if found is None:
        raise AssertionError(parts[_SHEET])
    whole = parts[_SHEET].replace(found[0], "")
    parts[_SHEET] = re.sub(r"<dimension [^>]*/>", "", whole)
    return parts, _Styles(day=found[1], moment=found[2])


def _reaching(text: str, last: int) -> str:
    """Return a part with the range of the filter as far as the rows go."""
    return re.sub(r"(\$?)([A-Z]+)(\$?)2(?=[\"<])", rf"\g<1>\g<2>\g<3>{max(2, last)}", text)


def _row(number: int, row: list[Cell], styles: _Styles) -> str:
    cells = (_cell(f"{xl_col_to_name(n)}{number}", cell, styles) for n, cell in enumerate(row))
    return f'<row r="{number}">{"".join(cells)}</row>'


def _cell(at: str, cell: Cell, styles: _Styles) -> str:
    match cell:
        case None | "":
            return ""
        case datetime():
            since = cell.replace(tzinfo=None) - _DAY_ZERO
            days = since.days + (since.seconds + since.microseconds / 1_000_000) / _A_DAY
            return f'<c r="{at}" s="{styles.moment}"><v>{days:.10f}</v></c>'
        case date():
            return f'<c r="{at}" s="{styles.day}"><v>{(cell - _DAY_ZERO.date()).days}</v></c>'
        case str():
            held = escape(_CONTROL.sub(_escaped, cell[:_LONGEST]))
            return f'<c r="{at}" t="inlineStr"><is><t xml:space="preserve">{held}</t></is></c>'
        case _:
            return f'<c r="{at}"><v>{float(cell):.16G}</v></c>'


def _escaped(found: re.Match[str]) -> str:
    return f"_x{ord(found[0]):04X}_"

"""Cases as rows of a file: CSV as it is made, a workbook when it is whole.

A cell that begins like a formula is no formula: in CSV an apostrophe stands before it, in a
workbook it is written as the text it is.
"""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

from flask_babel import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from engine.api import CaseLine, ClockView
from webui.parts.codes import CASE_STATES, STAGES, TIERS, word
from webui.parts.timelimits import clocks
from webui.shared.moments import local

Cell = str | datetime | int | float | Decimal | None

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it Excel takes the file for one of the computer's own code page."""
MOST_ROWS = 1_048_575
"""What a sheet holds under its heading."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST = 32_767
_CHUNK = 64 * 1024
_LINES = 200


def heading() -> list[str]:
    """Return the names of the columns."""
    return [
        str(name)
        for name in (
            _("Case no."), _("Customer"), _("Account no."), _("Customer tier"), _("Line"),
            _("Process"), _("Stage"), _("State"), _("Outcome"), _("Manager"), _("Waits for"),
            _("Time limit"), _("How it stands"), _("Due"), _("Used"), _("Left"), _("Unit"),
            _("Started"), _("Ended"),
        )
    ]  # fmt: skip


def cells(line: CaseLine) -> list[Cell]:
    """Return a case as a row, each value of its own type; moments are the station's."""
    return [
        line.number,
        line.customer,
        line.account_no,
        word(TIERS, line.tier),
        "; ".join(line.customer_lines),
        line.process_name,
        word(STAGES, line.stage),
        word(CASE_STATES, line.state),
        line.outcome,
        line.manager.name if line.manager else None,
        str(_(", ")).join(line.waits_for),
        *_limit(line.clock),
        local(line.started),
        local(line.ended) if line.ended else None,
    ]


def _limit(clock: ClockView | None) -> list[Cell]:
    if clock is None:
        return [None] * 6
    due = local(clock.due) if clock.due else None
    stands = clocks.sentence(clock)
    return [clocks.name_of(clock), stands, due, clock.used, clock.left, clock.unit]


def csv_lines(rows: Iterator[CaseLine]) -> Iterator[bytes]:
    """Give a CSV file piece by piece."""
    held = io.StringIO()
    write = csv.writer(held, lineterminator="\r\n")
    held.write(BOM)
    write.writerow(heading())
    for number, line in enumerate(rows, 1):
        write.writerow([_plain(cell) for cell in cells(line)])
        if number % _LINES == 0:
            yield held.getvalue().encode()
            held.seek(0)
            held.truncate()
    yield held.getvalue().encode()


def _plain(cell: Cell) -> str:
    match cell:
        case None:
            return ""
        case datetime():
            return f"{cell:%Y-%m-%d %H:%M}"
        case str():
            return f"'{cell}" if cell.startswith(_FORMULA) else cell
        case _:
            return str(cell)


def workbook(rows: Iterator[CaseLine]) -> Iterator[bytes]:
    """Give a workbook; its rows lie in a file on the disk, not in memory, until it is whole."""
    with tempfile.TemporaryFile() as held:
        _fill(held, rows)
        held.seek(0)
        while piece := held.read(_CHUNK):
            yield piece


def _fill(held: object, rows: Iterator[CaseLine]) -> None:
    book = Workbook(held, {"constant_memory": True})
    sheet = book.add_worksheet(str(_("Cases")))
    bold = book.add_format({"bold": True})
    at = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
    sheet.freeze_panes(1, 1)
    for column, name in enumerate(heading()):
        sheet.set_column(column, column, 18)
        sheet.write_string(0, column, name, bold)
    last = 0
    for last, line in enumerate(rows, 1):
        if last > MOST_ROWS:
            break
        for column, cell in enumerate(cells(line)):
            _write(sheet, (last, column), cell, at)
    sheet.autofilter(0, 0, max(1, min(last, MOST_ROWS)), len(heading()) - 1)
    book.close()


def _write(sheet: Worksheet, at: tuple[int, int], cell: Cell, moment: object) -> None:
    row, column = at
    match cell:
        case None | "":
            return
        case datetime():
            sheet.write_datetime(row, column, cell.replace(tzinfo=None), moment)
        case str():
            sheet.write_string(row, column, cell[:_LONGEST])
        case _:
            sheet.write_number(row, column, float(cell))

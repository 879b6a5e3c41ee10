"""Cases as rows of a file, CSV or a workbook, each given as it is made.

A cell that begins like a formula is no formula: in CSV an apostrophe stands before it, in a
workbook it is written as the text it is.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date, datetime

from flask_babel import gettext as _

from engine.api import CaseLine, ClockView
from webui.cases.listing.streamed import Cell, streamed
from webui.parts.codes import CASE_STATES, STAGES, TIERS, word
from webui.parts.timelimits import clocks, dues
from webui.parts.timelimits.spans import unit_name
from webui.shared.moments import local

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
"""Without it Excel takes the file for one of the computer's own code page."""
MOST_ROWS = 1_048_575
"""What a sheet holds under its heading."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
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
    due = dues.last(clock.due) if clock.due else None
    stands = clocks.sentence(clock)
    return [clocks.name_of(clock), stands, due, clock.used, clock.left, unit_name(clock.unit)]


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
        case date():
            return f"{cell:%Y-%m-%d}"
        case str():
            return f"'{cell}" if cell.startswith(_FORMULA) else cell
        case _:
            return str(cell)


def workbook(rows: Iterator[CaseLine]) -> Iterator[bytes]:
    """Give a workbook piece by piece."""
    yield from streamed(str(_("Cases")), heading(), map(cells, rows), MOST_ROWS)

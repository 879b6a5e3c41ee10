"""The list of cases as a file: exactly those the list shows, all of them, page by page."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from itertools import chain

from flask import Blueprint, Response, request, stream_with_context
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import CaseLine
from webui.cases.listing import sheets
from webui.cases.listing.wishes import Wish, wished
from webui.shared.errors.problems import problem, render
from webui.shared.moments import station_time
from webui.shared.sign_in.sessions import engine

AT_ONCE = 200
"""Cases that are asked for together: one short look at the store each time."""
_running = threading.BoundedSemaphore(2)
"""How many files are written at the same time: people's pages must not wait for them."""


def install(cases: Blueprint) -> None:
    """Add the addresses."""
    cases.add_url_rule("/cases/export.csv", "export_csv", _csv)
    cases.add_url_rule("/cases/export.xlsx", "export_xlsx", _xlsx)


def _csv() -> ResponseReturnValue:
    return _file(sheets.csv_lines, "csv", "text/csv; charset=utf-8")


def _xlsx() -> ResponseReturnValue:
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    return _file(sheets.workbook, "xlsx", kind)


def _file(
    write: Callable[[Iterator[CaseLine]], Iterator[bytes]], ending: str, kind: str
) -> ResponseReturnValue:
    found = _found(wished())
    first = next(found, None)  # what is refused is refused before anything is sent
    if not _running.acquire(blocking=False):
        busy = _("Two files are being written already. Try again in a minute.")
        return render(problem(503, str(busy)))
    rows = chain([first] if first is not None else [], found)
    try:
        body = () if request.method == "HEAD" else stream_with_context(write(rows))
        response = Response(body, content_type=kind)
    except BaseException:
        _running.release()
        raise
    response.call_on_close(_running.release)
    response.headers["Content-Disposition"] = f'attachment; filename="cases-{_today()}.{ending}"'
    return response


def _today() -> str:
    station = station_time()
    return f"{station.now:%Y-%m-%d}" if station else ""


def _found(wish: Wish) -> Iterator[CaseLine]:
    """Give every case of a list, asking for a few at a time."""
    after: str | None = None
    while True:
        page = engine().query(wish.page(after, AT_ONCE))
        yield from page.rows
        after = page.next
        if after is None:
            return

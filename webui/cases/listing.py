"""The list of cases."""

from __future__ import annotations

from typing import Literal

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from engine.api import CaseList
from webui.cases import case_page, starting
from webui.parts.reading import place, text
from webui.shared.languages import language
from webui.shared.problems import wants_fragment
from webui.shared.sessions import engine, me

ROWS = 40


def install(cases: Blueprint) -> None:
    """Add the address."""
    cases.add_url_rule("/cases", "listing", _list)


def _list() -> ResponseReturnValue:
    state, after = _state(text("state")), place()
    found = engine().query(
        CaseList(
            actor=me().id, language=language(), state=state, text=text("q"), after=after, limit=ROWS
        )
    )
    shown = {
        "state": state or "all",
        "query": text("q"),
        "rows": [case_page.line_shown(line) for line in found.rows],
        "next": found.next,
        "may_start": starting.may_start(),
    }
    part = after is not None and wants_fragment()
    return render_template("cases/rows.html" if part else "cases/listing.html", **shown)


def _state(wish: str) -> Literal["open", "ended"] | None:
    """Return which cases are wished for: the open ones, unless a search looks everywhere."""
    match wish:
        case "open" | "ended":
            return wish
        case "all":
            return None
        case _:
            return None if text("q") else "open"

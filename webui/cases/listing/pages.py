"""The list of cases."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webui.cases import case_page, starting
from webui.cases.listing import columns
from webui.cases.listing.wishes import Wish, wished
from webui.parts.forms import filters
from webui.parts.forms.reading import place
from webui.parts.numbers import at_least
from webui.shared.errors.problems import wants_fragment
from webui.shared.sign_in.sessions import engine

ROWS = 40


def install(cases: Blueprint) -> None:
    """Add the addresses."""
    cases.add_url_rule("/cases", "listing", _list)
    cases.add_url_rule("/cases/number", "number", _number)


def _list() -> ResponseReturnValue:
    wish, after = wished(), place()
    found = engine().query(wish.page(after, ROWS))
    shown = {
        "wish": wish,
        "state": wish.state or "all",
        "query": wish.query,
        "columns": columns.chosen(),
        "rows": [case_page.line_shown(line) for line in found.rows],
        "next": found.next,
        "partial": found.partial,
    }
    if after is not None and wants_fragment():
        return render_template("cases/rows.html", **shown)
    return render_template("cases/listing.html", **shown, **_around(wish))


def _around(wish: Wish) -> dict[str, object]:
    states = (wish.state,) if wish.state in ("suspended", "completed", "cancelled") else ()
    return {
        "may_start": starting.may_start(),
        "every_column": columns.COLUMNS,
        "one_state": states[0] if states else None,
        "here": filters.told(),
    }


def _number() -> ResponseReturnValue:
    """Say how many cases the list holds: asked by the page when it is there."""
    found = engine().query(wished().number())
    return render_template("parts/number.html", number=at_least(found))

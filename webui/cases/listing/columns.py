"""Which columns the list of cases shows: each person's choice, kept by the browser."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from webui.shared.languages import A_YEAR
from webui.shared.navigation import Words, safe_target

COOKIE = "yekuo-case-columns"
COLUMNS: dict[str, Words] = {
    "account": _l("Account no."),
    "process": _l("Process"),
    "stage": _l("Stage"),
    "tier": _l("Customer tier"),
    "line": _l("Line"),
    "waits": _l("Waits for"),
    "limit": _l("Time limit"),
    "manager": _l("Manager"),
    "started": _l("Started"),
}
"""Beside the customer and the case's number, which are always there."""
USUAL = ("stage", "waits", "limit", "manager", "started")


def install(cases: Blueprint) -> None:
    """Add the address."""
    cases.add_url_rule("/cases/columns", "columns", _choose, methods=["POST"])


def chosen() -> tuple[str, ...]:
    """Return the columns to show, in their own order."""
    kept = request.cookies.get(COOKIE)
    wanted = USUAL if kept is None else tuple(kept.split("."))
    return tuple(code for code in COLUMNS if code in wanted)


def _choose() -> Response:
    wanted = set(request.form.getlist("column"))
    flash(_("The list shows the columns you chose."), "success")
    response = redirect(safe_target(request.form.get("next")) or url_for("cases.listing"), 303)
    if "usual" in request.form:
        response.delete_cookie(COOKIE)
        return response
    response.set_cookie(
        COOKIE,
        ".".join(code for code in COLUMNS if code in wanted),
        max_age=A_YEAR,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response

"""Taking an exported file of customers: first told what it would do, then done, all or nothing."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_decimal
from flask_babel import gettext as _

from engine.api import (
    FileRefused,
    Forbidden,
    ImportCustomers,
    Preview,
    PreviewCustomers,
    RegisterMoved,
    RowFlaw,
    Scope,
    scope_of,
)
from webui.customers import words
from webui.parts.forms.reading import text
from webui.shared.bodies import let_in
from webui.shared.errors.problems import wants_fragment
from webui.shared.errors.table import answer_for
from webui.shared.settings import MEGABYTE
from webui.shared.sign_in.sessions import engine, me

LARGEST = 5 * MEGABYTE
MOST_ROWS = 20_000
"""A larger file is for the command: it would hold a page, and everybody who writes, too long."""
LONGEST_NAME = 200


@dataclass(frozen=True, kw_only=True, slots=True)
class RowShown:
    """A customer that is entered or changed; `facts` are what a change is about."""

    account_no: str
    name: str
    known: bool
    facts: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Checked:
    """What a file would do; `more` customers are touched beside those in `rows`."""

    file: str
    entered: str
    changed: str
    same: str
    rows: tuple[RowShown, ...]
    more: str
    ignored: str
    mark: str
    does: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FlawShown:
    """What is wrong in a file, by line and column as the file names it."""

    line: int
    column: str
    found: str
    sentence: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Refusal:
    """A file of which nothing is taken; `more` is wrong beside what is listed."""

    file: str
    flaws: tuple[FlawShown, ...]
    more: str


def install(customers: Blueprint) -> None:
    """Add the addresses."""
    customers.add_url_rule("/customers/import", "importing", _form)
    customers.add_url_rule("/customers/import", "take", _take, methods=["POST"])
    customers.record(lambda state: let_in(state.app, "customers.take", LARGEST))


def may_import() -> bool:
    """Say whether the reader may take files of customers."""
    return scope_of(me(), ImportCustomers.action) is not Scope.NONE


def _form() -> ResponseReturnValue:
    if not may_import():
        raise Forbidden(me().id, ImportCustomers.action)
    return _page()


def _take() -> ResponseReturnValue:
    """Tell what the file that was sent would do, or do what was told."""
    if not may_import():
        raise Forbidden(me().id, ImportCustomers.action)
    file = request.files.get("file")
    name = (file.filename or "")[:LONGEST_NAME] if file is not None else ""
    if file is None or not name:
        return _page(error=str(_("Choose a file first."))), 422
    with file.stream:  # a large one lies in a file of its own
        content = file.read()
    mark = text("checked")
    try:
        if mark:
            return _apply(name, content, mark)
        return _page(checked=_checked(name, content))
    except RegisterMoved as error:
        code, sentence = answer_for(error)[:2]
        try:
            return _page(checked=_checked(name, content), error=sentence), code
        except FileRefused as wrong:
            return _page(refusal=_refusal(name, wrong)), 422
    except FileRefused as error:
        return _page(refusal=_refusal(name, error)), 422


def _apply(name: str, content: bytes, mark: str) -> ResponseReturnValue:
    wish = ImportCustomers(actor=me().id, name=name, content=content, checked=mark, most=MOST_ROWS)
    done = engine().execute(wish)
    flash(
        _(
            "Taken from %(file)s: %(entered)s entered, %(changed)s changed, %(same)s as they were.",
            file=name,
            entered=format_decimal(done.entered),
            changed=format_decimal(done.changed),
            same=format_decimal(done.same),
        ),
        "success",
    )
    there = url_for("customers.listing")
    if not wants_fragment():
        return redirect(there, 303)
    reply = make_response("", 204)
    reply.headers["HX-Redirect"] = there
    return reply


def _page(checked: Checked | None = None, refusal: Refusal | None = None, error: str = "") -> str:
    part = "customers/import_told.html" if wants_fragment() else "customers/import.html"
    return render_template(
        part,
        checked=checked,
        refusal=refusal,
        error=error,
        largest=LARGEST // MEGABYTE,
        most=format_decimal(MOST_ROWS),
    )


def _checked(name: str, content: bytes) -> Checked:
    found: Preview = engine().query(
        PreviewCustomers(actor=me().id, content=content, most=MOST_ROWS)
    )
    touched = found.entered + found.changed
    between = str(_(", "))
    return Checked(
        file=name,
        entered=format_decimal(found.entered),
        changed=format_decimal(found.changed),
        same=format_decimal(found.same),
        rows=tuple(
            RowShown(
                account_no=row.account_no,
                name=row.name,
                known=row.known,
                facts=between.join(words.fact(each) for each in row.facts),
            )
            for row in found.shown
        ),
        more=format_decimal(touched - len(found.shown)) if touched > len(found.shown) else "",
        ignored=between.join(each.strip()[:80] for each in found.ignored[:20]),
        mark=found.mark,
        does=touched > 0,
    )


def _refusal(name: str, error: FileRefused) -> Refusal:
    more = error.count - len(error.flaws)
    return Refusal(
        file=name,
        flaws=tuple(map(_flaw, error.flaws)),
        more=format_decimal(more) if more else "",
    )


def _flaw(found: RowFlaw) -> FlawShown:
    return FlawShown(
        line=found.line,
        column=found.column,
        found=found.found,
        sentence=words.row_flaw(found),
    )

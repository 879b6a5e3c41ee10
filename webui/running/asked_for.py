"""What the pages that send something by hand share: their fields, and how they come back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import render_template, request
from flask_babel import gettext as _

from engine.api import Forbidden, Scope, scope_of
from webui.parts.forms import asking, typed
from webui.parts.forms.asking import Asked
from webui.parts.forms.reading import LONGEST_REQUEST, text
from webui.parts.forms.refusals import Unfit
from webui.parts.forms.typed import Unreadable
from webui.shared.sign_in.sessions import me

LONGEST_NAME = 200
LONGEST_VALUE = 4000
ROWS = 4
"""How many values can go along."""


def require(action: str) -> None:
    """Raise Forbidden for who may not do this at all."""
    if scope_of(me(), action) is Scope.NONE:
        raise Forbidden(me().id, action)


def name() -> str:
    """Return the name of what is sent. Raises Unfit."""
    found = text("name", LONGEST_NAME)
    if not found:
        raise Unfit(field="name", sentence=_("Enter its name, as the diagram writes it."))
    return found


def reason() -> str:
    """Return why. Raises Unfit."""
    found = asking.reason()
    if not found:
        raise Unfit(field="reason", sentence=_("Say why: it goes on record."))
    return found


def request_key() -> str | None:
    """Return what the sending is called, so that it is done once."""
    return text("request", LONGEST_REQUEST) or None


def values(part: str) -> dict[str, Any]:
    """Return the values of a part of the form by name. Raises Unfit."""
    found = {}
    for row in range(ROWS):
        called = text(f"{part}-name-{row}", LONGEST_NAME)
        value = request.form.get(f"{part}-value-{row}", "")[:LONGEST_VALUE]
        kind = request.form.get(f"{part}-kind-{row}", "text")
        if not called and value:
            raise Unfit(field=f"{part}-name-{row}", sentence=_("Enter the name of this value."))
        if called:
            try:
                found[called] = typed.value_of(kind, value)
            except Unreadable as error:
                raise Unfit(field=f"{part}-value-{row}", sentence=error.sentence) from error
    return found


def again(what: str, unfit: Unfit, **more: Any) -> str:  # noqa: ANN401  what a template shows
    """Return a page as it was sent, with what is wrong at its field."""
    return page(what, Asked(typed=asking.typed(), errors={unfit.field: unfit.sentence}), **more)


def page(what: str, asked: Asked, **more: Any) -> str:  # noqa: ANN401  what a template shows
    """Return one of the pages."""
    if "value" in asked.errors:
        # The engine names a value by its name, not by the row it stands in: said on top.
        asked = replace(asked, errors={}, sentence=asked.errors["value"])
    return render_template(
        "running/sending.html",
        what=what,
        asked=asked,
        rows=range(ROWS),
        kinds=typed.KINDS,
        request_id=asked.typed.get("request") or str(uuid4()),
        **more,
    )

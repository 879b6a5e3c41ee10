"""Messages and signals sent by hand, as if they had come from outside."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from engine.api import Correlate, Forbidden, Scope, ThrowSignal, YekuoError, scope_of
from webui.parts.forms import asking, typed
from webui.parts.forms.asking import Asked
from webui.parts.forms.reading import LONGEST_REQUEST, text
from webui.parts.forms.refusals import Unfit
from webui.parts.forms.typed import Unreadable
from webui.shared.sign_in.sessions import engine, me

LONGEST_NAME = 200
LONGEST_VALUE = 4000
ROWS = 4
"""How many values can go with a message."""


def install(running: Blueprint) -> None:
    """Add the addresses."""
    running.add_url_rule("/messages/new", "message", _message)
    running.add_url_rule("/messages/new", "send_message", _send, methods=["POST"])
    running.add_url_rule("/signals/new", "signal", _signal)
    running.add_url_rule("/signals/new", "throw_signal", _throw, methods=["POST"])


def _message() -> ResponseReturnValue:
    _require(Correlate.action)
    named = {name: text(name, LONGEST_NAME) for name in ("name", "case_number", "account_no")}
    return _page("message", Asked(typed=named))


def _signal() -> ResponseReturnValue:
    _require(ThrowSignal.action)
    return _page("signal", Asked(typed={"name": text("name", LONGEST_NAME)}))


def _require(action: str) -> None:
    if scope_of(me(), action) is Scope.NONE:
        raise Forbidden(me().id, action)


def _send() -> ResponseReturnValue:
    _require(Correlate.action)
    try:
        command = Correlate(
            actor=me().id,
            message=_name(),
            reason=_reason(),
            business_key=text("business_key", LONGEST_NAME) or None,
            case_number=text("case_number", LONGEST_NAME) or None,
            account_no=text("account_no", LONGEST_NAME) or None,
            correlation=_values("match"),
            variables=_values("set"),
            request=_request(),
        )
        done = engine().execute(command)
    except Unfit as unfit:
        return _again("message", unfit), 422
    except Forbidden:
        raise
    except YekuoError as error:
        status, asked = asking.refused(error)
        return _page("message", asked), status
    words = (
        _("The message began case %(number)s.", number=done.number)
        if done.started
        else _("Case %(number)s took the message.", number=done.number)
    )
    link = Markup('<a class="alert-link" href="{}">{}</a>').format(
        url_for("cases.overview", case=done.case), _("See the case")
    )
    flash(Markup("{} {}").format(words, link), "success")
    return redirect(url_for("running.message"), 303)


def _throw() -> ResponseReturnValue:
    _require(ThrowSignal.action)
    try:
        command = ThrowSignal(
            actor=me().id,
            signal=_name(),
            reason=_reason(),
            variables=_values("set"),
            request=_request(),
        )
        thrown = engine().execute(command)
    except Unfit as unfit:
        return _again("signal", unfit), 422
    except Forbidden:
        raise
    except YekuoError as error:
        status, asked = asking.refused(error)
        return _page("signal", asked), status
    words = _(
        "The signal is on its way: %(waiting)s places wait for it, %(beginning)s processes begin "
        "by it.",
        waiting=thrown.waiting,
        beginning=thrown.beginning,
    )
    flash(words, "success")
    return redirect(url_for("running.signal"), 303)


def _name() -> str:
    name = text("name", LONGEST_NAME)
    if not name:
        raise Unfit(field="name", sentence=_("Enter its name, as the diagram writes it."))
    return name


def _reason() -> str:
    reason = asking.reason()
    if not reason:
        raise Unfit(field="reason", sentence=_("Say why: it goes on record."))
    return reason


def _request() -> str | None:
    return text("request", LONGEST_REQUEST) or None


def _values(part: str) -> dict[str, Any]:
    """Return the values of a part of the form by name. Raises Unfit."""
    found = {}
    for row in range(ROWS):
        name = text(f"{part}-name-{row}", LONGEST_NAME)
        value = request.form.get(f"{part}-value-{row}", "")[:LONGEST_VALUE]
        kind = request.form.get(f"{part}-kind-{row}", "text")
        if not name and value:
            raise Unfit(field=f"{part}-name-{row}", sentence=_("Enter the name of this value."))
        if name:
            try:
                found[name] = typed.value_of(kind, value)
            except Unreadable as error:
                raise Unfit(field=f"{part}-value-{row}", sentence=error.sentence) from error
    return found


def _again(what: str, unfit: Unfit) -> str:
    return _page(what, Asked(typed=asking.typed(), errors={unfit.field: unfit.sentence}))


def _page(what: str, asked: Asked) -> str:
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
    )

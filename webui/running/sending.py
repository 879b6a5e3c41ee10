"""Messages and signals sent by hand, as if they had come from outside."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from engine.api import Correlate, Forbidden, ThrowSignal, YekuoError
from webui.parts.forms import asking
from webui.parts.forms.asking import Asked
from webui.parts.forms.reading import text
from webui.parts.forms.refusals import Unfit
from webui.running import asked_for
from webui.running.asked_for import LONGEST_NAME
from webui.shared.sign_in.sessions import engine, me


def install(running: Blueprint) -> None:
    """Add the addresses."""
    running.add_url_rule("/messages/new", "message", _message)
    running.add_url_rule("/messages/new", "send_message", _send, methods=["POST"])
    running.add_url_rule("/signals/new", "signal", _signal)
    running.add_url_rule("/signals/new", "throw_signal", _throw, methods=["POST"])


def _message() -> ResponseReturnValue:
    asked_for.require(Correlate.action)
    named = {name: text(name, LONGEST_NAME) for name in ("name", "case_number", "account_no")}
    return asked_for.page("message", Asked(typed=named))


def _signal() -> ResponseReturnValue:
    asked_for.require(ThrowSignal.action)
    return asked_for.page("signal", Asked(typed={"name": text("name", LONGEST_NAME)}))


def _send() -> ResponseReturnValue:
    asked_for.require(Correlate.action)
    try:
        command = Correlate(
            actor=me().id,
            message=asked_for.name(),
            reason=asked_for.reason(),
            business_key=text("business_key", LONGEST_NAME) or None,
            case_number=text("case_number", LONGEST_NAME) or None,
            account_no=text("account_no", LONGEST_NAME) or None,
            correlation=asked_for.values("match"),
            variables=asked_for.values("set"),
            request=asked_for.request_key(),
        )
        done = engine().execute(command)
    except Unfit as unfit:
        return asked_for.again("message", unfit), 422
    except Forbidden:
        raise
    except YekuoError as error:
        status, asked = asking.refused(error)
        return asked_for.page("message", asked), status
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
    asked_for.require(ThrowSignal.action)
    try:
        command = ThrowSignal(
            actor=me().id,
            signal=asked_for.name(),
            reason=asked_for.reason(),
            variables=asked_for.values("set"),
            request=asked_for.request_key(),
        )
        thrown = engine().execute(command)
    except Unfit as unfit:
        return asked_for.again("signal", unfit), 422
    except Forbidden:
        raise
    except YekuoError as error:
        status, asked = asking.refused(error)
        return asked_for.page("signal", asked), status
    words = _(
        "The signal is on its way: %(waiting)s places wait for it, %(beginning)s processes begin "
        "by it.",
        waiting=thrown.waiting,
        beginning=thrown.beginning,
    )
    flash(words, "success")
    return redirect(url_for("running.signal"), 303)

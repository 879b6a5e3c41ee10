"""Asking by hand which processes begin by a condition that is true."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from engine.api import (
    Begun,
    ConditionalStart,
    ConditionalStarts,
    EvaluateConditions,
    Forbidden,
    YekuoError,
)
from webui.parts.forms import asking
from webui.parts.forms.asking import Asked
from webui.parts.forms.reading import text
from webui.parts.forms.refusals import Unfit
from webui.running import asked_for
from webui.running.asked_for import LONGEST_NAME
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me

MOST_NAMED = 20
"""How many of the cases that began are named; a reader who wants all has the list of cases."""


def install(running: Blueprint) -> None:
    """Add the addresses."""
    running.add_url_rule("/conditions/new", "condition", _condition)
    running.add_url_rule("/conditions/new", "evaluate", _evaluate, methods=["POST"])


def _condition() -> ResponseReturnValue:
    asked_for.require(EvaluateConditions.action)
    return _page(Asked(typed={"process": text("process", LONGEST_NAME)}))


def _evaluate() -> ResponseReturnValue:
    asked_for.require(EvaluateConditions.action)
    try:
        command = EvaluateConditions(
            actor=me().id,
            reason=asked_for.reason(),
            variables=asked_for.values("set"),
            process=text("process", LONGEST_NAME) or None,
            business_key=text("business_key", LONGEST_NAME) or None,
            request=asked_for.request_key(),
        )
        begun = engine().execute(command)
    except Unfit as unfit:
        return asked_for.again("condition", unfit, starts=_starts()), 422
    except Forbidden:
        raise
    except YekuoError as error:
        status, asked = asking.refused(error)
        return _page(asked), status
    flash(_told(begun), "success" if begun else "info")
    return redirect(url_for("running.condition"), 303)


def _told(begun: tuple[Begun, ...]) -> Markup:
    """Say which cases began, each with its link."""
    if not begun:
        return Markup("{}").format(_("No condition is true with these values; nothing began."))
    names = {start.process: start.name for start in _starts()}
    link = Markup('<a class="alert-link" href="{}">{}</a>')
    lines = [
        Markup("{}").format(
            _("Case %(number)s began: %(process)s.", number=one.number,
              process=names.get(one.process, one.process))
        ) + " " + link.format(url_for("cases.overview", case=one.case), _("See the case"))
        for one in begun[:MOST_NAMED]
    ]  # fmt: skip
    if len(begun) > MOST_NAMED:
        lines.append(Markup("{}").format(_("%(number)s cases began.", number=len(begun))))
    return Markup("<br>").join(lines)


def _starts() -> tuple[ConditionalStart, ...]:
    return engine().query(ConditionalStarts(actor=me().id, language=language()))


def _page(asked: Asked) -> str:
    return asked_for.page("condition", asked, starts=_starts())

"""The pages that operate a case: choose, see what it will do, say why, do it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import uuid4

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from engine.api import (
    CaseChanged,
    CaseDetail,
    CaseId,
    CaseOver,
    CasePlaces,
    CaseVariables,
    CaseView,
    Command,
    Forbidden,
    PlacesView,
    ScopeView,
    UnknownCase,
    YekuoError,
)
from webui.cases import case_page
from webui.cases.operate import drawing, preview, wishes
from webui.cases.operate.places import places_shown
from webui.cases.operate.preview import Preview
from webui.cases.operate.wishes import NOT_YET, Incomplete
from webui.cases.operate.words import DEEDS
from webui.parts.forms import asking, typed
from webui.parts.forms.asking import Asked
from webui.parts.forms.reading import LONGEST_KEY, LONGEST_REQUEST, case_of, text
from webui.shared.errors.table import answer_for
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me

_CHOOSES = ("skip", "repeat", "move", "restart")
"""Those for which a place is chosen first."""


def install(cases: Blueprint) -> None:
    """Add the addresses."""
    cases.add_url_rule("/cases/<case>/operate", "operate", _menu)
    cases.add_url_rule("/cases/<case>/operate/<what>", "deed", _show)
    cases.add_url_rule("/cases/<case>/operate/<what>", "do", _act, methods=["POST"])


def _menu(case: str) -> ResponseReturnValue:
    view = _view(case_of(case))
    offered = [(what, deed) for what, deed in DEEDS.items() if what in view.may]
    if not offered:
        raise Forbidden(me().id, "case.suspend")
    shown = case_page.shown(view)
    return render_template("cases/operate/menu.html", case=shown, deeds=offered, tab="")


def _show(case: str, what: str) -> ResponseReturnValue:
    view = _allowed(case_of(case), what)
    return _page(view, what, Asked(typed=_addressed()))


def _act(case: str, what: str) -> ResponseReturnValue:
    """Do what was chosen, or show first what it would do (`look`)."""
    wanted = case_of(case)
    view = _allowed(wanted, what)
    asked = Asked(typed=asking.typed())
    if "look" in request.form:
        return _page(view, what, asked)
    try:
        if what == "restart":
            return _restarted(wanted)
        engine().execute(wishes.wish(what, wanted, asking.reason(), wishes.seen()))
    except Incomplete as error:
        return _page(view, what, _wrong(error, asked)), 422
    except (Forbidden, UnknownCase):
        raise
    except YekuoError as error:
        status, asked = asking.refused(error)
        if isinstance(error, CaseChanged | CaseOver):
            view = _view(wanted)
        return _page(view, what, asked), status
    flash(Markup("{} {}").format(DEEDS[what].done, _what_came(wanted, wishes.seen())), "success")
    return redirect(url_for("cases.overview", case=wanted), 303)


def _restarted(case: CaseId) -> ResponseReturnValue:
    request_id = text("request", LONGEST_REQUEST) or None
    started = engine().execute(wishes.restart(case, asking.reason(), request_id))
    flash(_("Case %(number)s has begun.", number=started.number), "success")
    return redirect(url_for("cases.overview", case=started.case), 303)


def _what_came(case: CaseId, seen: int) -> Markup:
    address = url_for("cases.timeline", case=case, since_event=seen, steps="all")
    return Markup('<a class="alert-link" href="{}">{}</a>').format(
        address, _("See what came of it")
    )


def _view(case: CaseId) -> CaseView:
    return engine().query(CaseDetail(actor=me().id, case=case, language=language(), answers=False))


def _allowed(case: CaseId, what: str) -> CaseView:
    """Return a case the reader may do this to. Raises NotFound, UnknownCase, Forbidden, CaseOver.

    What only its state forbids is said on the page: somebody else was faster.
    """
    if what not in DEEDS:
        raise NotFound
    view = _view(case)
    if what not in view.may and not _forbidden_by_state(view):
        raise Forbidden(me().id, f"case.{what}")
    return view


def _forbidden_by_state(view: CaseView) -> bool:
    return bool(view.may & {"suspend", "resume", "cancel", "restart"})


def _addressed() -> dict[str, str]:
    """Return what an address chooses beforehand."""
    return {name: text(name, LONGEST_KEY) for name in request.args}


def _wrong(error: Incomplete, asked: Asked) -> Asked:
    if not error.field:
        return Asked(typed=asked.typed, sentence=_("Choose something first."))
    return Asked(typed=asked.typed, errors={error.field: error.sentence})


def _page(view: CaseView, what: str, asked: Asked) -> str:
    looked, asked = _looked(view, what, asked)
    case = view.line.id
    choosing = what in _CHOOSES and what in view.may and looked is None
    places = _places(case) if choosing else None
    diagram = drawing.drawn(case) if choosing else None
    scopes = _scopes(case) if what == "variables" else ()
    asked = _known(scopes, asked)
    return render_template(
        "cases/operate/deed.html",
        case=case_page.shown(view),
        what=what,
        deed=DEEDS[what],
        possible=what in view.may,
        asked=asked,
        preview=looked,
        seen=view.events,
        places=places_shown(places) if places else None,
        diagram=diagram,
        choices=drawing.places_on(places, diagram.process, what) if places and diagram else None,
        chosen=request.values.getlist("instance"),
        scopes=scopes,
        kinds=typed.KINDS,
        request_id=text("request", LONGEST_REQUEST) or str(uuid4()),
        tab="",
    )


def _looked(view: CaseView, what: str, asked: Asked) -> tuple[Preview | None, Asked]:
    """Return what the choice would do, None before one is complete; and why not, if it cannot."""
    if what not in view.may:
        return None, asked
    try:
        if what == "restart":
            return preview.rehearse_restart(wishes.restart(view.line.id, NOT_YET)), asked
        command: Command[Any] = wishes.wish(what, view.line.id, NOT_YET, None)
        return preview.rehearse(command, view.line.id, view.events), asked
    except Incomplete as error:
        if error.field and not asked.errors:
            asked = _wrong(error, asked)
        return None, asked
    except (Forbidden, UnknownCase):
        raise
    except YekuoError as error:
        if asked.sentence or asked.errors:
            return None, asked
        return None, Asked(typed=asked.typed, sentence=answer_for(error)[1])


def _known(scopes: tuple[ScopeView, ...], asked: Asked) -> Asked:
    """Return the form with the value a variable has now, when only its name was chosen yet."""
    name, within = asked.typed.get("name", ""), asked.typed.get("within", "")
    if "value" in asked.typed:
        return asked
    for scope in scopes:
        if name in scope.variables and within in ("", str(scope.instance)):
            value = scope.variables[name]
            filled = {"value": typed.written(value), "kind": typed.kind_of(value)}
            return replace(asked, typed={**asked.typed, **filled})
    return asked


def _places(case: CaseId) -> PlacesView:
    return engine().query(CasePlaces(actor=me().id, case=case, language=language()))


def _scopes(case: CaseId) -> tuple[ScopeView, ...]:
    return engine().query(CaseVariables(actor=me().id, case=case, language=language()))

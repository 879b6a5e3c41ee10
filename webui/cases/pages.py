"""The page of one case: its overview with the diagram, telling it something, trying again."""

from __future__ import annotations

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from engine.api import (
    CaseDetail,
    CaseDiagram,
    CaseId,
    DiagramView,
    Forbidden,
    NotWaiting,
    RetryIncident,
    SendMessage,
)
from webui.cases import case_page
from webui.cases.case_page import CaseShown
from webui.parts import diagrams
from webui.parts.forms.reading import LONGEST_KEY, LONGEST_WITHIN, case_of, text, whole
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me

LONGEST_REASON = 1000


def install(cases: Blueprint) -> None:
    """Add the addresses."""
    cases.add_url_rule("/cases/<case>", "overview", _overview)
    cases.add_url_rule("/cases/<case>/diagram.bpmn", "diagram", _diagram)
    cases.add_url_rule("/cases/<case>/position", "position", _position)
    cases.add_url_rule("/cases/<case>/tell", "tell", _tell_page)
    cases.add_url_rule("/cases/<case>/retry", "retry", _retry, methods=["POST"])
    cases.add_url_rule("/cases/<case>/tell", "send", _send, methods=["POST"])


def read_case(case: CaseId) -> CaseShown:
    """Ask the engine for a case without its answers. Raises UnknownCase, Forbidden."""
    query = CaseDetail(actor=me().id, case=case, language=language(), answers=False)
    return case_page.shown(engine().query(query))


def read_whole_case(case: CaseId) -> CaseShown:
    """Ask the engine for a case with all that was filled in. Raises UnknownCase, Forbidden."""
    query = CaseDetail(actor=me().id, case=case, language=language())
    return case_page.shown(engine().query(query))


def _diagram_of(case: CaseId) -> DiagramView:
    wish = text("process", LONGEST_KEY) or None
    return engine().query(CaseDiagram(actor=me().id, case=case, language=language(), process=wish))


def _overview(case: str) -> ResponseReturnValue:
    wanted = case_of(case)
    shown = read_case(wanted)
    diagram = diagrams.shown(_diagram_of(wanted))
    within = text("process", LONGEST_KEY)
    return render_template(
        "cases/overview.html", case=shown, diagram=diagram, within=within, tab="overview"
    )


def _diagram(case: str) -> Response:
    """Return the BPMN file with names in the reader's language, for the viewer."""
    return Response(_diagram_of(case_of(case)).xml, content_type="application/xml; charset=utf-8")


def _position(case: str) -> ResponseReturnValue:
    """Return the diagram alone, for a place in another page."""
    wanted = case_of(case)
    return render_template(
        "cases/position.html", case_id=wanted, diagram=diagrams.shown(_diagram_of(wanted))
    )


def _retry(case: str) -> ResponseReturnValue:
    """Let what failed be tried again; what was mended is said and kept."""
    wanted, instance = case_of(case), whole(request.form.get("instance", ""), LONGEST_WITHIN)
    reason = request.form.get("reason", "").strip()[:LONGEST_REASON]
    if instance is None:
        raise BadRequest
    if not reason:
        flash(_("Say what was mended: it goes into the history."), "warning")
        return redirect(url_for("cases.overview", case=wanted), 303)
    wish = RetryIncident(actor=me().id, case=wanted, instance=instance, reason=reason)
    if engine().execute(wish):
        flash(_("It is tried again."), "success")
    else:
        flash(_("It was tried again and failed again."), "warning")
    return redirect(url_for("cases.overview", case=wanted), 303)


def _awaited(case: CaseShown, name: str) -> str:
    """Return the words for a message. Raises Forbidden, NotWaiting."""
    if case.messages and not case.may_tell:
        raise Forbidden(me().id, SendMessage.action)
    words = dict(case.messages).get(name)
    if words is None:
        raise NotWaiting(name)
    return words


def _tell_page(case: str) -> ResponseReturnValue:
    shown, name = read_case(case_of(case)), text("message", LONGEST_KEY)
    words = _awaited(shown, name)
    return render_template(
        "cases/tell.html", case=shown, message=name, words=words, missing=False, tab=""
    )


def _send(case: str) -> ResponseReturnValue:
    wanted, name = case_of(case), text("message", LONGEST_KEY)
    if not name:
        raise BadRequest
    reason = request.form.get("reason", "").strip()[:LONGEST_REASON]
    if not reason:
        shown = read_case(wanted)
        words = _awaited(shown, name)
        page = render_template(
            "cases/tell.html", case=shown, message=name, words=words, missing=True, tab=""
        )
        return page, 422
    engine().execute(SendMessage(actor=me().id, case=wanted, message=name, reason=reason))
    flash(_("The case was told."), "success")
    return redirect(url_for("cases.overview", case=wanted), 303)

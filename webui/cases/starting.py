"""Starting a case: choose a process, fill in its application form."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from flask import Blueprint, flash, jsonify, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import (
    CaseDetail,
    Forbidden,
    FormRejected,
    Processes,
    StartCase,
    Started,
    StartForm,
    UnknownCase,
    UnknownProcess,
)
from webui.parts.codes import STAGES, word
from webui.parts.forms.reading import LONGEST_REQUEST, sent
from webui.parts.forms.refusals import form_refused
from webui.shared.errors.problems import wants_json
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me


def install(cases: Blueprint) -> None:
    """Add the addresses."""
    cases.add_url_rule("/cases/new", "choose", _choose)
    cases.add_url_rule("/cases/new/<key>", "new", _new)
    cases.add_url_rule("/cases/new/<key>", "start", _start, methods=["POST"])


def may_start() -> bool:
    """Tell whether the reader may start anything at all."""
    try:
        return bool(engine().query(Processes(actor=me().id, language=language())))
    except Forbidden:
        return False


def _choose() -> ResponseReturnValue:
    found = engine().query(Processes(actor=me().id, language=language()))
    rows = [(process, word(STAGES, process.stage)) for process in found]
    return render_template("cases/choose.html", rows=rows)


def _new(key: str) -> ResponseReturnValue:
    form = engine().query(StartForm(actor=me().id, process=key, language=language()))
    return render_template("cases/new.html", form=form, key=key, request_id=str(uuid4()))


def _start(key: str) -> ResponseReturnValue:
    body = sent()
    wish = body.get("request")
    once = wish[:LONGEST_REQUEST] if isinstance(wish, str) else None
    command = StartCase(actor=me().id, process=key, values=_asked(key, body), request=once)
    try:
        started = engine().execute(command)
    except FormRejected as error:
        return form_refused(error)
    flash(_("Case %(number)s was started.", number=started.number), "success")
    target = _after(started)
    return jsonify({"redirect": target}) if wants_json() else redirect(target, 303)


def _asked(key: str, body: dict[str, Any]) -> dict[str, Any]:
    """Return what was filled in; nothing for a process without a form, whatever a request brings:
    the engine itself takes such values as they are.
    """
    try:
        engine().query(StartForm(actor=me().id, process=key, language=language()))
    except UnknownProcess:
        return {}
    values: dict[str, Any] = body["values"]
    return values


def _after(started: Started) -> str:
    """Return the case's first task of mine, else the case; the list when it went to a colleague."""
    try:
        case = engine().query(CaseDetail(actor=me().id, case=started.case, language=language()))
    except UnknownCase:
        flash(_("It was given to another customer manager."), "info")
        return url_for("cases.listing")
    for task in case.tasks:
        if task.assignee is not None and task.assignee.login == me().id:
            return url_for("inbox.task", task=task.id)
    return url_for("cases.overview", case=started.case)

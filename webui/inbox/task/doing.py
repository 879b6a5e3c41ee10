"""One task: its page, taking it, giving it back, completing it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from engine.api import (
    Advanced,
    CaseDetail,
    ClaimTask,
    CompleteTask,
    FormRejected,
    ReleaseTask,
    TaskDetail,
    TaskId,
    TaskView,
)
from webui.inbox.listing.views import VIEWS, View
from webui.inbox.listing.wishes import Wish, wished
from webui.inbox.task import drafts
from webui.inbox.task import page as task_page
from webui.parts.forms.reading import sent, task_of
from webui.parts.forms.refusals import form_refused
from webui.parts.reasons import said
from webui.shared.errors.problems import wants_json
from webui.shared.languages import language
from webui.shared.navigation import safe_target
from webui.shared.sign_in.sessions import engine, me


def install(inbox: Blueprint) -> None:
    """Add the addresses."""
    inbox.add_url_rule("/tasks/<task>", "task", _show)
    inbox.add_url_rule("/tasks/<task>/claim", "claim", _claim, methods=["POST"])
    inbox.add_url_rule("/tasks/<task>/release", "release", _release, methods=["POST"])
    inbox.add_url_rule("/tasks/<task>/complete", "complete", _complete, methods=["POST"])


def _show(task: str) -> ResponseReturnValue:
    return render_template("inbox/task.html", task=task_page.read(task_of(task)), view=None)


def _claim(task: str) -> ResponseReturnValue:
    wanted = task_of(task)
    engine().execute(ClaimTask(actor=me().id, task=wanted))
    return _back(wanted)


def _release(task: str) -> ResponseReturnValue:
    wanted = task_of(task)
    engine().execute(ReleaseTask(actor=me().id, task=wanted))
    return _back(wanted)


def _back(task: TaskId) -> ResponseReturnValue:
    here = safe_target(request.form.get("next"))
    return redirect(here or url_for("inbox.task", task=task), 303)


def _complete(task: str) -> ResponseReturnValue:
    wanted, body = task_of(task), sent()
    actor = me().id
    # What was done is named in the note on the next page, where the task is gone.
    before = engine().query(TaskDetail(actor=actor, task=wanted, language=language()))
    # Without a form nothing was asked: what a hand-made request brings is no answer.
    values = body["values"] if before.form is not None else {}
    try:
        done = engine().execute(CompleteTask(actor=actor, task=wanted, values=values))
    except FormRejected as error:
        return form_refused(error)
    if body.get("draft") is True:
        drafts.forget(wanted)
    _tell(before)
    if done.failed:
        _warn(done)
    view = _view_in(body.get("view") or request.form.get("view"))
    asked = body.get("asked")
    target = _after(done, view, asked if isinstance(asked, dict) else {})
    return jsonify({"redirect": target}) if wants_json() else redirect(target, 303)


def _tell(task: TaskView) -> None:
    link = Markup('<a class="alert-link" href="{}">{}</a>').format(
        url_for("cases.overview", case=task.line.case),
        _("see case %(number)s", number=task.line.case_number),
    )
    words = _("Done: %(task)s. It cannot be undone;", task=task.line.name)
    flash(Markup("{} {}").format(words, link), "success")


def _warn(done: Advanced) -> None:
    """Say where the case could not go on, what was done being safe."""
    case = engine().query(CaseDetail(actor=me().id, case=done.case, language=language()))
    for line in case.incidents:
        if line.instance in done.failed:
            words = _(
                "Your work is saved, but the case cannot go on at “%(name)s”: %(why)s. "
                "The customer manager sees it on the case's page.",
                name=line.name,
                why=said(line.message, line.why).words,
            )
            flash(words, "warning")


def _view_in(found: object) -> View | None:
    return next((view for view in VIEWS if view == found), None)


def _after(done: Advanced, view: View | None, asked: Mapping[str, Any]) -> str:
    """Return where one goes on: the case's next task of mine, else the next in the list."""
    if done.next_task is not None:
        wish = wished(view, asked) if view is not None else None
        return _address(done.next_task, wish)
    if view is None:
        return url_for("inbox.view", view="mine")
    wish = wished(view, asked)
    page, _why = wish.read(None, 1)
    if page.rows:
        return _address(page.rows[0].id, wish)
    return url_for("inbox.view", view=view, **_same(wish))


def _address(task: TaskId, wish: Wish | None) -> str:
    if wish is None:
        return url_for("inbox.task", task=task)
    return url_for("inbox.chosen", view=wish.view, task=task, **_same(wish))


def _same(wish: Wish) -> dict[str, Any]:
    """Return what an address asks of the list that was being worked through."""
    return dict(wish.address)

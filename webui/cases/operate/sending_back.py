"""Sending a case back from a task: to which earlier task, what that will do, and why."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.exceptions import BadRequest

from engine.api import (
    CaseDetail,
    EarlierTask,
    EarlierTasks,
    Forbidden,
    SendBack,
    TaskDetail,
    TaskId,
    TaskView,
    UnknownTask,
    YekuoError,
)
from webui.cases import case_page
from webui.cases.operate import drawing, preview, wishes
from webui.cases.operate.preview import Preview
from webui.cases.operate.wishes import NOT_YET
from webui.parts.forms import asking
from webui.parts.forms.asking import Asked
from webui.parts.forms.reading import LONGEST_KEY, task_of, text
from webui.shared.errors.table import answer_for
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me


def install(cases: Blueprint) -> None:
    """Add the addresses."""
    cases.add_url_rule("/tasks/<task>/send-back", "send_back", _show)
    cases.add_url_rule("/tasks/<task>/send-back", "do_send_back", _act, methods=["POST"])


def _show(task: str) -> ResponseReturnValue:
    return _page(_task(task_of(task)), Asked())


def _act(task: str) -> ResponseReturnValue:
    view = _task(task_of(task))
    to, seen = text("to", LONGEST_KEY), wishes.seen()
    if not to:
        raise BadRequest
    wish = SendBack(actor=me().id, task=view.line.id, to=to, note=asking.reason(), seen=seen)
    try:
        engine().execute(wish)
    except (Forbidden, UnknownTask):
        raise
    except YekuoError as error:
        status, asked = asking.refused(error)
        return _page(_task(view.line.id), asked), status
    flash(_sent(view), "success")
    return redirect(url_for("inbox.home"), 303)


def _task(task: TaskId) -> TaskView:
    """Return a task that may be sent back. Raises UnknownTask, Forbidden."""
    view = engine().query(TaskDetail(actor=me().id, task=task, language=language()))
    if view.state == "open" and not view.suspended and "send-back" not in view.may:
        raise Forbidden(me().id, SendBack.action)
    return view


def _sent(view: TaskView) -> Markup:
    link = Markup('<a class="alert-link" href="{}">{}</a>').format(
        url_for("cases.overview", case=view.line.case),
        _("See case %(number)s", number=view.line.case_number),
    )
    return Markup("{} {}").format(_("“%(task)s” was sent back.", task=view.line.name), link)


def _page(view: TaskView, asked: Asked) -> str:
    case = engine().query(
        CaseDetail(actor=me().id, case=view.line.case, language=language(), answers=False)
    )
    is_open = view.state == "open" and not view.suspended
    earlier = _earlier(view.line.id) if is_open else ()
    chosen = next((one for one in earlier if one.element == text("to", LONGEST_KEY)), None)
    looked = None
    if chosen is not None:
        looked, asked = _looked(view, chosen.element, case.events, asked)
    choosing = chosen is None and bool(earlier)
    return render_template(
        "cases/operate/send_back.html",
        diagram=drawing.drawn(view.line.case) if choosing else None,
        choices=drawing.earlier_on(earlier, view.line.id) if choosing else None,
        case=case_page.shown(case),
        task=view,
        earlier=earlier,
        chosen=chosen,
        preview=looked,
        asked=asked,
        seen=case.events,
        tab="",
    )


def _earlier(task: TaskId) -> tuple[EarlierTask, ...]:
    return engine().query(EarlierTasks(actor=me().id, task=task, language=language()))


def _looked(view: TaskView, to: str, seen: int, asked: Asked) -> tuple[Preview | None, Asked]:
    wish = SendBack(actor=me().id, task=view.line.id, to=to, note=NOT_YET)
    try:
        return preview.rehearse(wish, view.line.case, seen), asked
    except (Forbidden, UnknownTask):
        raise
    except YekuoError as error:
        if asked.sentence or asked.errors:
            return None, asked
        return None, Asked(typed=asked.typed, sentence=answer_for(error)[1])

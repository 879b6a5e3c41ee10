"""Passing a task on: to a colleague, to another day, and whatever a leader changes of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from markupsafe import Markup

from engine.api import (
    ChangeTask,
    Command,
    FollowUpTask,
    Forbidden,
    HandOverTask,
    TaskDetail,
    TaskId,
    TaskView,
    UserId,
    YekuoError,
)
from webui.inbox.task import passing_form
from webui.parts.forms import asking
from webui.parts.forms.asking import Asked
from webui.parts.forms.reading import LONGEST_PLACE, task_of, text
from webui.parts.forms.refusals import Unfit
from webui.shared.languages import language
from webui.shared.navigation import safe_target
from webui.shared.sign_in.sessions import engine, me

Wish = Callable[[TaskView], Command[Any]]
_ACTIONS = {"hand_over": "hand-over", "follow_up": "follow-up", "change": "change"}


def install(inbox: Blueprint) -> None:
    """Add the addresses."""
    for endpoint, code in _ACTIONS.items():
        rule = f"/tasks/<task>/{code}"
        inbox.add_url_rule(rule, endpoint, _page(code))
        inbox.add_url_rule(rule, f"do_{endpoint}", _do(code), methods=["POST"])


def _page(code: str) -> Callable[[str], ResponseReturnValue]:
    def show(task: str) -> ResponseReturnValue:
        return _form(code, _allowed(code, task_of(task)), Asked())

    return show


def _do(code: str) -> Callable[[str], ResponseReturnValue]:
    def act(task: str) -> ResponseReturnValue:
        view = _allowed(code, task_of(task))
        try:
            engine().execute(_WISHES[code](view))
        except Unfit as unfit:
            asked = Asked(typed=asking.typed(), errors={unfit.field: unfit.sentence})
            return _form(code, view, asked), 422
        except Forbidden:
            raise
        except YekuoError as error:
            status, asked = asking.refused(error)
            return _form(code, view, asked), status
        flash(_told(code, view), "success")
        return redirect(_after(code, view), 303)

    return act


def _allowed(code: str, task: TaskId) -> TaskView:
    """Return a task the reader may do this with, or that is closed: then the page says by whom.

    Raises UnknownTask, Forbidden.
    """
    view = engine().query(TaskDetail(actor=me().id, task=task, language=language()))
    if view.state == "open" and code not in view.may and not view.suspended:
        raise Forbidden(me().id, f"task.{code}")
    return view


def _form(code: str, view: TaskView, asked: Asked) -> str:
    shown = passing_form.shown(code, view)
    return render_template(
        "inbox/passing_on.html", code=code, form=shown, asked=asked, back=_back(view.line.id)
    )


def _back(task: TaskId) -> str:
    return safe_target(text("next", LONGEST_PLACE)) or url_for("inbox.task", task=task)


def _hand_over(view: TaskView) -> Command[Any]:
    to = request.form.get("assignee", "")
    if not to:
        raise Unfit(field="assignee", sentence=_("Choose a colleague."))
    note = asking.reason()
    return HandOverTask(actor=me().id, task=view.line.id, to=UserId(to), note=note)


def _follow_up(view: TaskView) -> Command[Any]:
    at = None if "never" in request.form else passing_form.coming_day("follow_up")
    return FollowUpTask(actor=me().id, task=view.line.id, at=at, note=asking.reason())


def _change(view: TaskView) -> Command[Any]:
    wanted = passing_form.changes(view)
    return ChangeTask(actor=me().id, task=view.line.id, reason=asking.reason(), **wanted)


_WISHES: dict[str, Wish] = {"hand-over": _hand_over, "follow-up": _follow_up, "change": _change}


def _told(code: str, view: TaskView) -> Markup:
    words = {
        "hand-over": _("“%(task)s” was handed over.", task=view.line.name),
        "follow-up": _("The day is noted."),
        "change": _("“%(task)s” was changed.", task=view.line.name),
    }[code]
    link = Markup('<a class="alert-link" href="{}">{}</a>').format(
        url_for("cases.overview", case=view.line.case),
        _("See case %(number)s", number=view.line.case_number),
    )
    return Markup("{} {}").format(words, link)


def _after(code: str, view: TaskView) -> str:
    """Return where one goes on: a task that was handed over may not be one's to see any more."""
    return url_for("inbox.home") if code == "hand-over" else _back(view.line.id)

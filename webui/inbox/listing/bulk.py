"""The same done to several tasks: each by itself, each with its own answer.

A task that cannot be done keeps none of the others back, and what was done already is not done
again: each is a command of its own, as if its page had been used.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest, Forbidden

from engine.api import (
    ChangeTask,
    ClaimTask,
    CompleteTask,
    FormRejected,
    PossibleHolder,
    PossibleHolders,
    ReleaseTask,
    Scope,
    StoreUnavailable,
    TaskDetail,
    TaskId,
    TaskView,
    UserId,
    YekuoError,
    scope_of,
)
from webui.parts.forms.reading import text
from webui.shared.errors.table import answer_for
from webui.shared.languages import language
from webui.shared.navigation import safe_target
from webui.shared.sign_in.sessions import engine, me

MOST = 100
_LONGEST_REASON = 500
_LONGEST_LOGIN = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class Outcome:
    """What became of a task: `why` says why not, None when it was done."""

    task: TaskId
    name: str
    customer: str
    why: str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Act:
    """What is done to several tasks: its heading when done, and how it is done to one."""

    done: str
    do: Callable[[TaskView], None]


def install(inbox: Blueprint) -> None:
    """Add the addresses."""
    inbox.add_url_rule("/inbox/bulk", "bulk", _bulk, methods=["POST"])
    inbox.add_url_rule("/inbox/reassign", "reassign", _ask_to_whom)
    inbox.add_url_rule("/inbox/reassign", "do_reassign", _reassign_all, methods=["POST"])


def _bulk() -> ResponseReturnValue:
    chosen, code = _chosen(), text("act")
    if code == "reassign":  # it has an address of its own, so that one comes back to it
        address = url_for("inbox.reassign", task=[str(task) for task in chosen], next=_back())
        return redirect(address, 303)
    act = _acts().get(code)
    if act is None:
        raise BadRequest
    return _done(act, chosen)


def _reassign_all() -> ResponseReturnValue:
    _may_reassign()
    if not (text("to") and text("reason")):
        return _ask_to_whom(), 422
    return _done(Act(done=str(_("Handed over")), do=_reassign), _chosen())


def _back() -> str:
    return safe_target(request.values.get("next")) or url_for("inbox.home")


def _done(act: Act, chosen: list[TaskId]) -> ResponseReturnValue:
    outcomes = [_outcome(act, task) for task in chosen]
    return render_template(
        "inbox/bulk.html",
        heading=act.done,
        done=[each for each in outcomes if each.why is None],
        left=[each for each in outcomes if each.why is not None],
        back=_back(),
    )


def _chosen() -> list[TaskId]:
    """Return the chosen tasks, each once. Raises BadRequest for what is none, or far too many."""
    found = [TaskId.parse(written) for written in request.values.getlist("task")]
    if len(found) > MOST:
        raise BadRequest
    chosen = [task for task in found if task is not None]
    if len(chosen) < len(found):
        raise BadRequest
    return list(dict.fromkeys(chosen))


def _acts() -> Mapping[str, Act]:
    return {
        "claim": Act(done=str(_("Taken")), do=_claim),
        "release": Act(done=str(_("Given back")), do=_release),
        "complete": Act(done=str(_("Completed")), do=_complete),
    }


def _outcome(act: Act, task: TaskId) -> Outcome:
    """Do it to one task and say what became of it."""
    name, customer = str(task), ""
    why: str | None = None
    try:
        view = engine().query(TaskDetail(actor=me().id, task=task, language=language()))
        name, customer = view.line.name, view.line.customer
        act.do(view)
    except StoreUnavailable:
        raise  # no task of the others would fare better
    except _Left as left:
        why = left.why
    except FormRejected:
        why = _form_wanted()
    except YekuoError as error:
        _status, why = answer_for(error)
    return Outcome(task=task, name=name, customer=customer, why=why)


class _Left(Exception):
    """A task that was left as it is, and why."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _claim(view: TaskView) -> None:
    if view.line.assignee is not None and view.line.assignee.login == me().id:
        raise _Left(str(_("You have it already.")))
    engine().execute(ClaimTask(actor=me().id, task=view.line.id))


def _release(view: TaskView) -> None:
    if view.state == "open" and view.line.assignee is None:
        raise _Left(str(_("Nobody has it: there is nothing to give back.")))
    engine().execute(ReleaseTask(actor=me().id, task=view.line.id))


def _complete(view: TaskView) -> None:
    values: Mapping[str, Any] = {}
    if view.form is not None:
        if _asks(view.form.schema.get("components", ())):
            raise _Left(_form_wanted())
        values = view.form.data  # as if its page had been opened and its button pressed
    engine().execute(CompleteTask(actor=me().id, task=view.line.id, values=values))


def _reassign(view: TaskView) -> None:
    to, reason = UserId(text("to", _LONGEST_LOGIN)), text("reason", _LONGEST_REASON)
    if view.line.assignee is not None and view.line.assignee.login == to:
        raise _Left(str(_("%(name)s has it already.", name=view.line.assignee.name)))
    change = ChangeTask(actor=me().id, task=view.line.id, assignee=to, reason=reason)
    engine().execute(change)


def _asks(components: Iterable[Mapping[str, Any]]) -> bool:
    """Say whether a form has a field that must be filled in, at whatever depth."""
    return any(
        each.get("validate", {}).get("required") is True or _asks(each.get("components", ()))
        for each in components
    )


def _form_wanted() -> str:
    return str(_("Its form has to be filled in: open it."))


def _may_reassign() -> None:
    if scope_of(me(), ChangeTask.action) is Scope.NONE:
        raise Forbidden


def _ask_to_whom() -> str:
    """Show whom the tasks could be handed to: whoever could have the first that can be."""
    _may_reassign()
    named = [_named(task) for task in _chosen()]
    movable = [each.task for each in named if each.why is None]
    return render_template(
        "inbox/reassign.html",
        tasks=named,
        holders=_holders(movable[0]) if movable else (),
        back=_back(),
        here=url_for("inbox.do_reassign", task=[str(each.task) for each in named], next=_back()),
        to=text("to", _LONGEST_LOGIN),
        reason=text("reason", _LONGEST_REASON),
        asked_again=request.method == "POST",
    )


def _named(task: TaskId) -> Outcome:
    """Name a task, or say why nothing can be done with it."""
    try:
        view = engine().query(TaskDetail(actor=me().id, task=task, language=language()))
    except StoreUnavailable:
        raise
    except YekuoError as error:
        _status, why = answer_for(error)
        return Outcome(task=task, name=str(task), customer="", why=why)
    left = None if view.state == "open" else str(_("It is not open any more."))
    return Outcome(task=task, name=view.line.name, customer=view.line.customer, why=left)


def _holders(task: TaskId) -> tuple[PossibleHolder, ...]:
    return engine().query(PossibleHolders(actor=me().id, task=task, language=language()))

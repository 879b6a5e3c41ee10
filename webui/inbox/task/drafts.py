"""A task's form as typed so far: saved, asked for, forgotten. Its own person's alone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from engine.api import DiscardDraft, DraftView, SaveDraft, TaskDraft, TaskId
from webui.parts.forms.reading import sent, task_of
from webui.shared.errors.problems import problem, render
from webui.shared.moments import local, moment, station_time
from webui.shared.sign_in.sessions import engine, me

LONGEST_MARK = 64


@dataclass(frozen=True, kw_only=True, slots=True)
class DraftShown:
    """A draft for the page's script: `saved` is when, in words."""

    values: Any
    mark: str
    saved: str


def install(inbox: Blueprint) -> None:
    """Add the addresses."""
    inbox.add_url_rule("/tasks/<task>/draft", "draft", _show)
    inbox.add_url_rule("/tasks/<task>/draft", "save_draft", _save, methods=["POST"])
    inbox.add_url_rule("/tasks/<task>/draft/discard", "discard_draft", _discard, methods=["POST"])


def read(task: TaskId) -> DraftShown | None:
    """Return the reader's draft of a task. Raises UnknownTask, Forbidden."""
    found = engine().query(TaskDraft(actor=me().id, task=task))
    return _shown(found) if found else None


def _shown(view: DraftView) -> DraftShown:
    return DraftShown(values=view.values, mark=view.mark, saved=_when(view.at))


def _when(at: datetime) -> str:
    """Return the time of day of today's moment, the day too of an earlier one."""
    station = station_time()
    today = station is not None and local(at).date() == station.now.date()
    return f"{local(at):%H:%M}" if today else moment(at)


def _show(task: str) -> ResponseReturnValue:
    draft = read(task_of(task))
    return jsonify({"mark": draft.mark, "saved": draft.saved} if draft else {})


def _save(task: str) -> ResponseReturnValue:
    body, wanted = sent(), task_of(task)
    mark, known = body.get("mark"), body.get("known")
    if not isinstance(mark, str) or not 0 < len(mark) <= LONGEST_MARK:
        raise BadRequest
    if body.get("person") != me().id:
        # Whoever signed in meanwhile must not come to own what somebody else has typed.
        name = me().name
        return render(
            problem(
                409,
                _(
                    "%(name)s is signed in here now. What stands on this page is another person's "
                    "and is not saved.",
                    name=name,
                ),
            )
        )
    saved = engine().execute(
        SaveDraft(
            actor=me().id,
            task=wanted,
            values=body["values"],
            mark=mark,
            known=known if isinstance(known, str) else None,
        )
    )
    replaced = _when(saved.replaced) if saved.replaced else None
    return jsonify({"saved": _when(saved.at), "replaced": replaced})


def _discard(task: str) -> ResponseReturnValue:
    engine().execute(DiscardDraft(actor=me().id, task=task_of(task)))
    return jsonify({})


def forget(task: TaskId) -> None:
    """Forget the reader's draft of a task that was just done."""
    engine().execute(DiscardDraft(actor=me().id, task=task))

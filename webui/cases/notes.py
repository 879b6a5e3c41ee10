"""What comments and papers have in common: where they were sent from, and what comes back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from engine.api import CaseId, TaskId
from webui.parts.forms.reading import task_of, text
from webui.shared.errors.problems import wants_json
from webui.shared.navigation import safe_target


def task_named() -> TaskId | None:
    """Return the task whose page a form was sent from, None when it was the case's.

    Raises NotFound for what names no task.
    """
    written = text("task")
    return task_of(written) if written else None


def answer(
    note: str, tone: str, case: CaseId, tab: str, fresh: Callable[[], dict[str, Any]]
) -> ResponseReturnValue:
    """Give a script the note and what `fresh` draws anew, a plain form its page or the tab."""
    if wants_json():
        return jsonify(fresh() | {"note": note})
    flash(note, tone)
    return redirect(safe_target(request.form.get("next")) or url_for(tab, case=case), 303)

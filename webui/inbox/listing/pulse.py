"""Whether a list is still what a page shows: a few bytes, asked by pages that stay open.

A question every while instead of a line held open: a thread of the server is busy for a few
milliseconds, not for as long as somebody has the inbox open, so it works with any server.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from flask import jsonify, request
from flask.typing import ResponseReturnValue

from engine.api import TaskLine

_LENGTH = 16


def version(rows: Iterable[TaskLine]) -> str:
    """Return what is the same as long as a list shows the same tasks, held by the same people."""
    told = "\n".join(
        f"{line.id} {line.assignee.login if line.assignee else ''} {line.name} {line.due}"
        f" {line.clock.state if line.clock else ''}"
        for line in rows
    )
    return hashlib.sha256(told.encode()).hexdigest()[:_LENGTH]


def answer(rows: Iterable[TaskLine]) -> ResponseReturnValue:
    """Answer nothing to whoever knows this version, else the tasks that stand on top now."""
    shown = list(rows)
    now = version(shown)
    if request.args.get("known") == now:
        return "", 204
    return jsonify({"version": now, "tasks": [str(line.id) for line in shown]})

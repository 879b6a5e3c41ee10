"""Saving, reading and forgetting a draft."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from engine.cases.access import is_candidate, may_do, may_see, open_task
from engine.cases.drafts.errors import BadDraft
from engine.cases.drafts.messages import (
    LARGEST,
    LONGEST_MARK,
    DiscardDraft,
    DraftSaved,
    DraftView,
    SaveDraft,
    TaskDraft,
)
from engine.cases.drafts.ports import DraftRecord, DraftUnit
from engine.cases.errors import UnknownTask
from engine.cases.incoming.text import plain
from engine.cases.records import TaskRecord, TaskState
from engine.identity.context import Context
from engine.identity.users import Forbidden
from engine.kernel.ids import TaskId


def save_draft(command: SaveDraft, context: Context[DraftUnit]) -> DraftSaved:
    """Keep the values; the case itself is neither changed nor locked."""
    _visible(context, command.task)
    task = open_task(context, command.task)
    if "complete" not in may_do(context, task):
        raise Forbidden(context.actor.id, command.action)
    mark = plain(command.mark, keep="")[:LONGEST_MARK]
    draft = DraftRecord(values=_json(command), mark=mark, at=context.now)
    store, login = context.unit.drafts, context.actor.id
    before = store.get(task.id, login)
    if before is not None and before.mark == mark:
        return DraftSaved(at=before.at, replaced=None)
    store.put(task.id, login, draft, context.actor.station)
    unknown = before is not None and before.mark != command.known
    return DraftSaved(at=context.now, replaced=before.at if before and unknown else None)


def discard_draft(command: DiscardDraft, context: Context[DraftUnit]) -> None:
    """Forget one's own draft."""
    _visible(context, command.task)
    context.unit.drafts.drop(command.task, context.actor.id)


def read_draft(query: TaskDraft, context: Context[DraftUnit]) -> DraftView | None:
    """Answer `TaskDraft`."""
    task = _visible(context, query.task)
    draft = context.unit.drafts.get(query.task, context.actor.id)
    if draft is None or task.state is not TaskState.OPEN:
        return None
    values: Mapping[str, Any] = json.loads(draft.values)
    return DraftView(values=values, mark=draft.mark, at=draft.at)


def _visible(context: Context[DraftUnit], task_id: TaskId) -> TaskRecord:
    """Return a task that the person may know of. Raises UnknownTask."""
    task = context.unit.tasks.get(task_id)
    case = context.unit.cases.look(task_id.case) if task is not None else None
    if task is None or case is None or not (may_see(context, case) or is_candidate(context, task)):
        raise UnknownTask(task_id)
    return task


def _json(command: SaveDraft) -> str:
    """Return the values as JSON. Raises BadDraft for what is none, or is too much of it."""
    refused = BadDraft(task=command.task, largest=LARGEST)
    try:
        written = json.dumps(
            command.values, ensure_ascii=False, allow_nan=False, separators=(",", ":")
        )
        size = len(written.encode())
    except (ValueError, TypeError, RecursionError) as error:
        raise refused from error
    if size > LARGEST:
        raise refused
    return written

"""Notices as their reader may see them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from engine.cases.access import is_candidate, may_see, on_behalf_of
from engine.cases.answers.clocks import ClockFace
from engine.cases.answers.shelf import Shelf, people
from engine.cases.records import CaseRecord, TaskRecord, TaskState
from engine.cases.stepping.clocks import CLOSED
from engine.cases.telling.messages import NoticeView
from engine.cases.telling.ports import NoticeReadUnit
from engine.identity.context import Context
from engine.kernel.ids import CaseId, CommentId, TaskId
from engine.notify.kinds import Kind
from engine.notify.notices import Notice

LONGEST_TEXT = 200
"""Characters of a comment that a notice repeats."""

_OF_TASKS = (Kind.ASSIGNED, Kind.OFFERED)
_OF_CLOCKS = (Kind.AT_RISK, Kind.OVERDUE)


def notice_views(
    shelf: Shelf, context: Context[NoticeReadUnit], notices: Sequence[Notice], language: str
) -> list[NoticeView]:
    """Return notices of the person who acts, in their order."""
    named = people(context, [login for one in notices for login in _logins(one)], language)
    cases = _visible(context, {one.case for one in notices if one.case is not None})
    views = []
    for one in notices:
        view = NoticeView(
            id=one.id,
            kind=one.kind,
            at=one.at,
            is_read=one.read is not None,
            by=named.get(one.by or ""),
            stands_for=named.get(one.stands_for or ""),
            about=named.get(str(one.detail.get("about", ""))),
            address=str(one.detail.get("address", "")),
            failure=str(one.detail.get("failure", "")),
            count=int(one.detail.get("number", 0)),
            due=one.detail.get("due") if one.case is None else None,
        )
        if one.case is None:
            views.append(view)
        elif (case := cases.get(one.case)) is None:
            views.append(replace(view, by=None, hidden=True, waits=False))
        else:
            views.append(_Filling(shelf, context, case, language).fill(view, one))
    return views


def _logins(one: Notice) -> list[str | None]:
    return [one.by, one.stands_for, str(one.detail.get("about", ""))]


def _visible(
    context: Context[NoticeReadUnit], wanted: set[CaseId]
) -> Mapping[CaseId, CaseRecord | None]:
    found = {number: context.unit.cases.look(number) for number in sorted(wanted)}
    return {
        number: case if case is not None and may_see(context, case) else None
        for number, case in found.items()
    }


class _Filling:
    """What a notice tells of a case that its reader may see."""

    def __init__(
        self, shelf: Shelf, context: Context[NoticeReadUnit], case: CaseRecord, language: str
    ) -> None:
        self._shelf = shelf
        self._context = context
        self._case = case
        self._language = language

    def fill(self, view: NoticeView, one: Notice) -> NoticeView:
        case = self._case
        told: dict[str, Any] = {"number": case.number, "customer": case.customer_name}
        task_id = TaskId(case.id, one.instance) if one.instance is not None else None
        task = self._context.unit.tasks.get(task_id) if task_id is not None else None
        if task is not None:
            told |= {"task": task.id, "name": self._name(task)}
        if one.kind in _OF_TASKS:
            told["waits"] = task is not None and self._is_theirs(task)
        elif one.kind in _OF_CLOCKS:
            told |= self._clock(one, task)
        elif one.kind is Kind.MENTIONED:
            told["text"] = self._comment(one)
        return replace(view, case=case.id, group=one.group, **told)

    def _name(self, task: TaskRecord) -> str:
        element = self._shelf.element(task.definition, task.process, task.element)
        return element.name_in(self._language)

    def _is_theirs(self, task: TaskRecord) -> bool:
        """Say whether a task still waits for the reader."""
        if task.state is not TaskState.OPEN:
            return False
        if task.assignee == self._context.actor.id:
            return True
        free = task.assignee is None and is_candidate(self._context, task)
        return free or on_behalf_of(self._context, task) is not None

    def _clock(self, one: Notice, task: TaskRecord | None) -> dict[str, Any]:
        clocks = self._context.unit.clocks.of_case(self._case.id)
        found = next((c for c in clocks if c.instance == one.detail.get("clock")), None)
        runs = found is not None and found.state not in CLOSED
        told = {"due": one.detail.get("due"), "waits": runs}
        if task is None and found is not None:
            face = ClockFace(shelf=self._shelf, now=self._context.now, language=self._language)
            told["name"] = face.name(found, self._case)
        return told

    def _comment(self, one: Notice) -> str:
        number = one.detail.get("comment")
        comments = self._context.unit.comments
        found = comments.get(self._case.id, CommentId(int(number))) if number is not None else None
        if found is None or found.withdrawn is not None:
            return ""
        text = " ".join(found.text.split())
        return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"

"""One task as its page shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from engine.api import AnsweredForm, CustomerCard, TaskDetail, TaskId, TaskView
from webui.inbox.listing import lines
from webui.inbox.listing.lines import LineShown
from webui.inbox.task import drafts
from webui.inbox.task.drafts import DraftShown
from webui.parts import comments, papers
from webui.parts.comments import TalkShown
from webui.parts.customers import CustomerShown
from webui.parts.customers import shown as customer_shown
from webui.parts.papers import PapersShown
from webui.parts.timelimits import clocks
from webui.parts.timelimits.clocks import ClockShown
from webui.shared.languages import language
from webui.shared.moments import day, moment
from webui.shared.sign_in.sessions import engine, me


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskShown:
    """A task: `closed` says who did it and when, None while it is open."""

    id: TaskId
    case: int
    line: LineShown
    process_name: str
    process: str
    documentation: str
    closed: str | None
    held: str | None
    """Why the reader cannot complete it, None when they can."""
    behalf: str | None
    """That the reader does it for somebody who is away, None when for themself."""
    may: frozenset[str]
    schema: Mapping[str, Any] | None
    data: Mapping[str, Any]
    customer: CustomerShown | None
    clocks: tuple[ClockShown, ...]
    more_clocks: int
    """How many time limits the case has beside those."""
    answered: tuple[AnsweredForm, ...]
    note: str | None
    note_by: str
    draft: DraftShown | None
    talk: TalkShown
    papers: PapersShown
    follow_up: str | None
    """The day somebody wants to come back to it."""

    @property
    def passes_on(self) -> bool:
        """Whether the reader may do anything with it beside doing it."""
        return bool(self.may & {"hand-over", "follow-up", "send-back", "change"})


def read(task: TaskId) -> TaskShown:
    """Ask the engine for a task. Raises UnknownTask, Forbidden."""
    view = engine().query(TaskDetail(actor=me().id, task=task, language=language()))
    return shown(view)


def shown(view: TaskView) -> TaskShown:
    """Return a task in the reader's language."""
    return TaskShown(
        id=view.line.id,
        case=view.line.case,
        line=lines.shown(view.line),
        process_name=view.line.process_name,
        process=view.definition_process,
        documentation=view.documentation,
        closed=_closed(view),
        held=_held(view),
        behalf=_behalf(view),
        may=view.may,
        schema=view.form.schema if view.form else None,
        data=view.form.data if view.form else {},
        customer=_customer(view.customer),
        clocks=tuple(clocks.explained(clock) for clock in clocks.urgent_first(view.clocks)),
        more_clocks=view.more_clocks,
        answered=view.answered,
        note=view.note,
        note_by=view.note_by.name if view.note_by else "",
        draft=drafts.read(view.line.id) if view.form and "complete" in view.may else None,
        talk=comments.read(view.line.case, limit=comments.LATEST),
        papers=papers.read(view.line.case),
        follow_up=day(view.follow_up) if view.follow_up else None,
    )


def _customer(card: CustomerCard | None) -> CustomerShown | None:
    return customer_shown(card) if card else None


def _closed(view: TaskView) -> str | None:
    at = view.line.completed
    match view.state:
        case "open":
            return None
        case "completed" if view.completed_by and at:
            name = view.completed_by.name
            return str(_("%(name)s completed this task on %(at)s.", name=name, at=moment(at)))
        case "completed":
            return str(_("This task is completed."))
        case "cancelled":
            return str(_("This task is no longer needed: the case took another path."))


def _behalf(view: TaskView) -> str | None:
    away = view.line.on_behalf_of
    if away is None:
        return None
    return str(
        _(
            "%(name)s is away and you stand in. The history will say that you did this on "
            "%(name)s's behalf.",
            name=away.name,
        )
    )


def _held(view: TaskView) -> str | None:
    if view.state != "open" or "complete" in view.may:
        return None
    if view.suspended:
        return str(_("This case is suspended. Its tasks can be done when it is resumed."))
    if view.line.assignee is not None:
        name = view.line.assignee.name
        return str(
            _("%(name)s works on this task. What was entered so far stands below.", name=name)
        )
    if "claim" in view.may:
        return str(_("Nobody has this task yet. Take it to work on it."))
    return str(_("This task waits for others. What was entered so far stands below."))

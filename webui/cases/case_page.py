"""One case as its pages show it."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from engine.api import (
    CASE_TASKS,
    AnsweredForm,
    CaseId,
    CaseLine,
    CaseView,
    IncidentLine,
    TaskId,
    TaskLine,
)
from webui.parts import customers
from webui.parts.codes import CASE_STATES, GROUPS, STAGES, TIERS, word
from webui.parts.customers import CustomerShown
from webui.parts.reasons import Said, said
from webui.parts.timelimits import clocks
from webui.parts.timelimits.clocks import ClockShown
from webui.shared.moments import day, moment

TASKS = 20
"""Open tasks that the overview shows; the leaf of tasks has all."""


@dataclass(frozen=True, kw_only=True, slots=True)
class WaitingTask:
    """An open task of a case: who has it, since when, and its clock."""

    id: TaskId
    name: str
    who: str
    since: str
    clock: ClockShown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentShown:
    """What cannot go on by itself: `instance` is how it is named when it is retried."""

    instance: int
    name: str
    said: Said
    since: str
    may_retry: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LineShown:
    """A case as a line of the list."""

    id: CaseId
    number: str
    process_name: str
    stage: str
    customer: str
    manager: str
    is_open: bool
    state: str
    started: str
    ended: str
    waits_for: tuple[str, ...]
    clock: ClockShown | None
    is_suspended: bool
    account_no: str
    tier: str
    line: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseShown:
    """A case: `messages` are pairs of a message's name and the words for it, `may_tell` says
    whether the reader may send them. `more_tasks` says how many tasks wait beside those there,
    `more_clocks` how many time limits it has beside those there.
    """

    line: LineShown
    version: str
    customer: CustomerShown | None
    clocks: tuple[ClockShown, ...]
    more_clocks: int
    tasks: tuple[WaitingTask, ...]
    more_tasks: str
    answered: tuple[AnsweredForm, ...]
    messages: tuple[tuple[str, str], ...]
    may_tell: bool
    may: frozenset[str]
    may_operate: bool
    incidents: tuple[IncidentShown, ...]


def line_shown(line: CaseLine) -> LineShown:
    """Return a case of the list in the reader's language."""
    return LineShown(
        id=line.id,
        number=line.number,
        process_name=line.process_name,
        stage=word(STAGES, line.stage),
        customer=line.customer,
        manager=line.manager.name if line.manager else "",
        is_open=line.state in ("open", "suspended"),
        state=line.outcome or word(CASE_STATES, line.state),
        started=day(line.started),
        ended=day(line.ended) if line.ended else "",
        waits_for=line.waits_for,
        clock=clocks.shown(line.clock) if line.clock else None,
        is_suspended=line.state == "suspended",
        account_no=line.account_no or "",
        tier=word(TIERS, line.tier),
        line=str(_(", ")).join(line.customer_lines),
    )


def shown(view: CaseView) -> CaseShown:
    """Return a case in the reader's language."""
    version = view.version_tag or str(view.process_version)
    return CaseShown(
        line=line_shown(view.line),
        version=str(_("version %(version)s", version=version)),
        customer=customers.shown(view.customer) if view.customer else None,
        clocks=tuple(clocks.explained(clock) for clock in clocks.urgent_first(view.clocks)),
        more_clocks=view.more_clocks,
        tasks=tuple(_waiting(task) for task in view.tasks[:TASKS]),
        more_tasks=_more(len(view.tasks)),
        answered=view.answered,
        messages=view.messages,
        may_tell="message" in view.may,
        may=view.may,
        may_operate=bool(view.may - {"message"}),
        incidents=tuple(_incident(line) for line in view.incidents),
    )


def _more(there_are: int) -> str:
    """Return how many tasks wait beside those shown; the engine names no more than a hundred."""
    beside = there_are - TASKS
    if beside <= 0:
        return ""
    return f"{beside}+" if there_are >= CASE_TASKS else str(beside)


def _incident(line: IncidentLine) -> IncidentShown:
    return IncidentShown(
        instance=line.instance,
        name=line.name,
        said=said(line.message, line.why),
        since=moment(line.since),
        may_retry=line.may_retry,
    )


def _waiting(task: TaskLine) -> WaitingTask:
    groups = str(_(", ")).join(word(GROUPS, group) for group in task.groups)
    return WaitingTask(
        id=task.id,
        name=task.name,
        who=task.assignee.name if task.assignee else groups,
        since=moment(task.created),
        clock=clocks.shown(task.clock) if task.clock else None,
    )

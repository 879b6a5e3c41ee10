"""Panels: a number that says of what, a link to its rows, and the next few of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from engine.api import (
    CaseFilter,
    CaseHeads,
    CaseLine,
    Due,
    Head,
    InboxView,
    Number,
    TaskFilter,
    TaskHeads,
    TaskLine,
    Urgency,
)
from webui.parts.numbers import at_least
from webui.parts.timelimits import clocks, dues
from webui.parts.timelimits.clocks import ClockShown
from webui.parts.timelimits.dues import DueShown
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me

ROWS = 5
Words = tuple[str, str, str]
"""What a panel is called, what it counts, what is said for none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LineShown:
    """A row of a panel: where it leads, what it is, whose, and how its time stands."""

    address: str
    title: str
    note: str
    due: DueShown | None
    clock: ClockShown | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Panel:
    """A number of something. `tone` is `late`, `warned` or `fine`; `empty` is said for none."""

    code: str
    title: str
    about: str
    number: str
    is_none: bool
    tone: str
    address: str
    lines: tuple[LineShown, ...]
    empty: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TasksWished:
    """A panel of tasks; `words` are its title, what it counts, what is said for none."""

    view: InboxView
    due: Due | None = None
    words: Words
    tone: str


@dataclass(frozen=True, kw_only=True, slots=True)
class CasesWished:
    """A panel of open cases; `own` are those one manages."""

    urgency: Urgency
    words: Words
    tone: str
    own: bool


def of_tasks(*wished: TasksWished) -> list[Panel]:
    """Return panels of tasks, all from one look."""
    lists = tuple((one.view, TaskFilter(due=one.due)) for one in wished)
    found = engine().query(TaskHeads(actor=me().id, language=language(), lists=lists, limit=ROWS))
    return [_of_tasks(one, head) for one, head in zip(wished, found, strict=True)]


def of_cases(*wished: CasesWished) -> list[Panel]:
    """Return panels of cases, all from one look."""
    lists = tuple(
        CaseFilter(urgency=one.urgency, manager=me().id if one.own else None) for one in wished
    )
    found = engine().query(CaseHeads(actor=me().id, language=language(), lists=lists, limit=ROWS))
    return [_of_cases(one, head) for one, head in zip(wished, found, strict=True)]


def _of_tasks(wished: TasksWished, head: Head[TaskLine]) -> Panel:
    asked: dict[str, Any] = {"due": wished.due} if wished.due else {}
    return _panel(
        f"{wished.view}-{wished.due or 'all'}",
        wished,
        head.number,
        url_for("inbox.view", view=wished.view, **asked),
        tuple(_task(line, wished.view) for line in head.rows),
    )


def _of_cases(wished: CasesWished, head: Head[CaseLine]) -> Panel:
    asked: dict[str, Any] = {"manager": me().id} if wished.own else {}
    return _panel(
        f"cases-{wished.urgency}",
        wished,
        head.number,
        url_for("cases.listing", state="open", urgency=wished.urgency, order="due", **asked),
        tuple(map(_case, head.rows)),
    )


def _panel(
    code: str,
    wished: TasksWished | CasesWished,
    number: Number,
    address: str,
    lines: tuple[LineShown, ...],
) -> Panel:
    title, about, empty = wished.words
    return Panel(
        code=code,
        title=title,
        about=about,
        number=at_least(number),
        is_none=not number.number,
        tone=wished.tone if number.number else "fine",
        address=address,
        lines=lines,
        empty=empty,
    )


def _task(line: TaskLine, view: InboxView) -> LineShown:
    return LineShown(
        address=url_for("inbox.chosen", view=view, task=line.id),
        title=line.name,
        note=line.customer,
        due=dues.shown(line.due) if line.due and not line.clock else None,
        clock=clocks.shown(line.clock) if line.clock else None,
    )


def _case(line: CaseLine) -> LineShown:
    who = line.manager.name if line.manager else ""
    waits = str(_(", ")).join(line.waits_for[:2])
    return LineShown(
        address=url_for("cases.overview", case=line.id),
        title=line.customer or line.number,
        note=" · ".join(part for part in (waits, who) if part),
        due=None,
        clock=clocks.shown(line.clock) if line.clock else None,
    )


def overdue() -> Words:
    """Return the words of one's own tasks that are overdue."""
    return (
        str(_("Overdue")),
        str(_("of my tasks, now")),
        str(_("None of your tasks is overdue.")),
    )


def today() -> Words:
    """Return the words of one's own tasks due today."""
    return (
        str(_("Due today")),
        str(_("of my tasks, until 24:00")),
        str(_("Nothing of yours is due today.")),
    )


def week() -> Words:
    """Return the words of one's own tasks due this week."""
    return (
        str(_("Mine this week")),
        str(_("of my tasks, due until Sunday")),
        str(_("Nothing else of yours is due this week.")),
    )


def at_risk(*, own: bool) -> Words:
    """Return the words of cases whose limit ends soon."""
    about = _("of my customers' cases, within two working days") if own else None
    return (
        str(_("At risk")),
        str(about or _("of all cases in progress, within two working days")),
        str(_("No time limit ends within two working days.")),
    )


def waiting(*, own: bool) -> Words:
    """Return the words of cases whose clock stands still."""
    about = _("of my customers' cases, the time limit stands still") if own else None
    return (
        str(_("Waiting for customers")),
        str(about or _("of all cases in progress, the time limit stands still")),
        str(_("No time limit stands still for a customer.")),
    )


def late() -> Words:
    """Return the words of the station's late cases."""
    return (
        str(_("Late")),
        str(_("of all cases in progress, a time limit is exceeded now")),
        str(_("No case in progress is late.")),
    )


def mine() -> Words:
    """Return the words of all of one's own tasks."""
    return (
        str(_("My own tasks")),
        str(_("assigned to me, the most urgent first")),
        str(_("No task is assigned to you.")),
    )


def free() -> Words:
    """Return the words of what a group's people may take."""
    return (
        str(_("Free to take")),
        str(_("offered to my groups, taken by nobody")),
        str(_("Nothing is offered to your groups.")),
    )

"""A task as a line of the inbox."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import gettext as _

from engine.api import TaskId, TaskLine
from webui.parts.codes import GROUPS, STAGES, word
from webui.parts.timelimits import clocks, dues
from webui.parts.timelimits.clocks import ClockShown
from webui.parts.timelimits.dues import DueShown
from webui.shared.moments import day, moment
from webui.shared.sign_in.sessions import me

USUAL = 50
"""The priority of a task whose designer gave none, as in Camunda: nothing to tell."""


@dataclass(frozen=True, kw_only=True, slots=True)
class LineShown:
    """Two lines of text and the time bar, or the task's own due day where there is no bar; `notes`
    are what else is to be told.

    `behalf` says for whom one would do it, empty when for oneself. `who` is empty where it goes
    without saying: the reader, or whom the reader stands in for.
    """

    id: TaskId
    name: str
    customer: str
    case_number: str
    stage: str
    who: str
    behalf: str
    is_free: bool
    clock: ClockShown | None
    due: DueShown | None
    notes: tuple[str, ...]


def shown(line: TaskLine) -> LineShown:
    """Return a task in the reader's language."""
    is_open = line.completed is None
    return LineShown(
        id=line.id,
        name=line.name,
        customer=line.customer,
        case_number=line.case_number,
        stage=word(STAGES, line.stage),
        who="" if _goes_without_saying(line) else who(line),
        behalf=str(_("for %(name)s", name=line.on_behalf_of.name)) if line.on_behalf_of else "",
        is_free=line.assignee is None and is_open,
        clock=clocks.shown(line.clock) if line.clock and is_open else None,
        due=dues.shown(line.due) if line.due and not line.clock and is_open else None,
        notes=tuple(_notes(line)),
    )


def _goes_without_saying(line: TaskLine) -> bool:
    holder, principal = line.assignee, line.on_behalf_of
    if holder is None:
        return False
    return holder.login == me().id or (principal is not None and holder.login == principal.login)


def who(line: TaskLine) -> str:
    """Return who has a task, or whose it may become."""
    if line.assignee is not None:
        return line.assignee.name
    groups = str(_(", ")).join(word(GROUPS, group) for group in line.groups)
    return str(_("free: %(groups)s", groups=groups)) if groups else str(_("free"))


def _notes(line: TaskLine) -> Iterator[str]:
    if line.completed is not None:
        yield str(_("done %(at)s", at=moment(line.completed)))
        return
    if line.clock is None and line.due is None:
        yield str(_("no time limit"))
    if line.priority != USUAL:
        yield str(_("priority %(number)s", number=line.priority))
    if line.follow_up is not None:
        yield str(_("follow-up %(day)s", day=day(line.follow_up)))

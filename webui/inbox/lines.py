"""A task as a line of the inbox."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from engine.api import TaskId, TaskLine
from webui.parts import clocks
from webui.parts.clocks import ClockShown
from webui.parts.codes import GROUPS, STAGES, word
from webui.parts.dues import due_words
from webui.shared.moments import moment


@dataclass(frozen=True, kw_only=True, slots=True)
class LineShown:
    """Two lines of text and the time bar; `when` stands where there is no bar.

    `behalf` says for whom one would do it, empty when for oneself.
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
    when: str


def shown(line: TaskLine) -> LineShown:
    """Return a task in the reader's language."""
    return LineShown(
        id=line.id,
        name=line.name,
        customer=line.customer,
        case_number=line.case_number,
        stage=word(STAGES, line.stage),
        who=who(line),
        behalf=str(_("for %(name)s", name=line.on_behalf_of.name)) if line.on_behalf_of else "",
        is_free=line.assignee is None and line.completed is None,
        clock=clocks.shown(line.clock) if line.clock and line.completed is None else None,
        when=_when(line),
    )


def who(line: TaskLine) -> str:
    """Return who has a task, or whose it may become."""
    if line.assignee is not None:
        return line.assignee.name
    groups = str(_(", ")).join(word(GROUPS, group) for group in line.groups)
    return str(_("free: %(groups)s", groups=groups)) if groups else str(_("free"))


def _when(line: TaskLine) -> str:
    if line.completed is not None:
        return str(_("done %(at)s", at=moment(line.completed)))
    if line.due is not None:
        return str(_("due %(day)s", day=due_words(line.due)))
    return str(_("no time limit"))

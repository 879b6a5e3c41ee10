"""The tasks of a case: who has or did them, when, and whether in time."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import CaseTask, CaseTasks, TaskId
from webui.cases.leaves.words import TASK_STATES
from webui.cases.pages import read_case
from webui.parts.codes import GROUPS, word
from webui.parts.forms.reading import case_of, place
from webui.parts.timelimits import clocks
from webui.parts.timelimits.clocks import ClockShown
from webui.parts.timelimits.dues import due_words
from webui.shared.errors.problems import wants_fragment
from webui.shared.languages import language
from webui.shared.moments import moment
from webui.shared.sign_in.sessions import engine, me

ROWS = 50


@dataclass(frozen=True, kw_only=True, slots=True)
class TaskShown:
    """A task: `late` is None when it had no date to keep."""

    id: TaskId
    name: str
    is_open: bool
    state: str
    who: str
    begun: str
    done: str
    due: str
    late: bool | None
    clock: ClockShown | None


def install(cases: Blueprint) -> None:
    """Add the address."""
    cases.add_url_rule("/cases/<case>/tasks", "tasks", _tasks)


def _tasks(case: str) -> ResponseReturnValue:
    number, after = case_of(case), place()
    page = engine().query(
        CaseTasks(actor=me().id, case=number, language=language(), after=after, limit=ROWS)
    )
    shown = {"case_id": number, "tasks": [_shown(row) for row in page.rows], "next": page.next}
    if after is not None and wants_fragment():
        return render_template("cases/leaves/task_rows.html", **shown)
    return render_template("cases/leaves/tasks.html", case=read_case(number), tab="tasks", **shown)


def _shown(row: CaseTask) -> TaskShown:
    line = row.line
    return TaskShown(
        id=line.id,
        name=line.name,
        is_open=row.state == "open",
        state=word(TASK_STATES, row.state),
        who=_who(row),
        begun=moment(line.created),
        done=moment(line.completed) if line.completed else "",
        due=due_words(line.due) if line.due else "",
        late=row.late,
        clock=clocks.shown(line.clock)
        if line.clock and line.clock.element == line.element
        else None,
    )


def _who(row: CaseTask) -> str:
    person = row.by or (row.line.assignee if row.state == "open" else None)
    if person is not None:
        return person.name
    if row.state != "open":
        return ""
    return str(_(", ")).join(word(GROUPS, group) for group in row.line.groups)

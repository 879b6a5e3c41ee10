"""The fake station's answers about tasks: its records put into the views of `engine.api`."""

from __future__ import annotations

from typing import Any

from engine.api import (
    Choices,
    Counts,
    Page,
    Person,
    ProcessChoice,
    StepChoice,
    TaskLine,
    TaskView,
    UserId,
)
from tests.fakes import hv_forms
from tests.fakes.hv_station import PEOPLE, FakeTask, at
from tests.fakes.hv_words import answered, in_language, page, person


def task_line(engine: Any, task: FakeTask, language: str) -> TaskLine:
    case = engine.cases[task.id.case]
    return TaskLine(
        id=task.id,
        name=in_language(language, *task.name),
        element=task.element,
        case=case.id,
        case_number=case.number,
        process_name=in_language(language, "High-voltage connection", "高压新装"),
        stage="connection",
        customer=case.customer.name,
        assignee=person(task.assignee, language),
        groups=task.groups,
        priority=50,
        created=at("2026-03-02 08:30"),
        due=None,
        clock=task.clock,
        completed=task.closed_at,
    )


def _in_view(engine: Any, task: FakeTask, query: Any) -> bool:
    groups = engine.people[query.actor].groups
    match query.view:
        case "mine":
            return task.state == "open" and task.assignee == query.actor
        case "groups":
            return task.state == "open" and not task.assignee and bool(groups & set(task.groups))
        case "station":
            return task.state == "open"
    return task.state == "completed" and task.closed_by == query.actor


def inbox(engine: Any, query: Any) -> Page[TaskLine]:
    lines = [
        task_line(engine, task, query.language)
        for task in engine.tasks.values()
        if _in_view(engine, task, query)
    ]
    return page([ln for ln in lines if query.text in ln.customer + ln.case_number], query)


def counts(engine: Any, query: Any) -> Counts:
    open_tasks = [task for task in engine.tasks.values() if task.state == "open"]
    groups = engine.people[query.actor].groups
    mine = [task for task in open_tasks if task.assignee == query.actor]
    return Counts(
        mine=len(mine),
        groups=sum(1 for t in open_tasks if not t.assignee and groups & set(t.groups)),
        station=len(open_tasks),
        late=sum(1 for t in mine if t.clock and t.clock.state == "overdue"),
    )


def task(engine: Any, found: FakeTask, query: Any) -> TaskView:
    case = engine.cases[found.id.case]
    mine = found.assignee == query.actor
    free = not found.assignee and engine.people[query.actor].groups & set(found.groups)
    may = {"complete", "release"} if mine else {"claim", "complete"} if free else set()
    return TaskView(
        line=task_line(engine, found, query.language),
        documentation=in_language(
            query.language, "Agree the date with the customer first.", "请先与客户约定日期。"
        ),
        state=found.state,
        completed_by=person(found.closed_by, query.language),
        may=frozenset(may) if found.state == "open" else frozenset(),
        form=hv_forms.plan(query.language) if found.form else None,
        customer=case.customer,
        clocks=case.clocks,
        answered=answered(query.language),
        definition_process="supply-plan",
    )


def inbox_number(engine: Any, query: Any) -> int:
    tasks = [task for task in engine.tasks.values() if _in_view(engine, task, query)]
    lines = [task_line(engine, task, "en") for task in tasks]
    return sum(query.text in line.customer + line.case_number for line in lines)


def choices(query: Any) -> Choices:
    draft = StepChoice(
        process="supply-plan",
        element="draft-plan",
        name=in_language(query.language, "Draft the supply plan", "草拟供电方案"),
    )
    name = in_language(query.language, "High-voltage connection", "高压新装")
    return Choices(
        processes=(ProcessChoice(key="hv-connection", name=name, steps=(draft,)),),
        managers=(Person(login="manager", name=PEOPLE[UserId("manager")].name_in(query.language)),),
    )

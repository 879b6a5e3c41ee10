"""The fake station's answers: its records put into the views of `engine.api`."""

from __future__ import annotations

from typing import Any

from engine.api import (
    ActiveElement,
    Answer,
    AnsweredForm,
    CaseLine,
    CaseView,
    Choices,
    Counts,
    DiagramView,
    EventView,
    Page,
    Person,
    ProcessChoice,
    ProcessLine,
    StepChoice,
    TaskLine,
    TaskView,
    UserId,
)
from tests.fakes import hv_diagram, hv_forms
from tests.fakes.hv_station import NOW, PEOPLE, FakeCase, FakeTask, at


def _in(language: str, english: str, chinese: str) -> str:
    return chinese if language == "zh" else english


def person(login: str | None, language: str) -> Person | None:
    return Person(login=login, name=PEOPLE[UserId(login)].name_in(language)) if login else None


def task_line(engine: Any, task: FakeTask, language: str) -> TaskLine:
    case = engine.cases[task.id.case]
    return TaskLine(
        id=task.id,
        name=_in(language, *task.name),
        element=task.element,
        case=case.id,
        case_number=case.number,
        process_name=_in(language, "High-voltage connection", "高压新装"),
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


def _page(rows: list[Any], query: Any) -> Page[Any]:
    start = int(query.after) if query.after and query.after.isdigit() else 0
    end = start + query.limit
    return Page(rows=tuple(rows[start:end]), next=str(end) if end < len(rows) else None)


def inbox(engine: Any, query: Any) -> Page[TaskLine]:
    lines = [
        task_line(engine, task, query.language)
        for task in engine.tasks.values()
        if _in_view(engine, task, query)
    ]
    return _page([ln for ln in lines if query.text in ln.customer + ln.case_number], query)


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


def _answered(language: str) -> tuple[AnsweredForm, ...]:
    answers = (
        Answer(
            key="customer", label=_in(language, "Customer", "户名"), shown="江南精密机械有限公司"
        ),
        Answer(
            key="applied_capacity_kva",
            label=_in(language, "Applied capacity (kVA)", "申请容量（kVA）"),
            shown="1,600",
        ),
        Answer(
            key="sources",
            label=_in(language, "Sources", "电源数量"),
            shown=_in(language, "dual source", "双电源"),
        ),
        Answer(
            key="expected_on", label=_in(language, "Wanted by", "期望送电日期"), shown="2026-06-01"
        ),
    )
    return (
        AnsweredForm(
            title=_in(language, "Application", "用电申请"),
            element="start",
            by=Person(login="manager", name=PEOPLE[UserId("manager")].name_in(language)),
            at=at("2026-02-10 10:00"),
            answers=answers,
        ),
    )


def task(engine: Any, found: FakeTask, query: Any) -> TaskView:
    case = engine.cases[found.id.case]
    mine = found.assignee == query.actor
    free = not found.assignee and engine.people[query.actor].groups & set(found.groups)
    may = {"complete", "release"} if mine else {"claim", "complete"} if free else set()
    return TaskView(
        line=task_line(engine, found, query.language),
        documentation=_in(
            query.language, "Agree the date with the customer first.", "请先与客户约定日期。"
        ),
        state=found.state,
        completed_by=person(found.closed_by, query.language),
        may=frozenset(may) if found.state == "open" else frozenset(),
        form=hv_forms.plan(query.language) if found.form else None,
        customer=case.customer,
        clocks=case.clocks,
        answered=_answered(query.language),
        definition_process="supply-plan",
    )


def case_line(engine: Any, case: FakeCase, language: str) -> CaseLine:
    waiting = [t for t in engine.tasks.values() if t.id.case == case.id and t.state == "open"]
    withdrawn = case.id in engine.withdrawn
    return CaseLine(
        id=case.id,
        number=case.number,
        process_name=_in(language, "High-voltage connection", "高压新装"),
        stage="connection",
        customer=case.customer.name,
        manager=person("manager", language),
        state="completed" if case.ended or withdrawn else "open",
        outcome=_in(language, *case.outcome) if case.outcome else None,
        started=case.started,
        ended=case.ended or (NOW if withdrawn else None),
        waits_for=tuple(_in(language, *t.name) for t in waiting),
        clock=case.clocks[0],
    )


def case_list(engine: Any, query: Any) -> Page[CaseLine]:
    rows = [case_line(engine, case, query.language) for case in engine.cases.values()]
    wanted = {"open": ("open",), "ended": ("completed",), None: ("open", "completed")}
    chosen = [row for row in rows if row.state in wanted[query.state]]
    return _page([row for row in chosen if query.text in row.customer + row.number], query)


def case_number(engine: Any, query: Any) -> int:
    wanted = {"open": ("open",), "ended": ("completed",), None: ("open", "completed")}
    rows = [case_line(engine, case, "en") for case in engine.cases.values()]
    return sum(
        row.state in wanted[query.state] and query.text in row.customer + row.number for row in rows
    )


def inbox_number(engine: Any, query: Any) -> int:
    tasks = [task for task in engine.tasks.values() if _in_view(engine, task, query)]
    lines = [task_line(engine, task, "en") for task in tasks]
    return sum(query.text in line.customer + line.case_number for line in lines)


def choices(query: Any) -> Choices:
    draft = StepChoice(
        process="supply-plan",
        element="draft-plan",
        name=_in(query.language, "Draft the supply plan", "草拟供电方案"),
    )
    name = _in(query.language, "High-voltage connection", "高压新装")
    return Choices(
        processes=(ProcessChoice(key="hv-connection", name=name, steps=(draft,)),),
        managers=(Person(login="manager", name=PEOPLE[UserId("manager")].name_in(query.language)),),
    )


def case(engine: Any, found: FakeCase, query: Any) -> CaseView:
    line = case_line(engine, found, query.language)
    waiting = [t for t in engine.tasks.values() if t.id.case == found.id and t.state == "open"]
    is_open = line.state == "open"
    withdraw = (
        ("customer-withdraws", _in(query.language, "The customer withdraws", "客户撤回申请")),
    )
    return CaseView(
        line=line,
        process="supply-plan",
        process_version=3,
        version_tag="2026.1",
        customer=found.customer,
        clocks=found.clocks,
        tasks=tuple(task_line(engine, each, query.language) for each in waiting),
        answered=_answered(query.language),
        messages=withdraw if is_open else (),
        may=frozenset({"message"} if query.actor != "auditor" and is_open else ()),
    )


def diagram(query: Any) -> DiagramView:
    process = query.process or "supply-plan"
    names = hv_diagram.NAMES[query.language]
    return DiagramView(
        process=process,
        name=names[4],
        xml=hv_diagram.xml(query.language, process),
        active=(
            ActiveElement(
                element="sign-off",
                since=at("2026-03-02 08:30"),
                who=PEOPLE[UserId("development")].name_in(query.language),
                late=False,
            ),
        ),
        done=frozenset({"start", "draft-plan"}),
        flows=frozenset({"to-draft", "to-sign-off"}),
        calls={} if query.process else {"sign-off": ("sign-off-process", names[2])},
    )


def processes(query: Any) -> tuple[ProcessLine, ...]:
    return (
        ProcessLine(
            key="hv-connection",
            name=_in(query.language, "High-voltage connection", "高压新装"),
            documentation=_in(
                query.language, "New supply or more capacity at 10 kV.", "10 kV 新装、增容。"
            ),
            stage="connection",
            version=3,
        ),
    )


def timeline(found: FakeCase, query: Any) -> tuple[EventView, ...]:
    draft = _in(query.language, "Draft the supply plan", "草拟供电方案")
    rows: tuple[tuple[str, str, str | None, str | None, dict[str, Any]], ...] = (
        ("2026-02-10 10:00", "case-started", "manager", None, {"number": found.number}),
        (
            "2026-02-10 10:00",
            "clock-started",
            None,
            None,
            {"checkpoint": "supply-plan-reply", "attempt": 1, "due": at("2026-03-25 00:00")},
        ),
        ("2026-02-10 10:00", "decision-made", None, None, {"decision": "customer-tier"}),
        (
            "2026-02-10 10:00",
            "manager-assigned",
            None,
            None,
            {"manager": "manager", "grade": "chief"},
        ),
        ("2026-02-10 10:01", "entered", None, "draft-plan", {"via": "to-draft"}),
        (
            "2026-02-10 10:01",
            "task-offered",
            None,
            "draft-plan",
            {"assignee": "manager", "groups": ["customer-managers"]},
        ),
        ("2026-02-11 09:00", "task-claimed", "manager", "draft-plan", {}),
        (
            "2026-02-26 16:40",
            "task-completed",
            "manager",
            "draft-plan",
            {"form": "plan", "values": {}},
        ),
        (
            "2026-02-26 16:40",
            "variables-changed",
            "manager",
            "draft-plan",
            {"before": {"approved_capacity_kva": None}, "after": {"approved_capacity_kva": 1600}},
        ),
        (
            "2026-03-03 09:30",
            "clock-paused",
            None,
            None,
            {"checkpoint": "supply-plan-reply", "reason": "customer-papers"},
        ),
        ("2026-03-04 00:00", "timer-fired", None, "draft-plan", {"due": at("2026-03-04 00:00")}),
    )
    return tuple(
        EventView(
            seq=number,
            at=at(when),
            kind=kind,
            by=person(by, query.language),
            element=element,
            element_name=draft if element else None,
            data=data,
            hash=f"{number:064x}",
        )
        for number, (when, kind, by, element, data) in enumerate(rows, start=1)
    )

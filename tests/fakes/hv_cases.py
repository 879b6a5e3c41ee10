"""The fake station's answers about cases: its records put into the views of `engine.api`."""

from __future__ import annotations

from typing import Any

from engine.api import (
    ActiveElement,
    CaseLine,
    CaseView,
    DiagramView,
    EventView,
    Page,
    ProcessLine,
    UserId,
)
from tests.fakes import hv_diagram
from tests.fakes.hv_station import NOW, PEOPLE, FakeCase, at
from tests.fakes.hv_tasks import task_line
from tests.fakes.hv_words import answered, in_language, page, person


def case_line(engine: Any, case: FakeCase, language: str) -> CaseLine:
    waiting = [t for t in engine.tasks.values() if t.id.case == case.id and t.state == "open"]
    withdrawn = case.id in engine.withdrawn
    return CaseLine(
        id=case.id,
        number=case.number,
        process_name=in_language(language, "High-voltage connection", "高压新装"),
        stage="connection",
        customer=case.customer.name,
        manager=person("manager", language),
        state="completed" if case.ended or withdrawn else "open",
        outcome=in_language(language, *case.outcome) if case.outcome else None,
        started=case.started,
        ended=case.ended or (NOW if withdrawn else None),
        waits_for=tuple(in_language(language, *t.name) for t in waiting),
        clock=case.clocks[0],
    )


def case_list(engine: Any, query: Any) -> Page[CaseLine]:
    rows = [case_line(engine, case, query.language) for case in engine.cases.values()]
    wanted = {"open": ("open",), "ended": ("completed",), None: ("open", "completed")}
    chosen = [row for row in rows if row.state in wanted[query.state]]
    return page([row for row in chosen if query.text in row.customer + row.number], query)


def case_number(engine: Any, query: Any) -> int:
    wanted = {"open": ("open",), "ended": ("completed",), None: ("open", "completed")}
    rows = [case_line(engine, case, "en") for case in engine.cases.values()]
    return sum(
        row.state in wanted[query.state] and query.text in row.customer + row.number for row in rows
    )


def case(engine: Any, found: FakeCase, query: Any) -> CaseView:
    line = case_line(engine, found, query.language)
    waiting = [t for t in engine.tasks.values() if t.id.case == found.id and t.state == "open"]
    is_open = line.state == "open"
    withdraw = (
        (
            "customer-withdraws",
            in_language(query.language, "The customer withdraws", "客户撤回申请"),
        ),
    )
    return CaseView(
        line=line,
        process="supply-plan",
        process_version=3,
        version_tag="2026.1",
        customer=found.customer,
        clocks=found.clocks,
        tasks=tuple(task_line(engine, each, query.language) for each in waiting),
        answered=answered(query.language),
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
            name=in_language(query.language, "High-voltage connection", "高压新装"),
            documentation=in_language(
                query.language, "New supply or more capacity at 10 kV.", "10 kV 新装、增容。"
            ),
            stage="connection",
            version=3,
        ),
    )


def timeline(found: FakeCase, query: Any) -> tuple[EventView, ...]:
    draft = in_language(query.language, "Draft the supply plan", "草拟供电方案")
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

"""People and texts of the fake station in the reader's language."""

from __future__ import annotations

from typing import Any

from engine.api import (
    Answer,
    AnsweredForm,
    Page,
    Person,
    UserId,
)
from tests.fakes.hv_station import PEOPLE, at


def in_language(language: str, english: str, chinese: str) -> str:
    return chinese if language == "zh" else english


def person(login: str | None, language: str) -> Person | None:
    return Person(login=login, name=PEOPLE[UserId(login)].name_in(language)) if login else None


def page(rows: list[Any], query: Any) -> Page[Any]:
    start = int(query.after) if query.after and query.after.isdigit() else 0
    end = start + query.limit
    return Page(rows=tuple(rows[start:end]), next=str(end) if end < len(rows) else None)


def answered(language: str) -> tuple[AnsweredForm, ...]:
    answers = (
        Answer(
            key="customer",
            label=in_language(language, "Customer", "户名"),
            shown="江南精密机械有限公司",
        ),
        Answer(
            key="applied_capacity_kva",
            label=in_language(language, "Applied capacity (kVA)", "申请容量（kVA）"),
            shown="1,600",
        ),
        Answer(
            key="sources",
            label=in_language(language, "Sources", "电源数量"),
            shown=in_language(language, "dual source", "双电源"),
        ),
        Answer(
            key="expected_on",
            label=in_language(language, "Wanted by", "期望送电日期"),
            shown="2026-06-01",
        ),
    )
    return (
        AnsweredForm(
            title=in_language(language, "Application", "用电申请"),
            element="start",
            by=Person(login="manager", name=PEOPLE[UserId("manager")].name_in(language)),
            at=at("2026-02-10 10:00"),
            answers=answers,
        ),
    )

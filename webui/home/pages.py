"""The first page by role, and the parts of it that are fetched when it is there."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.api import (
    MANAGERS,
    CaseList,
    DefinitionsInUse,
    Forbidden,
    Inbox,
    Incidents,
    LimitsThisMonth,
    Role,
    Scope,
    scope_of,
)
from webui.home import panels, station, tour
from webui.home.panels import CasesWished, Panel, TasksWished
from webui.parts.designed import decision
from webui.parts.reasons import said
from webui.shared.languages import language
from webui.shared.moments import day
from webui.shared.sign_in.sessions import engine, me

FEW = 6


def install(home: Blueprint) -> None:
    """Add the addresses."""
    home.add_url_rule("/home", "page", _page)
    home.add_url_rule("/home/workload", "workload", _workload)


def _page() -> ResponseReturnValue:
    reach = scope_of(me(), CaseList.action)
    shown: dict[str, object] = {"tour": tour.steps() if tour.is_offered() else ()}
    if reach is Scope.NONE:
        return _of_designer(shown)
    if reach is Scope.STATION:
        shown |= {"panels": _of_station(), "glance": station.glance()}
        shown |= {"incidents": _incidents(), "limits": _limits()}
        own = scope_of(me(), Inbox.action) is not Scope.NONE and Role.AUDITOR not in me().roles
        shown["mine"] = _mine() if own else []
        return render_template("home/station.html", **shown)
    shown["panels"] = _of_manager() if me().roles & MANAGERS else _of_department()
    return render_template("home/mine.html", **shown)


def _of_manager() -> list[Panel]:
    overdue, today, week, free = panels.of_tasks(*_tasks())
    risk, still = panels.of_cases(
        CasesWished(urgency="risk", words=panels.at_risk(own=True), tone="warned", own=True),
        CasesWished(urgency="still", words=panels.waiting(own=True), tone="still", own=True),
    )
    return [overdue, risk, today, still, week, free]


def _of_department() -> list[Panel]:
    return panels.of_tasks(*_tasks())


def _tasks() -> tuple[TasksWished, ...]:
    return (
        TasksWished(view="mine", due="overdue", words=panels.overdue(), tone="late"),
        TasksWished(view="mine", due="today", words=panels.today(), tone="warned"),
        TasksWished(view="mine", due="week", words=panels.week(), tone="fine"),
        TasksWished(view="groups", words=panels.free(), tone="fine"),
    )


def _of_station() -> list[Panel]:
    return panels.of_cases(
        CasesWished(urgency="late", words=panels.late(), tone="late", own=False),
        CasesWished(urgency="risk", words=panels.at_risk(own=False), tone="warned", own=False),
        CasesWished(urgency="still", words=panels.waiting(own=False), tone="still", own=False),
    )


def _mine() -> list[Panel]:
    return panels.of_tasks(TasksWished(view="mine", words=panels.mine(), tone="fine"))


def _incidents() -> list[dict[str, object]]:
    """Return the latest incidents; whose role may not see them, none."""
    if scope_of(me(), Incidents.action) is Scope.NONE:
        return []
    found = engine().query(Incidents(actor=me().id, language=language(), limit=FEW))
    return [
        {
            "title": line.name,
            "note": " · ".join(part for part in (line.customer, line.number) if part),
            "said": said(line.message, line.why),
            "since": day(line.since),
            "address": url_for("cases.overview", case=line.case) if line.case else "",
        }
        for line in found.rows
    ]


def _limits() -> station.LimitsShown:
    return station.limits(engine().query(LimitsThisMonth(actor=me().id)))


def _of_designer(shown: dict[str, object]) -> ResponseReturnValue:
    """Show whoever sees no cases what is in use, if they may put it there."""
    if scope_of(me(), DefinitionsInUse.action) is Scope.NONE:
        return render_template("shared/home.html")
    found = engine().query(DefinitionsInUse(actor=me().id, language=language()))
    shown["in_use"] = [
        replace(one, name=decision(one.name)) if one.kind == "decision" else one for one in found
    ]
    shown["command"] = f"yekuo deploy --as {me().id} FILE …"
    return render_template("home/designer.html", **shown)


def _workload() -> ResponseReturnValue:
    if scope_of(me(), CaseList.action) is not Scope.STATION:
        raise Forbidden(me().id, CaseList.action)
    return render_template("home/workload.html", found=station.workload())

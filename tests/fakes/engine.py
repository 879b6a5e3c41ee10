"""An engine of the fake station: answers every query and takes every command, in memory."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from engine.api import (
    Advanced,
    CaseId,
    CaseList,
    CaseNumber,
    EventPage,
    Forbidden,
    FormRejected,
    Head,
    Inbox,
    InboxNumber,
    LimitsSince,
    NotWaiting,
    Number,
    Role,
    ScopeView,
    SignedIn,
    Started,
    StationTime,
    TaskAlreadyClaimed,
    TaskClosed,
    TaskId,
    UnknownCase,
    UnknownProcess,
    UnknownTask,
    UnknownUser,
    Waiting,
    WrongCredentials,
)
from tests.fakes import hv_cases, hv_forms, hv_tasks
from tests.fakes.hv_notes import FakeNotes
from tests.fakes.hv_station import CASES, NOW, PEOPLE, TASKS, FakeTask
from tests.fakes.sessions import SESSION_MESSAGES, FakeSessions
from tests.fakes.visits import FakeVisits


class FakeEngine(FakeVisits, FakeNotes):
    """One station with five cases; what is done to it lasts as long as the object.

    Each message is answered by the method of its name, `_on_sign_in`.

    `commands` holds every command that was carried out, in order. With `gives_away` each new case
    goes to another manager, and whoever started it sees it no more.
    """

    def __init__(self, *, empty: bool = False) -> None:
        self.people = dict(PEOPLE)
        self.tasks = {} if empty else {task.id: task for task in TASKS}
        self.cases = {} if empty else dict(CASES)
        self.withdrawn: set[CaseId] = set()
        self.gives_away = False
        self.given_away: set[CaseId] = set()
        self.requests: dict[str, Started] = {}
        self.commands: list[Any] = []
        self._sessions = FakeSessions(self.people)
        self.begin_notes()

    def query(self, query: Any) -> Any:
        return self._answer(query)

    def _answer(self, message: Any) -> Any:
        if isinstance(message, SESSION_MESSAGES):
            return self._sessions.answer(message)
        words = re.findall("[A-Z][a-z]*", type(message).__name__)
        return getattr(self, "_on_" + "_".join(words).lower())(message)

    def _on_sign_in(self, query: Any) -> Any:
        if query.actor not in self.people or query.password != "demo":
            raise WrongCredentials(query.actor)
        return SignedIn(user=self.people[query.actor], proof=b"")

    def _on_me(self, query: Any) -> Any:
        if query.actor not in self.people:
            raise UnknownUser(query.actor)
        return self.people[query.actor]

    def _on_station_clock(self, query: Any) -> Any:
        return StationTime(now=NOW, simulated=True)

    def _on_tour_done(self, query: Any) -> Any:
        return True

    def _on_limits_this_month(self, query: Any) -> Any:
        return LimitsSince(since=NOW.date().replace(day=1), counts=(), least=False)

    def _on_steps_waiting(self, query: Any) -> Any:
        return Waiting(steps=(), least=False)

    def _on_definitions_in_use(self, query: Any) -> Any:
        return ()

    def _on_unread_notices(self, query: Any) -> Any:
        return 0

    def _on_inbox(self, query: Any) -> Any:
        return hv_tasks.inbox(self, query)

    def _on_inbox_counts(self, query: Any) -> Any:
        return hv_tasks.counts(self, query)

    def _on_task_detail(self, query: Any) -> Any:
        return hv_tasks.task(self, self._task(query.task), query)

    def _on_case_list(self, query: Any) -> Any:
        return hv_cases.case_list(self, query)

    def _on_case_number(self, query: Any) -> Any:
        return Number(number=hv_cases.case_number(self, query))

    def _on_inbox_number(self, query: Any) -> Any:
        return Number(number=hv_tasks.inbox_number(self, query))

    def _on_task_heads(self, query: Any) -> Any:
        def head(view: Any, where: Any) -> Head[Any]:
            asked = {"actor": query.actor, "view": view, "where": where}
            number = self._on_inbox_number(InboxNumber(**asked))
            page = Inbox(**asked, language=query.language, limit=query.limit)
            return Head(number=number, rows=self._on_inbox(page).rows)

        return tuple(head(view, where) for view, where in query.lists)

    def _on_case_heads(self, query: Any) -> Any:
        def head(where: Any) -> Head[Any]:
            asked = {"actor": query.actor, "state": "open", "where": where}
            number = self._on_case_number(CaseNumber(**asked))
            page = CaseList(**asked, language=query.language, order="due", limit=query.limit)
            return Head(number=number, rows=self._on_case_list(page).rows)

        return tuple(map(head, query.lists))

    def _on_filter_choices(self, query: Any) -> Any:
        return hv_tasks.choices(query)

    def _on_case_detail(self, query: Any) -> Any:
        return hv_cases.case(self, self._case(query.case), query)

    def _on_timeline(self, query: Any) -> Any:
        return hv_cases.timeline(self._case(query.case), query)

    def _on_case_events(self, query: Any) -> Any:
        found = hv_cases.timeline(self._case(query.case), query)
        chosen = [
            event
            for event in reversed(found)
            if event.kind not in query.but
            and (not query.kinds or event.kind in query.kinds)
            and (query.element is None or event.element == query.element)
        ]
        return EventPage(events=tuple(chosen), next=None, people=(), tasks=())

    def _on_case_variables(self, query: Any) -> Any:
        self._case(query.case)
        return (ScopeView(name="case", instance=None, variables={"approved_capacity_kva": 1600}),)

    def _on_case_diagram(self, query: Any) -> Any:
        self._case(query.case)
        if query.process not in (None, "supply-plan", "sign-off-process"):
            raise UnknownProcess(query.process)
        return hv_cases.diagram(query)

    def _on_processes(self, query: Any) -> Any:
        self._may_start(query)
        return hv_cases.processes(query)

    def _on_start_form(self, query: Any) -> Any:
        self._may_start(query)
        self._known(query.process)
        return hv_forms.application(query.language)

    def execute(self, command: Any) -> Any:
        result = self._answer(command)
        if not isinstance(command, SESSION_MESSAGES):
            self.commands.append(command)
        return result

    def _on_choose_language(self, command: Any) -> None:
        person = self.people[command.actor]
        self.people[command.actor] = replace(person, language=command.language)

    def _on_claim_task(self, command: Any) -> None:
        self._put(self._takeable(command), assignee=command.actor)

    def _on_release_task(self, command: Any) -> None:
        self._put(self._open(command.task), assignee=None)

    def _on_send_message(self, command: Any) -> None:
        if command.case in self.withdrawn:
            raise NotWaiting(command.message)
        self.withdrawn.add(self._case(command.case).id)

    def _task(self, task: TaskId) -> FakeTask:
        if task not in self.tasks:
            raise UnknownTask(task)
        return self.tasks[task]

    def _case(self, case: CaseId) -> Any:
        if case not in self.cases or case in self.given_away:
            raise UnknownCase(case)
        return self.cases[case]

    def _open(self, task: TaskId) -> FakeTask:
        found = self._task(task)
        if found.state != "open":
            name = self.people[found.closed_by].name if found.closed_by else None
            raise TaskClosed(task, found.closed_by, name, found.closed_at)
        return found

    def _takeable(self, command: Any) -> FakeTask:
        person = self.people[command.actor]
        if Role.AUDITOR in person.roles:
            raise Forbidden(command.actor, command.action)
        found = self._open(command.task)
        if found.assignee not in (None, command.actor):
            raise TaskAlreadyClaimed(found.id, found.assignee, self.people[found.assignee].name)
        return found

    def _put(self, task: FakeTask, **changes: Any) -> None:
        self.tasks[task.id] = replace(task, **changes)

    def _on_complete_task(self, command: Any) -> Advanced:
        task = self._takeable(command)
        if task.form and (wrong := hv_forms.errors_in(command.values, "approved_capacity_kva")):
            raise FormRejected(task.form, wrong)
        self._put(task, state="completed", closed_by=command.actor, closed_at=NOW)
        mine = [
            each.id
            for each in self.tasks.values()
            if each.id.case == task.id.case
            and each.state == "open"
            and each.assignee == command.actor
        ]
        return Advanced(case=task.id.case, next_task=min(mine, default=None), case_ended=False)

    def _on_start_case(self, command: Any) -> Started:
        self._may_start(command)
        self._known(command.process)
        if command.request in self.requests:
            return self.requests[command.request]
        if wrong := hv_forms.errors_in(command.values, "applied_capacity_kva"):
            raise FormRejected("hv-application", wrong)
        case = CaseId(max(self.cases, default=40) + 1)
        number = f"HV-2026-{case:04d}"
        self.cases[case] = replace(CASES[CaseId(45)], id=case, number=number)
        if self.gives_away:
            self.given_away.add(case)
        started = Started(case=case, number=number)
        if command.request:
            self.requests[command.request] = started
        return started

    def _may_start(self, message: Any) -> None:
        person = self.people[message.actor]
        if not person.roles & {Role.MANAGER, Role.SENIOR_MANAGER, Role.DIRECTOR}:
            raise Forbidden(message.actor, message.action)

    @staticmethod
    def _known(process: str) -> None:
        if process != "hv-connection":
            raise UnknownProcess(process)

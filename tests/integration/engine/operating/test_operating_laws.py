"""Laws of operating: whatever is done by hand in between, all that is stored agrees.

Random processes and the small one with a time limit, random commands. After each command the
tokens, the rows of tasks, jobs and subscriptions and the clocks say the same; a refused command
has changed nothing; what is not over waits for something.
"""

from datetime import timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from engine.api import (
    CancelCase,
    CaseDetail,
    ChangeVariables,
    CompleteTask,
    DeliverMessage,
    Deploy,
    MigrateCase,
    MoveToken,
    RepeatElement,
    ResumeCase,
    RetryIncident,
    SendBack,
    SkipElement,
    StartCase,
    SuspendCase,
    Target,
    ThrowSignal,
    YekuoError,
)
from engine.cases.answers.shelf import Bystander
from engine.history.chain import first_broken
from engine.jobs.jobs import JobKind
from engine.spiff import SpiffRunner
from engine.spiff.specs.activities.tasks import UserTask
from engine.spiff.specs.events.waiting import DELIVERED, Waiting
from engine.storage.tables.waiting import subscription
from tests.integration.engine.operating.operated import WHY, stored
from tests.integration.spiff.laws.models import processes
from tests.integration.spiff.laws.wide_models import SIGNALS, wide_processes
from tests.support.stations import MODELS, SmallStation

OPERATIONS = (
    "complete", "complete", "complete", "skip", "move", "repeat", "back", "suspend", "resume",
    "variable", "time", "migrate", "cancel", "retry", "message", "message", "signal",
)  # fmt: skip
STEPS = st.lists(
    st.tuples(st.sampled_from(OPERATIONS), st.integers(0, 99), st.integers(0, 99)),
    min_size=6,
    max_size=20,
)
NUMBERS = count(1)
FILLED = {"papers_on": "2026-02-10"}


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    opened = SmallStation(f"sqlite:///{tmp_path_factory.mktemp('laws') / 'store.sqlite3'}")
    yield opened
    opened.station.close()


class Operated:
    """One case, driven by random choices through the engine's door."""

    def __init__(self, small, process, *files, **values):
        self.small, self.process, self.files = small, process, files
        start = StartCase(actor="director", process=process, values=values)
        self.case = small.engine.execute(start).case
        self.elements = [
            element
            for element, what in self._model().items()
            if what.type not in ("sequenceFlow", "process")
        ]

        self.tasks = [e for e, what in self._model().items() if what.type == "userTask"]

    def _model(self):
        case = stored(self.small, self.case)
        catalogue = self.small.station.engine.answers
        shelf = next(a._shelf for a in catalogue.values() if hasattr(a, "_shelf"))
        self.catalogue = shelf.catalogue
        return shelf.catalogue.process(case.definition, case.process).elements

    def do(self, operation, one, two):
        before = stored(self.small, self.case)
        try:
            getattr(self, f"_{operation}")(before, one, two)
        except YekuoError:
            assert stored(self.small, self.case) == before
        self.agrees()

    def _execute(self, kind, **more):
        self.small.engine.execute(kind(actor="director", case=self.case, reason=WHY, **more))

    def _tasks(self):
        with self.small.station.units.reading() as unit:
            return [task.id for task in unit.tasks.open_of(self.case)]

    @staticmethod
    def _pick(choices, number):
        return choices[number % len(choices)] if choices else None

    def _complete(self, _before, one, two):
        task = self._pick(self._tasks(), one)
        if task is not None:
            command = CompleteTask(actor="admin", task=task, values=FILLED | {"n": two % 4})
            self.small.engine.execute(command)

    def _instance(self, before, one):
        return self._pick(sorted(before.activities), one) or 0

    def _skip(self, before, one, two):
        instance = self._instance(before, one)
        self._execute(SkipElement, instance=instance, variables={"n": two % 4})

    def _move(self, before, one, two):
        cancel = (self._instance(before, one),) if two % 3 else ()
        self._execute(MoveToken, cancel=cancel, start=(self._target(two),))

    def _repeat(self, _before, _one, two):
        self._execute(RepeatElement, to=self._target(two))

    def _target(self, number):
        return Target(element=self._pick(self.elements, number))

    def _back(self, _before, one, two):
        task = self._pick(self._tasks(), one)
        if task is not None:
            to = self._pick(self.tasks, two)
            self.small.engine.execute(SendBack(actor="admin", task=task, to=to, note=WHY))

    def _suspend(self, _before, one, _two):
        if one % 3 == 0:
            self._execute(SuspendCase)

    def _resume(self, *_):
        self._execute(ResumeCase)

    def _variable(self, _before, _one, two):
        self._execute(ChangeVariables, values={"n": two % 4})

    def _time(self, _before, one, _two):
        self.small.clock.advance(timedelta(minutes=7 * (one % 30)))
        self.small.station.worker.cycle()

    def _migrate(self, *_):
        detail = CaseDetail(actor="director", case=self.case, language="en")
        source = self.small.engine.query(detail).process_version
        target = again(self.small, self.process, *self.files)
        self._execute(MigrateCase, process=self.process, source=source, target=target)

    def _retry(self, before, one, _two):
        failed = [i for i, activity in before.activities.items() if activity.failed]
        self._execute(RetryIncident, instance=self._pick(sorted(failed), one) or 0)

    def _message(self, _before, one, two):
        name = self._pick(self._awaited("message"), one) or "unheard of"
        self._execute(DeliverMessage, message=name, variables={"n": two % 4})

    def _signal(self, _before, one, two):
        name = f"{self.process}-{SIGNALS[one % 2]}"
        values = {"n": two % 4}
        wish = ThrowSignal(actor="director", signal=name, reason=WHY, variables=values)
        self.small.engine.execute(wish)
        self.small.station.worker.cycle()

    def _awaited(self, kind):
        """Names of what the case waits for, a name for each place."""
        with self.small.station.database.reading() as db:
            its = select(subscription.c.name).where(subscription.c.case_id == self.case)
            return sorted(row.name for row in db.execute(its.where(subscription.c.kind == kind)))

    def _cancel(self, _before, one, _two):
        if one > 90:
            self._execute(CancelCase)

    def agrees(self):
        """Everything that is stored of the case says the same."""
        case = stored(self.small, self.case)
        with self.small.station.units.reading() as unit:
            tasks = {task.id.instance: task for task in unit.tasks.open_of(case.id)}
            waiting = unit.jobs.of_case(case.id)
            jobs = {job.instance: job for job in waiting if job.kind is JobKind.TIMER}
            clocks = {c.instance: c for c in unit.clocks.of_case(case.id) if c.stopped is None}
            incidents = unit.incidents.of_case(case.id)
            assert first_broken(unit.history.of_case(case.id)) is None
        with self.small.station.database.reading() as db:
            columns = subscription.c.instance, subscription.c.name
            rows = db.execute(select(*columns).where(subscription.c.case_id == case.id))
            awaited = {row.instance: row.name for row in rows}
        now = self.small.clock.now()
        execution = SpiffRunner(self.catalogue).load(case.at_rest, Bystander(now))
        assert execution.encode() == case.tokens
        tokens = execution._workflow.tasks
        assert execution.ended == case.state.is_over
        if not execution.ended:
            assert any(token.task_spec.rests or token.failed for token in tokens.values())
        self._rows_agree(tokens, tasks, jobs, awaited)
        failed = {i for i, token in tokens.items() if token.failed}
        assert failed == {one.instance for one in incidents if one.kind == "element"}
        for one in incidents:
            assert case.activities[one.instance].failed
            where = tokens[one.instance].where
            assert (one.element, one.definition) == (where.element, where.definition)
        for instance, activity in case.activities.items():
            assert tokens[instance].where.element == activity.element
            assert tokens[instance].where.definition == activity.definition
        for instance, clock in clocks.items():
            assert instance == 0 or case.activities[instance].element == clock.element
        if case.state == "suspended":
            assert all(job.run_at is None for job in waiting)

    def _rows_agree(self, tokens, tasks, jobs, awaited):
        tokens = {i: token for i, token in tokens.items() if token.failed is None}
        offered = {i for i, t in tokens.items() if isinstance(t.task_spec, UserTask)}
        assert offered == set(tasks)
        for instance, task in tasks.items():
            where = tokens[instance].where
            assert (task.element, task.definition) == (where.element, where.definition)
        waiting = {i: t for i, t in tokens.items() if isinstance(t.task_spec, Waiting)}
        timers = {i for i, t in waiting.items() if t.task_spec.awaited == "timer"}
        assert timers == set(jobs)
        assert all(jobs[i].payload["element"] == tokens[i].where.element for i in timers)
        told = {i: t for i, t in waiting.items() if t.task_spec.awaited in DELIVERED}
        assert set(told) == set(awaited)


def drive(operated, steps):
    operated.agrees()
    for operation, one, two in steps:
        operated.do(operation, one, two)


def deployed(small, *files):
    """Deploy processes under names of their own; return the first one's name and the files."""
    name = f"main{next(NUMBERS)}"
    kept = b' camunda:historyTimeToLive="P1D"'
    own = [
        text.replace(b'<bpmn:process id="main"', f'<bpmn:process id="{name}"'.encode())
        .replace(b'"called', f'"{name}called'.encode())
        .replace(b" isExecutable=", kept + b" isExecutable=")
        for text in files
    ]
    for signal in SIGNALS:
        own = [
            t.replace(f'name="{signal}"'.encode(), f'name="{name}-{signal}"'.encode()) for t in own
        ]
    again(small, name, *own)
    return name, *own


def again(small, name, *texts):
    """Deploy files as the next version, which says the same; return its number."""
    mark = f"<!-- {next(NUMBERS)} -->".encode()
    files = {f"{name}-{number}.bpmn": text + mark for number, text in enumerate(texts)}
    done = small.engine.execute(Deploy(actor="designer", name=name, files=files))
    return next(one.version for one in done.definitions if one.key == name)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(xml=processes(), steps=STEPS)
def test_random_processes_agree_with_themselves_whatever_is_done_by_hand(station, xml, steps):
    drive(Operated(station, *deployed(station, xml)), steps)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(files=wide_processes(), steps=STEPS)
def test_processes_of_all_constructs_agree_with_themselves(station, files, steps):
    drive(Operated(station, *deployed(station, *files), n=0, m=0), steps)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(steps=STEPS)
def test_a_process_with_a_time_limit_agrees_with_itself(station, steps):
    text = (MODELS / "permit.bpmn").read_bytes()
    values = {"customer_name": "泰和纺织", "applied_capacity_kva": 2000}
    drive(Operated(station, "permit", text, **values), steps)

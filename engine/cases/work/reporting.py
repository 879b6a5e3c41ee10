"""What became of lent work. The case is locked first, then its job; both are looked at again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from engine.cases.incidents.handlers import Leave
from engine.cases.incidents.records import LONGEST_MESSAGE
from engine.cases.operating.values import checked
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, CaseState
from engine.cases.stepping.actions import Action, planned
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.step import act, require_going
from engine.cases.tokens.errors import BusinessError, ElementFailed
from engine.cases.work.fetching import locked_for
from engine.cases.work.messages import (
    LONGEST_LOCK,
    LONGEST_NAME,
    BadWork,
    CompleteWork,
    ExtendWork,
    FailWork,
    ThrowWorkError,
    WorkGone,
)
from engine.cases.work.ruling import Rules
from engine.history.events import WorkCompleted, WorkErred
from engine.identity.context import Context
from engine.jobs.jobs import RETRIES, Job, JobKind
from engine.jobs.worker import back_off
from engine.kernel.reasons import Reason, Why

MOST_RETRIES = 1000
Report = CompleteWork | FailWork | ThrowWorkError | ExtendWork


class Erred:
    """Takes an error that the diagram may catch."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: ThrowWorkError, context: Context[CaseUnit]) -> None:
        """Throw the error at the element."""
        if not command.code or len(command.code) > LONGEST_NAME:
            raise BadWork(part="code", found=command.code[:LONGEST_NAME])
        case, job = _held(command, context)
        error = BusinessError(
            code=command.code,
            message=command.message,
            variables=checked(context, command.variables),
        )
        self.throw(context, case, job, error)

    def throw(
        self, context: Context[CaseUnit], case: CaseRecord, job: Job, error: BusinessError
    ) -> None:
        """End work in an error; the case goes on where it is caught."""
        error = replace(error, message=error.message[:LONGEST_MESSAGE])
        event = WorkErred(
            element=job.payload.get("element"),
            instance=job.instance,
            topic=job.topic,
            worker=job.worker,
            code=error.code,
            message=error.message,
        )
        _take(job, context)
        action = Action(verb=lambda moving: moving.fail(job.instance or 0, error), events=(event,))
        act(self._machinery, context, case, planned(action))


class Completed:
    """Takes work that is done."""

    def __init__(self, machinery: Machinery, leave: Leave) -> None:
        """Move tokens with `machinery`; what its rules cannot judge is left to a person."""
        self._machinery = machinery
        self._leave = leave
        self._rules = Rules(machinery)
        self._erred = Erred(machinery)

    def __call__(self, command: CompleteWork, context: Context[CaseUnit]) -> None:
        """Let the case go on with what the work sets, or with the error that it is."""
        case, job = _held(command, context)
        require_going(case)
        values = checked(context, command.variables)
        try:
            error = self._rules.on_completion(context, case, job, values)
        except ElementFailed as failed:
            _leave(self._leave, job, case, failed.reason, context)
            return
        if error is not None:
            self._erred.throw(context, case, job, error)
            return
        event = WorkCompleted(
            element=job.payload.get("element"),
            instance=job.instance,
            topic=job.topic,
            worker=command.worker,
            values=values,
        )
        _take(job, context)
        action = Action(
            verb=lambda moving: moving.complete(job.instance or 0, values),
            events=(event,),
            given=values,
        )
        act(self._machinery, context, case, planned(action))


class FailedWork:
    """Takes a failure: the job waits for its next try, or for a person."""

    def __init__(self, machinery: Machinery, leave: Leave) -> None:
        """Move tokens with `machinery`, raise incidents with `leave`."""
        self._leave = leave
        self._rules = Rules(machinery)
        self._erred = Erred(machinery)

    def __call__(self, command: FailWork, context: Context[CaseUnit]) -> None:
        """Put the job back, or leave it to a person, or throw the error that the failure is."""
        _check_failure(command)
        case, job = _held(command, context)
        error = self._rules.on_failure(context, case, job, command)
        if error is not None and case.state is CaseState.OPEN:
            self._erred.throw(context, case, job, error)
            return
        message = command.message[:LONGEST_MESSAGE] or Reason(Why.SAID_NOTHING)
        retries = max(job.retries - 1, 0) if command.retries is None else command.retries
        if retries == 0:
            _leave(self._leave, job, case, message, context)
            return
        seconds = command.seconds
        pause = pause_of(job, retries) if seconds is None else timedelta(seconds=seconds)
        context.unit.jobs.put_back(job, context.now + pause, retries=retries, error=message)


def _leave(
    leave: Leave, job: Job, case: CaseRecord, message: str, context: Context[CaseUnit]
) -> None:
    context.unit.jobs.put_aside(job.id, job.token, message)
    leave.raise_for(job, case, message, context)


def extend(command: ExtendWork, context: Context[CaseUnit]) -> None:
    """Keep others from lent work for longer."""
    locked_for(command.seconds)
    _, job = _held(command, context)
    context.unit.jobs.extend(job, context.now + timedelta(seconds=command.seconds))


def pause_of(job: Job, retries: int) -> timedelta:
    """Return how long failed work waits for its next try: what its element says, else doubling."""
    seconds = job.payload.get("pause")
    if isinstance(seconds, int):
        return timedelta(seconds=seconds)
    return back_off(max(job.payload.get("tries", RETRIES) - retries, 1))


def _check_failure(command: FailWork) -> None:
    if command.retries is not None and not 0 <= command.retries <= MOST_RETRIES:
        raise BadWork(part="retries", found=str(command.retries))
    if command.seconds is not None and not 0 <= command.seconds <= LONGEST_LOCK:
        raise BadWork(part="seconds", found=str(command.seconds))


def _held(command: Report, context: Context[CaseUnit]) -> tuple[CaseRecord, Job]:
    """Lock a job's case and return both. Raises WorkGone unless the worker holds the job."""
    jobs = context.unit.jobs
    known = jobs.get(command.job)
    case = None if known is None or known.case is None else context.unit.cases.load(known.case)
    job = jobs.get(command.job)
    if case is None or job is None or not _is_of(command, job):
        raise WorkGone(command.job)
    return case, job


def _is_of(command: Report, job: Job) -> bool:
    if job.kind is not JobKind.WORK or job.worker != command.worker:
        return False
    if command.token is None:
        return command.worker is not None
    return job.token == command.token


def _take(job: Job, context: Context[CaseUnit]) -> None:
    if context.unit.jobs.take(job.id, job.token) is None:
        raise WorkGone(job.id)

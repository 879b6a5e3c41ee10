"""Lending work to those who do it."""

from __future__ import annotations

from datetime import timedelta

from engine.cases.answers.shelf import Bystander
from engine.cases.ports.reading import ReadUnit
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord
from engine.cases.tokens.runner import Runner
from engine.cases.work.messages import (
    LONGEST_LOCK,
    LONGEST_NAME,
    MOST_FETCHED,
    MOST_TOPICS,
    BadWork,
    ClaimedWork,
    FetchWork,
    Work,
)
from engine.identity.context import Context
from engine.jobs.jobs import Job, JobKind


class Fetch:
    """Lends due work to workers of others."""

    def __init__(self, runner: Runner) -> None:
        """Read variables with `runner`."""
        self._runner = runner

    def __call__(self, command: FetchWork, context: Context[CaseUnit]) -> tuple[Work, ...]:
        """Lend work, each with the variables its element sees."""
        _check(command)
        jobs = context.unit.jobs.lend(
            tuple(topic for topic in dict.fromkeys(command.topics) if topic.isprintable()),
            command.worker,
            now=context.now,
            until=context.now + timedelta(seconds=command.seconds),
            limit=command.limit,
        )
        found = []
        for job in jobs:
            case = None if job.case is None else context.unit.cases.look(job.case)
            if case is not None:
                found.append(work_of(self._runner, context, case, job))
        return tuple(found)


class ReadClaimed:
    """Answers `ClaimedWork`."""

    def __init__(self, runner: Runner) -> None:
        """Read variables with `runner`."""
        self._runner = runner

    def __call__(self, query: ClaimedWork, context: Context[ReadUnit]) -> Work | None:
        """Return the work of a claim."""
        job = context.unit.jobs.get(query.job)
        if job is None or job.token != query.token or job.kind is not JobKind.WORK:
            return None
        case = None if job.case is None else context.unit.cases.look(job.case)
        return None if case is None else work_of(self._runner, context, case, job)


def work_of(runner: Runner, context: Context[CaseUnit], case: CaseRecord, job: Job) -> Work:
    """Return a job of a case as the one who does it needs it."""
    instance = job.instance or 0
    execution = runner.load(case.at_rest, Bystander(context.now))
    at = execution.where(instance)
    return Work(
        job=job.id,
        token=job.token,
        topic=job.topic,
        case=case.id,
        number=case.number,
        definition=at.definition,
        process=at.process,
        element=at.element,
        instance=instance,
        retries=job.retries,
        error=job.error,
        until=job.run_at or context.now,
        variables=dict(execution.variables_of(instance)),
    )


def _check(command: FetchWork) -> None:
    worker_named(command.worker)
    if not 1 <= command.limit <= MOST_FETCHED:
        raise BadWork(part="limit", found=str(command.limit))
    locked_for(command.seconds)
    if not 1 <= len(command.topics) <= MOST_TOPICS:
        raise BadWork(part="topics", found=str(len(command.topics)))
    for topic in command.topics:
        if not topic or len(topic) > LONGEST_NAME:
            raise BadWork(part="topics", found=topic[:LONGEST_NAME])


def worker_named(worker: str) -> None:
    """Raise BadWork for what is no worker's name."""
    if not worker or len(worker) > LONGEST_NAME:
        raise BadWork(part="worker", found=worker[:LONGEST_NAME])


def locked_for(seconds: int) -> None:
    """Raise BadWork for a time nobody may keep work."""
    if not 1 <= seconds <= LONGEST_LOCK:
        raise BadWork(part="seconds", found=str(seconds))

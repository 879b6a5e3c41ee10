"""A case begins because the time or the signal of a start event has come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.cases.beginning.common import Beginning, Trigger, begin_case
from engine.cases.crossing.messages import BeginCase
from engine.cases.ports.unit import CaseUnit
from engine.cases.stepping.machinery import Machinery
from engine.definitions.starts import Beat, StartClock, StartEvent
from engine.identity.context import Context
from engine.jobs.jobs import Job
from engine.kernel.ids import DefinitionId


class Begin:
    """Begins a case when the time or the signal of a start event has come."""

    def __init__(self, machinery: Machinery, clock: StartClock) -> None:
        """Move tokens with `machinery`; `clock` says when a cycle comes again."""
        self._machinery = machinery
        self._clock = clock

    def __call__(self, command: BeginCase, context: Context[CaseUnit]) -> bool:
        """Begin one case for the job, and let the next of a cycle wait."""
        jobs = context.unit.jobs
        job = jobs.get(command.job)
        if job is None or job.token != command.token:
            return False
        start = None if job.instance is None else context.unit.starts.locked(job.instance)
        taken = jobs.take(command.job, command.token)
        if taken is None:
            return False
        if taken.instance is None:
            return self._by_signal(context, taken)
        return start is not None and self._by_time(context, taken, start)

    def _by_signal(self, context: Context[CaseUnit], job: Job) -> bool:
        told = job.payload
        by = Trigger(
            kind="signal",
            element=told["element"],
            name=told["signal"],
            sender=told.get("sender"),
        )
        return self._begin(context, told["definition"], by, told.get("variables") or {})

    def _by_time(self, context: Context[CaseUnit], job: Job, start: StartEvent) -> bool:
        due = job.due_at or context.now
        if start.timer is not None:
            beat = Beat(due=due, left=start.left)
            following = self._clock.following(start.timer, beat, context.now)
            if following is not None:
                context.unit.starts.again(start, following.due, following.left)
        by = Trigger(kind="timer", element=start.element, due=due)
        return self._begin(context, start.definition, by, {})

    def _begin(
        self, context: Context[CaseUnit], number: int, by: Trigger, values: Mapping[str, Any]
    ) -> bool:
        definition = context.unit.definitions.get(DefinitionId(number))
        if definition is None:
            raise LookupError(number)
        beginning = Beginning(definition=definition, values=values, trigger=by)
        begin_case(self._machinery, context, beginning)
        return True

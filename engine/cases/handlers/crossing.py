"""Signals from outside, and the jobs that bring what crosses cases: signals, and new cases."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Any

from engine.cases.correlation import BeginCase, DeliverSignal, Thrown, ThrowSignal
from engine.cases.handlers.beginning import Beginning, Trigger, begin_case
from engine.cases.handlers.events import take
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, CaseState
from engine.cases.sent import LONGEST_REQUEST, text_of, values_of
from engine.cases.stepping.actions import Action, planned
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.signals import send
from engine.cases.stepping.step import act
from engine.cases.tokens.errors import NotWaiting
from engine.definitions.starts import Beat, StartClock, StartEvent
from engine.history.events import SignalReceived, SignalSent
from engine.identity.context import Context
from engine.jobs.jobs import Job, NewJob
from engine.kernel.ids import DefinitionId


def throw(command: ThrowSignal, context: Context[CaseUnit]) -> Thrown:
    """Send a signal on its way; what waits for it is not locked."""
    text_of("signal", command.signal)
    text_of("request", command.request, LONGEST_REQUEST)
    values = values_of(command.variables)
    before = None if command.request is None else _thrown_before(context, command.request)
    if before is not None:
        return before
    thrown = send(context, command.signal, values)
    event = SignalSent(
        signal=command.signal,
        reason=command.reason,
        values=values,
        waiting=thrown.waiting,
        beginning=thrown.beginning,
        request=command.request,
    )
    context.unit.history.append_to_station([event], at=context.now, actor=context.actor.id)
    return thrown


LOOKED_THROUGH = 200
"""How many signals thrown last are asked whether they are this one, sent twice."""


def _thrown_before(context: Context[CaseUnit], request: str) -> Thrown | None:
    """Return what became of a signal that was thrown with the same request already."""
    events = context.unit.history.of_station((SignalSent.kind,), None)
    for event in islice(events, LOOKED_THROUGH):
        if event.data.get("request") == request:
            return Thrown(
                waiting=int(event.data["waiting"]), beginning=int(event.data["beginning"])
            )
    return None


class Deliver:
    """Lets a signal reach one place that waited for it when it was thrown."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: DeliverSignal, context: Context[CaseUnit]) -> bool:
        """Deliver once; nothing happens when the place does not wait any more."""
        taken = take(context, command.job, command.token)
        if taken is None:
            return False
        case, job = taken
        if case.state is not CaseState.OPEN:
            return self._later(context, case, job)
        told, first = job.payload, job.instance or 0
        variables = told.get("variables") or {}
        action = Action(
            verb=lambda execution: execution.deliver(first, "signal", variables),
            events=(SignalReceived(signal=told["signal"], sender=told.get("sender")),),
        )
        try:
            act(self._machinery, context, case, planned(action))
        except NotWaiting:
            return False  # it was interrupted meanwhile; the job is done all the same
        return True

    @staticmethod
    def _later(context: Context[CaseUnit], case: CaseRecord, job: Job) -> bool:
        """Let the signal wait with a suspended case until that goes on; one that is over is not
        reached any more.
        """
        if case.state is CaseState.SUSPENDED:
            again = NewJob(
                kind=job.kind,
                case=case.id,
                instance=job.instance,
                due_at=job.due_at,
                payload=job.payload,
            )
            context.unit.jobs.enter([again])
            context.unit.jobs.hold(case.id)
        return False


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

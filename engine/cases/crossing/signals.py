"""Signals from outside, and the jobs that bring them to the cases that wait for them."""

from __future__ import annotations

from itertools import islice

from engine.cases.crossing.messages import DeliverSignal, Thrown, ThrowSignal
from engine.cases.handlers.events import take
from engine.cases.incoming.values import LONGEST_REQUEST, text_of, values_of
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord, CaseState
from engine.cases.stepping.actions import Action, planned
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.signals import send
from engine.cases.stepping.step import act
from engine.cases.tokens.errors import NotWaiting
from engine.history.events import SignalReceived, SignalSent
from engine.identity.context import Context
from engine.jobs.jobs import Job, NewJob


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

"""Signals on their way to other cases: one job for each place that waits, and for each process."""

from __future__ import annotations

from collections.abc import Mapping

from engine.cases.crossing.messages import Thrown
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord
from engine.cases.tokens.changes import Value
from engine.definitions.starts import StartKind
from engine.identity.context import Context
from engine.jobs.jobs import JobKind, NewJob


def send(
    context: Context[CaseUnit],
    signal: str,
    variables: Mapping[str, Value],
    sender: CaseRecord | None = None,
) -> Thrown:
    """Make the jobs that take a signal to all that wait for it now, but for the sender's own case,
    and to the processes that begin by it. Nothing of theirs is locked.
    """
    unit, now = context.unit, context.now
    payload = {
        "signal": signal,
        "variables": dict(variables),
        "sender": None if sender is None else sender.number,
    }
    waiting = unit.subscriptions.tell(signal, payload, now, None if sender is None else sender.id)
    starts = unit.starts.waiting(context.actor.station, StartKind.SIGNAL, signal)
    unit.jobs.enter(
        [
            NewJob(
                kind=JobKind.START,
                due_at=now,
                payload=payload | {"definition": start.definition, "element": start.element},
            )
            for start in starts
        ]
    )
    return Thrown(waiting=waiting, beginning=len(starts))

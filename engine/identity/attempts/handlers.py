"""Counting attempts."""

from __future__ import annotations

from typing import Protocol

from engine.identity.attempts.messages import AttemptsOf, CountAttempt, ForgetAttempts
from engine.identity.attempts.records import Attempts, AttemptStore, place
from engine.identity.context import Context


class AttemptUnit(Protocol):
    """One transaction, as handlers here see it."""

    @property
    def attempts(self) -> AttemptStore:
        """Counts of attempts."""
        ...


def count(command: CountAttempt, context: Context[AttemptUnit]) -> int:
    """Count an attempt; what is over makes room."""
    store, now = context.unit.attempts, context.now
    store.forget_over(now)
    return store.add(place(command.key), command.amount, now, now + command.span).count


def forget(command: ForgetAttempts, context: Context[AttemptUnit]) -> None:
    """Count from nothing again."""
    context.unit.attempts.forget(place(command.key))


def seen(query: AttemptsOf, context: Context[AttemptUnit]) -> Attempts | None:
    """Answer `AttemptsOf`."""
    return context.unit.attempts.seen(place(query.key), context.now)

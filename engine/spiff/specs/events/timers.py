"""Timers on the host's clock: evaluated once when they begin to wait, then left to the host."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from engine.cases.tokens.changes import TimerArmed, Value
from engine.kernel.reasons import Reason, Why
from engine.spiff.drawn import Timer
from engine.spiff.values.cron import Cron, NotATime
from engine.spiff.values.expressions import evaluate, failed
from engine.spiff.values.times import Cycle, cycle_of, is_literal, moment_of, span_of

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token

LEFT, DUE, AFTER = "left", "due", "after"
"""What a repeating timer keeps with its token: how often it still fires, when it is due; and,
until it is armed, when the one before it was due."""


def arm(token: Token) -> None:
    """Evaluate a waiting timer and report when it is due.

    A date that is null sleeps (due None) until it is armed again; a duration or repetition that is
    null would never come. Raises ElementFailed for that, and for what is no time.
    """
    timer = token.task_spec.drawn.timer
    if timer is None:
        raise failed(token.task_spec, Reason(Why.NO_TIME))
    try:
        due, again = _due(token, timer)
    except NotATime as error:
        raise failed(
            token.task_spec, Reason(Why.NOT_A_TIME, text=timer.text, error=error)
        ) from error
    token.workflow.record(TimerArmed(at=token.where, due=due, again=again))


def following(fired: Token) -> dict[str, Value]:
    """Return what a repeating timer hands on to the token that waits next; else nothing."""
    if DUE not in fired.internal_data:
        return {}
    left = fired.internal_data.get(LEFT)
    return {LEFT: None if left is None else left - 1, AFTER: fired.internal_data[DUE]}


def repeats(token: Token) -> bool:
    """Return whether a fired timer will be armed anew."""
    return DUE in token.internal_data and token.internal_data.get(LEFT) != 1


def forget_repeating(token: Token) -> None:
    """Let a timer that waits fire once more only: its element does not repeat any longer."""
    for kept in (LEFT, DUE, AFTER):
        token.internal_data.pop(kept, None)


def _due(token: Token, timer: Timer) -> tuple[datetime | None, bool]:
    value = timer.text.strip() if is_literal(timer.text) else evaluate(token, timer.text)
    if value is None and timer.kind == "timeDate":
        return None, False
    workflow = token.workflow
    now = workflow.now
    if timer.kind == "timeDate":
        return moment_of(value, workflow.zone), False
    if timer.kind == "timeDuration":
        return span_of(value).after(now), False
    return _next(token, cycle_of(value, workflow.zone), now)


def _next(token: Token, cycle: Cycle | Cron, now: datetime) -> tuple[datetime | None, bool]:
    memory = token.internal_data
    if cycle.times == 0:
        return None, False
    if DUE not in memory:
        memory[DUE] = _first(token, cycle, now)
    again = token.task_spec.repeats and memory[LEFT] != 1
    return memory[DUE], again


def _first(token: Token, cycle: Cycle | Cron, now: datetime) -> datetime:
    memory = token.internal_data
    if AFTER in memory:
        return cycle.after(memory.pop(AFTER), now)
    memory[LEFT] = cycle.times
    return cycle.first(now)

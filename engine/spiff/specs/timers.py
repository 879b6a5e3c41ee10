"""Timers on the host's clock: evaluated once when they begin to wait, then left to the host."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from engine.cases.runner import TimerArmed, Value
from engine.spiff.drawn import Timer
from engine.spiff.expressions import evaluate, failed
from engine.spiff.times import Cycle, NotATime, cycle_of, is_literal, moment_of, span_of

if TYPE_CHECKING:
    from engine.spiff.token import Token

LEFT, BASE = "left", "base"
"""What a repeating timer keeps with its token: how often it still fires, its last due moment."""


def arm(token: Token) -> None:
    """Evaluate a waiting timer and report when it is due.

    A null result sleeps (due None). Raises ElementFailed for what is no time.
    """
    timer = token.task_spec.drawn.timer
    if timer is None:
        raise failed(token.task_spec, "has no time")
    try:
        due, again = _due(token, timer)
    except NotATime as error:
        raise failed(token.task_spec, f"{timer.text}: {error}") from error
    token.workflow.record(TimerArmed(at=token.where, due=due, again=again))


def following(fired: Token) -> dict[str, Value]:
    """Return what a repeating timer hands on to the token that waits next; else nothing."""
    if BASE not in fired.internal_data:
        return {}
    left = fired.internal_data.get(LEFT)
    return {LEFT: None if left is None else left - 1, BASE: fired.internal_data[BASE]}


def repeats(token: Token) -> bool:
    """Return whether a fired timer will be armed anew."""
    return BASE in token.internal_data and token.internal_data.get(LEFT) != 1


def _due(token: Token, timer: Timer) -> tuple[datetime | None, bool]:
    value = timer.text.strip() if is_literal(timer.text) else evaluate(token, timer.text)
    if value is None:
        return None, False
    workflow = token.workflow
    now = workflow.now
    if timer.kind == "timeDate":
        return moment_of(value, workflow.zone), False
    if timer.kind == "timeDuration":
        return span_of(value).after(now), False
    return _next(token, cycle_of(value, workflow.zone), now)


def _next(token: Token, cycle: Cycle, now: datetime) -> tuple[datetime | None, bool]:
    memory = token.internal_data
    if cycle.times == 0:
        return None, False
    if BASE in memory:
        due = cycle.span.after(memory[BASE])
    else:
        due = cycle.start or cycle.span.after(now)
        memory[LEFT] = cycle.times
    memory[BASE] = due
    again = token.task_spec.repeats and memory[LEFT] != 1
    return due, again

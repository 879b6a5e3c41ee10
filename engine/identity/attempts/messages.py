"""Counting attempts of people who have not signed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from engine.identity.attempts.records import Attempts
from engine.kernel.messages import Command, Query


@dataclass(frozen=True, kw_only=True)
class CountAttempt(Command[int]):
    """Count an attempt under a key; returns how many there were in this span."""

    action: ClassVar[str] = "identity.sign-in"
    key: str
    span: timedelta
    amount: int = 1


@dataclass(frozen=True, kw_only=True)
class ForgetAttempts(Command[None]):
    """Count from nothing again under a key."""

    action: ClassVar[str] = "identity.sign-in"
    key: str


@dataclass(frozen=True, kw_only=True)
class AttemptsOf(Query[Attempts | None]):
    """What was counted under a key in the span that runs; None when none does."""

    action: ClassVar[str] = "identity.sign-in"
    key: str

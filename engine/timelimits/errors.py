"""What the time limits refuse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.kernel.errors import YekuoError


@dataclass
class BadLimit(YekuoError):
    """A limit that cannot be: the field, what it held, and why it is refused."""

    field: str
    found: str
    problem: str


@dataclass
class NaiveMoment(YekuoError):
    """A moment without a time zone; `position` counts the events from 0, None is "now"."""

    position: int | None
    at: datetime


@dataclass
class EventsOutOfOrder(YekuoError):
    """An event (counted from 0) that is earlier than the one before it."""

    position: int
    at: datetime
    previous: datetime


@dataclass
class EventNotPossible(YekuoError):
    """An event (counted from 0) that a clock in that state (`new`, `running`, …) cannot take."""

    position: int
    do: str
    state: str


@dataclass
class ClockNotStarted(YekuoError):
    """A clock without any event: there is nothing to read."""


@dataclass
class ClockFileError(YekuoError):
    """A clock file that cannot be read: the place in it, and the problem as a sentence's end."""

    place: str
    problem: str

    def sentence(self) -> str:
        """Return the refusal as one sentence, for the terminal."""
        return f"{self.place}: {self.problem}."

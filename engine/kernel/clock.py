"""Time comes from a clock that is handed in; nobody else reads the system's."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC, to the microsecond."""
        return datetime.now(UTC)


class ManualClock:
    """A clock that stands still until it is moved: simulations and tests."""

    def __init__(self, at: datetime) -> None:
        """Stand at `at`, which must be aware."""
        self._lock = threading.Lock()
        self._at = _aware(at)

    def now(self) -> datetime:
        """Return the moment the clock was last set to."""
        with self._lock:
            return self._at

    def set(self, at: datetime) -> None:
        """Move to `at`; a simulated clock may not run backwards."""
        moment = _aware(at)
        with self._lock:
            if moment < self._at:
                raise ValueError(f"the clock stands at {self._at}, it cannot go back to {moment}")  # noqa: EM102
            self._at = moment

    def advance(self, by: timedelta) -> None:
        """Move on by a span."""
        self.set(self.now() + by)


def _aware(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("a moment needs a time zone")  # noqa: EM101
    return at.astimezone(UTC)

"""The demo's time: the machine's, and so much later as was asked for."""

from __future__ import annotations

import os
import re
from datetime import datetime, timedelta
from pathlib import Path

from engine.kernel.clock import Clock, SystemClock

AHEAD = "demo.ahead"
"""The file in a demo's folder that says by how many seconds its time is ahead."""
FARTHEST = timedelta(days=3 * 366)
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


class DemoClock:
    """The machine's clock moved on; a served demo sees at once that it was moved further."""

    def __init__(self, folder: Path, machine: Clock | None = None) -> None:
        """Read how far it is ahead from a demo's folder."""
        self._file = folder / AHEAD
        self._machine = machine or SystemClock()
        self._read: tuple[int, timedelta] = (0, timedelta())

    def now(self) -> datetime:
        """Return the demo's present moment, aware, in UTC."""
        return self._machine.now() + self.ahead()

    def ahead(self) -> timedelta:
        """Return how far the demo's time is ahead of the machine's."""
        try:
            changed = self._file.stat().st_mtime_ns
        except FileNotFoundError:
            return timedelta()
        if changed != self._read[0]:
            self._read = changed, timedelta(seconds=int(self._file.read_text(encoding="ascii")))
        return self._read[1]

    def advance(self, by: timedelta) -> datetime:
        """Move on; return the moment it is then. Whoever reads meanwhile gets one or the other.

        Raises ValueError when it would be farther ahead than FARTHEST.
        """
        ahead = self.ahead() + by
        if ahead > FARTHEST:
            raise ValueError(ahead)
        draft = self._file.with_suffix(f".{os.getpid()}")
        draft.write_text(str(int(ahead.total_seconds())), encoding="ascii")
        os.replace(draft, self._file)
        return self._machine.now() + ahead


def read_span(text: str) -> timedelta | None:
    """Read how far to move on: `2h`, `3d`, `1w`; None when it is no such span."""
    found = re.fullmatch(r"([1-9]\d{0,3})([hdw])", text.strip(), re.ASCII)
    return int(found[1]) * _UNITS[found[2]] if found else None

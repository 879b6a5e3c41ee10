"""What the station's history says of absences."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from engine.kernel.messages import Event
from engine.kernel.records import record


@record(frozen=True, kw_only=True)
class AbsenceEntered(Event):
    """Somebody is to be away, and who does their tasks meanwhile."""

    kind: ClassVar[str] = "absence-entered"
    absence: int
    person: str
    start: datetime
    end: datetime
    substitutes: list[str]


@record(frozen=True, kw_only=True)
class AbsenceChanged(Event):
    """An absence ends at another moment, or other people stand in."""

    kind: ClassVar[str] = "absence-changed"
    absence: int
    person: str
    before: dict[str, object]
    after: dict[str, object]


@record(frozen=True, kw_only=True)
class AbsenceEnded(Event):
    """Somebody is back before the end, or does not go; `planned` is when it would have ended."""

    kind: ClassVar[str] = "absence-ended"
    absence: int
    person: str
    planned: datetime

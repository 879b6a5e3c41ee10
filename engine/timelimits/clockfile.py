"""Clocks written down in a JSON file: reads them strictly, computes them, writes the answers.

One object or a list of them: `limit`, `unit`, `events` (each `at`, `do`, perhaps `reason`), and
perhaps `cutoff` (null or "HH:MM") and `now`. What is unknown or out of place is refused with its
place; nothing is guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal
from typing import Final, NoReturn

from engine.calendar.errors import DayOutOfRange
from engine.calendar.working import WorkingCalendar
from engine.timelimits.errors import (
    BadLimit,
    ClockFileError,
    ClockNotStarted,
    EventNotPossible,
    EventsOutOfOrder,
)
from engine.timelimits.events import ClockEvent, Do, check_events
from engine.timelimits.limits import Limit, Unit
from engine.timelimits.reading import Reading, read

MAX_CHARACTERS: Final = 1_000_000
_SHOWN: Final = 40
_MOMENT: Final = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(?P<zone>Z|[+-]\d\d:\d\d)?", re.ASCII
)
_HOUR: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d", re.ASCII)
_CLOCK_KEYS: Final = ("limit", "unit", "cutoff", "events", "now")
_EVENT_KEYS: Final = ("at", "do", "reason")


def run(text: str, calendar: WorkingCalendar, now: datetime) -> str:
    """Compute the clocks of a file and return the answers as JSON text, in the same form.

    `now` (aware) stands in where a clock names none; if that clock's events lie later still, it is
    read as at the last of them.

    Raises:
        ClockFileError: the file cannot be read; it names the place and says what is wrong.
    """
    found = _parse(text)
    if isinstance(found, list):
        answers = [
            _answer(_Place(f"clock {number}"), each, calendar, now)
            for number, each in enumerate(found, start=1)
        ]
        return json.dumps(answers, ensure_ascii=False, indent=2)
    return json.dumps(_answer(_Place("clock"), found, calendar, now), ensure_ascii=False, indent=2)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in the file we are, for the error."""

    name: str

    def at(self, part: str) -> _Place:
        return _Place(f"{self.name}, {part}")

    def refuse(self, problem: str) -> NoReturn:
        raise ClockFileError(self.name, problem)


_FILE: Final = _Place("file")


def _parse(text: str) -> object:
    if len(text) > MAX_CHARACTERS:
        _FILE.refuse(f"longer than {MAX_CHARACTERS} characters")
    try:
        return json.loads(
            text.removeprefix("\ufeff"),
            parse_float=Decimal,
            parse_int=Decimal,  # a number of a million digits must not be converted
            parse_constant=lambda name: _FILE.refuse(f"{name} is not a number"),
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        place = _FILE.at(f"line {error.lineno}, column {error.colno}")
        raise ClockFileError(place.name, f"not JSON, {error.msg}") from error
    except RecursionError as error:
        raise ClockFileError(_FILE.name, "nested too deeply") from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    record: dict[str, object] = {}
    for key, value in pairs:
        if key in record:
            _FILE.refuse(f'the key "{_shown(key)}" stands twice in one object')
        record[key] = value
    return record


def _answer(
    place: _Place, found: object, calendar: WorkingCalendar, now: datetime
) -> dict[str, object]:
    record = _record(place, found, required=("limit", "unit", "events"), known=_CLOCK_KEYS)
    limit = _limit(place, record)
    events = _events(place, record["events"])
    moment = _now(place, record.get("now"), events, now)
    station = calendar.with_cutoff(_cutoff(place, record.get("cutoff")))
    try:
        return _written(read(limit, events, station, moment))
    except DayOutOfRange as error:
        years = f"{error.first_year} to {error.last_year}"
        raise ClockFileError(place.name, f"a date lies outside the years {years}") from error


def _record(
    place: _Place, found: object, *, required: tuple[str, ...], known: tuple[str, ...]
) -> Mapping[str, object]:
    if not isinstance(found, dict):
        place.refuse(f"must be an object with {', '.join(required)}, not {_shown(found)}")
    for key in required:
        if key not in found:
            place.refuse(f'"{key}" is missing')
    for key in found:
        if key not in known:
            place.refuse(f'unknown key "{_shown(key)}", known are {", ".join(known)}')
    return found


def _limit(place: _Place, record: Mapping[str, object]) -> Limit:
    value, unit = record["limit"], record["unit"]
    if not isinstance(value, Decimal):
        place.at("limit").refuse(f"must be a number, not {_shown(value)}")
    if not isinstance(unit, str) or unit not in list(Unit):
        known = ", ".join(Unit)
        place.at("unit").refuse(f"unknown unit {_shown(unit)}, known are {known}")
    try:
        return Limit(checkpoint="", value=value, unit=Unit(unit))
    except BadLimit as error:
        found = f"{_shown(error.found)} is refused"
        raise ClockFileError(place.at("limit").name, f"{found}, {error.problem}") from error


def _cutoff(place: _Place, found: object) -> time | None:
    if found is None:
        return None
    if not isinstance(found, str) or not _HOUR.fullmatch(found):
        place.at("cutoff").refuse(f'must be null or "HH:MM", not {_shown(found)}')
    return time.fromisoformat(found)


def _events(place: _Place, found: object) -> tuple[ClockEvent, ...]:
    if not isinstance(found, list):
        place.at("events").refuse(f"must be a list, not {_shown(found)}")
    events = tuple(
        _event(place.at(f"event {number}"), each) for number, each in enumerate(found, start=1)
    )
    try:
        check_events(events)
    except ClockNotStarted as error:
        raise ClockFileError(
            place.at("events").name, "there is no event, not even a start"
        ) from error
    except EventsOutOfOrder as error:
        where = place.at(f"event {error.position + 1}")
        times = f"{error.at.isoformat()} is earlier than {error.previous.isoformat()} before it"
        raise ClockFileError(where.name, f"out of order, {times}") from error
    except EventNotPossible as error:
        where = place.at(f"event {error.position + 1}")
        raise ClockFileError(where.name, _impossible(error)) from error
    return events


def _impossible(error: EventNotPossible) -> str:
    if error.state == "new":
        return f'"{error.do}" before the clock is started'
    return f'"{error.do}" is not possible, the clock is {error.state}'


def _event(place: _Place, found: object) -> ClockEvent:
    record = _record(place, found, required=("at", "do"), known=_EVENT_KEYS)
    do, reason = record["do"], record.get("reason")
    if not isinstance(do, str) or do not in list(Do):
        place.at("do").refuse(f"unknown verb {_shown(do)}, known are {', '.join(Do)}")
    if reason is not None and not isinstance(reason, str):
        place.at("reason").refuse(f"must be a text, not {_shown(reason)}")
    return ClockEvent(at=_moment(place.at("at"), record["at"]), do=Do(do), reason=reason)


def _now(
    place: _Place, found: object, events: tuple[ClockEvent, ...], otherwise: datetime
) -> datetime:
    if found is None:
        return otherwise
    now = _moment(place.at("now"), found)
    if now < events[-1].at:
        place.at("now").refuse(f"lies before the last event, {events[-1].at.isoformat()}")
    return now


def _moment(place: _Place, found: object) -> datetime:
    written = _MOMENT.fullmatch(found) if isinstance(found, str) else None
    if written is None:
        place.refuse(f"must be written YYYY-MM-DDTHH:MM:SS+HH:MM, not {_shown(found)}")
    if written["zone"] is None:
        place.refuse(f"{written[0]} has no time zone, add one such as +08:00")
    try:
        return datetime.fromisoformat(written[0])
    except ValueError as error:
        raise ClockFileError(place.name, f"{written[0]} is no date and time") from error


def _written(reading: Reading) -> dict[str, object]:
    return {
        "due": _iso(reading.due),
        "original_due": _iso(reading.original_due),
        "due_if_resumed_now": _iso(reading.due_if_resumed_now),
        "used": reading.used,
        "left": reading.left,
        "state": reading.state.value,
        "provisional": reading.provisional,
        "segments": [
            {
                "from": _iso(segment.start),
                "to": _iso(segment.end),
                "kind": segment.kind.value,
                "reason": segment.reason,
            }
            for segment in reading.segments
        ],
    }


def _iso(at: datetime | None) -> str | None:
    return None if at is None else at.isoformat()


def _shown(found: object) -> str:
    if isinstance(found, dict | list):
        return "an object" if isinstance(found, dict) else "a list"
    text = str(found) if isinstance(found, str | Decimal) else json.dumps(found)
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"

"""Where a page of a list ended, as an opaque text for the address of the next one."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import Any

from engine.cases.ports.reading import CasePlace, DuePlace, TaskPlace
from engine.feel.wire import dumps, loads
from engine.kernel.errors import BadPlace
from engine.kernel.ids import CaseId

_LONGEST = 200
_LARGEST = 253_402_300_800_000_000
"""The year 10000 in microseconds, which no moment reaches."""
LONGEST_PAGE = 200


def page_size(wish: int, most: int = LONGEST_PAGE) -> int:
    """Return how many rows a page gets, whatever is wished for."""
    return max(1, min(wish, most))


def task_place(text: str | None) -> TaskPlace | None:
    """Read the place in a list of tasks. Raises BadPlace."""
    if text is None:
        return None
    micros, case, instance = _numbers(text, 3)
    return _moment(micros), CaseId(case), instance


def write_task_place(place: TaskPlace) -> str:
    """Write the place in a list of tasks."""
    at, case, instance = place
    return _write([_micros(at), case, instance])


def case_place(text: str | None) -> CasePlace | None:
    """Read the place in a list of cases. Raises BadPlace."""
    if text is None:
        return None
    (case,) = _numbers(text, 1)
    return CaseId(case)


def write_case_place(place: CasePlace) -> str:
    """Write the place in a list of cases."""
    return _write([place])


def due_place(text: str | None) -> DuePlace | None:
    """Read the place in a list of cases by their limits. Raises BadPlace."""
    if text is None:
        return None
    micros, case = _numbers(text, 2)
    return _moment(micros), CaseId(case)


def write_due_place(place: DuePlace) -> str:
    """Write the place in a list of cases by their limits."""
    return _write([_micros(place[0]), place[1]])


def _moment(micros: int) -> datetime:
    at = datetime.fromtimestamp(micros // 1_000_000, UTC)
    return at.replace(microsecond=micros % 1_000_000)


def _micros(at: datetime) -> int:
    return int(at.replace(microsecond=0).timestamp()) * 1_000_000 + at.microsecond


def _write(parts: list[int]) -> str:
    return base64.urlsafe_b64encode(dumps(parts)).decode().rstrip("=")


def _numbers(text: str, count: int) -> list[int]:
    """Read back what `_write` wrote: so many whole numbers. Raises BadPlace."""
    padded = text[:_LONGEST] + "=" * (-len(text[:_LONGEST]) % 4)
    try:
        found = loads(base64.urlsafe_b64decode(padded))
    except (ValueError, TypeError) as error:
        raise BadPlace(text) from error
    numbers = found if isinstance(found, list) else []
    if len(numbers) != count or not all(_is_number(number) for number in numbers):
        raise BadPlace(text)
    return numbers


def _is_number(value: Any) -> bool:  # noqa: ANN401  whatever somebody put into the address
    return type(value) is int and 0 <= value < _LARGEST

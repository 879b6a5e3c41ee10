"""Keeps a page of events small, whatever they hold: what is left out has an address of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from markupsafe import escape

from webui.cases.timeline.decisions import Grounds
from webui.cases.timeline.sentences import DayShown, EventShown
from webui.parts.spoken import Said

BUDGET = 60_000
"""Bytes of values and reasons on one page; the events themselves take about as much."""
LONGEST_VALUE = 160
LONGEST_REASON = 200
_ROW = 60
"""Bytes of a table's row beside what stands in it."""


def fit(days: Iterable[DayShown], budget: int = BUDGET) -> tuple[DayShown, ...]:
    """Return days whose events hold no more than fits; each says how many values it left out."""
    fitted = []
    for day in days:
        events = []
        for event in day.events:
            budget, smaller = _fit(event, budget)
            events.append(smaller)
        fitted.append(replace(day, events=tuple(events)))
    return tuple(fitted)


def _fit(event: EventShown, budget: int) -> tuple[int, EventShown]:
    kept = []
    reason = event.reason if _size(event.reason) <= budget else _cut(event.reason, LONGEST_REASON)
    budget -= _size(reason)
    for name, before, after in event.changes:
        row = name, _cut(before, LONGEST_VALUE), _cut(after, LONGEST_VALUE)
        budget -= sum(map(_size, row)) + _ROW
        if budget < 0:
            break
        kept.append(row)
    hidden = len(event.changes) - len(kept)
    budget, grounds = _fit_grounds(event.grounds, budget)
    return budget, replace(
        event, changes=tuple(kept), reason=reason, hidden=hidden, grounds=grounds
    )


def _fit_grounds(grounds: Iterable[Grounds], budget: int) -> tuple[int, tuple[Grounds, ...]]:
    """Cut long values; what has no room at all is a decision's case file to show, not a page's."""
    kept = []
    for one in grounds:
        rows = tuple((label, _cut(value, LONGEST_VALUE)) for label, value in one.rows)
        budget -= sum(_size(part) + _ROW for row in rows for part in row) + _size(one.rules)
        budget -= _size(_cut(one.gave, LONGEST_VALUE))
        if budget < 0:
            break
        kept.append(replace(one, rows=rows, gave=_cut(one.gave, LONGEST_VALUE)))
    return budget, tuple(kept)


def _size(text: str) -> int:
    code = text.code if isinstance(text, Said) else ""
    return len(escape(text).encode()) + len(escape(code).encode())


def _cut(text: str, longest: int) -> str:
    if isinstance(text, Said):
        return text.cut(longest)
    return text if len(text) <= longest else f"{text[:longest]}…"

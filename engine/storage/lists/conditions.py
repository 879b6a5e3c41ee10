"""What a filter asks of a case's and of a task's row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Exists, and_, exists, literal_column, or_

from engine.cases.ports.reading import Span, Wanted
from engine.storage.tables.cases import case as cases
from engine.storage.tables.cases import clock as clocks
from engine.storage.tables.stations import customer as customers
from engine.storage.tables.stations import customer_line as lines
from engine.storage.tables.tasks import task as tasks
from engine.storage.types import fits, writable

NOTHING = cases.c.id < 0
"""What no case is: asked for what the store could not even hold."""

RUNS = clocks.c.stopped_at.is_(None)
_PAUSED = clocks.c.state == literal_column("'paused'")
_SAID = clocks.c.told >= literal_column("2")
_PRESSING = and_(RUNS, or_(_SAID, _PAUSED))
"""Spelled out: a bound value would keep the databases from the index of these alone."""
PASSED = and_(_PRESSING, clocks.c.state != literal_column("'paused'"))
"""Whose limit has passed and who said so; PostgreSQL takes `told` for rarer than it is there."""
STILL = and_(_PRESSING, _PAUSED, clocks.c.due_at.is_(None))
BINDS = or_(clocks.c.alarm_at.is_not(None), clocks.c.told >= 2)
"""A limit that has something to tell, or has told that it passed; one on the mean of many cases
binds no single one.
"""


def of_case(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Give what is asked of a case, but for its text."""
    for column, value in (
        (cases.c.process, wanted.process),
        (cases.c.stage, wanted.stage),
        (cases.c.manager, wanted.manager),
    ):
        if value is not None:
            yield column == value if writable(value) else NOTHING
    if wanted.customer is not None:
        yield cases.c.customer_id == wanted.customer if fits(wanted.customer) else NOTHING
    if wanted.tier is not None:
        yield _customer(customers.c.tier, wanted.tier)
    if wanted.line is not None:
        yield _supplied_by(wanted.line)
    if wanted.started is not None:
        yield from within(cases.c.started_at, wanted.started)
    yield from _of_clocks(wanted)


def of_task(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    """Give what is asked of a task itself."""
    if wanted.step is not None:
        process, element = wanted.step
        if not (writable(process) and writable(element)):
            yield NOTHING
        else:
            yield tasks.c.process == process
            yield tasks.c.element == element
    if wanted.follow_up is not None:
        yield from within(tasks.c.follow_up_at, wanted.follow_up)


def of_text(text: str) -> Iterator[ColumnElement[bool]]:
    """Give what a search asks of a case, row by row: where too many are found to name them."""
    if text and not writable(text):
        yield NOTHING
    elif text:
        yield or_(
            cases.c.number.icontains(text, autoescape=True),
            cases.c.customer_name.icontains(text, autoescape=True),
            cases.c.account_no.icontains(text, autoescape=True),
        )


def within(column: ColumnElement[Any], span: Span) -> Iterator[ColumnElement[bool]]:
    """Give what lets a moment be within a stretch of time."""
    if span.since is not None:
        yield column > span.since if span.closed else column >= span.since
    if span.until is not None:
        yield column <= span.until if span.closed else column < span.until


def _customer(column: ColumnElement[Any], value: str) -> ColumnElement[bool] | Exists:
    if not writable(value):
        return NOTHING
    return exists().where(customers.c.id == cases.c.customer_id, column == value)


def _supplied_by(line: str) -> ColumnElement[bool] | Exists:
    if not writable(line):
        return NOTHING
    return exists().where(lines.c.customer_id == cases.c.customer_id, lines.c.line == line)


def _of_clocks(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.limit is not None:
        yield has_limit(wanted.limit)
    if wanted.still:
        yield stands_still()


def has_limit(span: Span) -> ColumnElement[bool]:
    """Ask that a limit of a case ends within a stretch of time."""
    here = (clocks.c.case_id == cases.c.id, RUNS, BINDS)
    return exists().where(*here, *within(clocks.c.due_at, span))


def stands_still() -> ColumnElement[bool]:
    """Ask that a clock of a case stands still."""
    return exists().where(clocks.c.case_id == cases.c.id, STILL)

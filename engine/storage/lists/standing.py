"""Numbers of a whole station, each read off a range of an index and no further than it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, Select, and_, func, select

from engine.cases.ports.reading import MANY, Seen, Span
from engine.cases.ports.standing import Burden
from engine.cases.records import GOING
from engine.kernel.ids import DefinitionId, UserId
from engine.storage.lists.conditions import within
from engine.storage.lists.tasks import OPEN
from engine.storage.tables.cases import case as cases
from engine.storage.tables.cases import clock as clocks
from engine.storage.tables.people import person as persons
from engine.storage.tables.tasks import task as tasks

_GOES_ON = and_(cases.c.stage.is_not(None), cases.c.ended_at.is_(None))
"""As in the index of those alone."""


class SqlStanding:
    """Counts how a station stands."""

    def __init__(self, connection: Connection) -> None:
        """Look through an open transaction."""
        self._db = connection

    def steps_waiting(self, limit: int) -> Sequence[tuple[DefinitionId, str, str, int]]:
        """Return how many open tasks wait by definition, process and element."""
        where = [tasks.c[name] for name in ("definition_id", "process", "element")]
        found = select(*where).where(OPEN).order_by(tasks.c.urgent_at).limit(limit).subquery()
        rows = self._db.execute(select(*found.c, func.count()).group_by(*found.c))
        return [(DefinitionId(row[0]), row[1], row[2], row[3]) for row in rows]

    def stages(self) -> Mapping[str, int]:
        """Return how many cases go on in each stage, each up to MANY."""
        leaps = _stages()
        here = select(cases.c.id).where(_GOES_ON, cases.c.stage == leaps.c.stage)
        number = _number(here.correlate(leaps))
        rows = self._db.execute(select(leaps.c.stage, number).where(leaps.c.stage.is_not(None)))
        return {row[0]: row[1] for row in rows}

    def burdens(self, managers: Sequence[UserId], now: datetime) -> Mapping[UserId, Burden]:
        """Return what managers have, each number up to MANY."""
        going = [state.value for state in GOING]
        their_case = (cases.c.manager == persons.c.login, cases.c.state.in_(going))
        their_task = (tasks.c.manager == persons.c.login, OPEN)
        columns = (
            _number(select(cases.c.id).where(*their_case).correlate(persons)),
            _number(_tasks(*their_task)),
            _number(_tasks(*their_task, tasks.c.urgent_at < now)),
        )
        rows = self._db.execute(
            select(persons.c.login, *columns).where(persons.c.login.in_(managers))
        )
        return {
            UserId(login): Burden(cases=theirs, tasks=wait, overdue=late)
            for login, theirs, wait, late in rows
        }

    def limits(self, seen: Seen, span: Span, limit: int) -> Sequence[tuple[str, str, int]]:
        """Return checkpoint, state and number of the clocks that stopped in a stretch of time."""
        latest = select(clocks.c.checkpoint, clocks.c.state)
        latest = latest.where(*within(clocks.c.stopped_at, span))
        if not seen.station:
            latest = latest.join(cases, cases.c.id == clocks.c.case_id)
            latest = latest.where(cases.c.manager == seen.login)
        found = latest.order_by(clocks.c.stopped_at.desc()).limit(limit).subquery()
        counted = select(found.c.checkpoint, found.c.state, func.count().label("number"))
        rows = self._db.execute(counted.group_by(found.c.checkpoint, found.c.state))
        return [(row.checkpoint, row.state, row.number) for row in rows]


def _stages() -> Any:  # noqa: ANN401  a recursive query
    """Return the stages in which cases go on, found by leaps from one to the next."""
    stage = func.min(cases.c.stage)
    first = select(stage.label("stage")).where(_GOES_ON).cte("found", recursive=True)
    following = select(stage).where(_GOES_ON, cases.c.stage > first.c.stage).scalar_subquery()
    return first.union_all(select(following).where(first.c.stage.is_not(None)))


def _tasks(*where: ColumnElement[bool]) -> Select[Any]:
    return select(tasks.c.case_id).where(*where).correlate(persons)


def _number(rows: Select[Any]) -> ScalarSelect[int]:
    """Return how many rows there are, up to MANY, of what stands around."""
    return select(func.count()).select_from(rows.limit(MANY).subquery()).scalar_subquery()

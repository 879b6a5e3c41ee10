"""The floor: the least a durable step can cost with SQLAlchemy on the same database and settings.

One transaction that selects a case's row, updates it (400 bytes), and inserts a task's row and a
row of history: about 1 KB in all.
"""

import json

from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select, update

from tests.benchmarks.models import payload

_metadata = MetaData()
case = Table(
    "floor_case",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("state", Text, nullable=False),
    Column("revision", Integer, nullable=False),
)
task = Table(
    "floor_task",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, index=True, nullable=False),
    Column("data", Text, nullable=False),
)
history = Table(
    "floor_history",
    _metadata,
    Column("id", Integer, primary_key=True),
    Column("case_id", Integer, index=True, nullable=False),
    Column("event", Text, nullable=False),
)


class Floor:
    """Bare transactions on a store opened as the engine opens its own."""

    def __init__(self, database):
        self._engine = database.engine.execution_options(write=True)
        _metadata.drop_all(self._engine)
        _metadata.create_all(self._engine)
        self._data = json.dumps(payload("t1", 1))
        self._state = "s" * 400
        self._event = "e" * 300
        self._cases = 0

    def new_case(self):
        """Enter a case and return its number."""
        self._cases += 1
        with self._engine.begin() as db:
            db.execute(insert(case).values(id=self._cases, state=self._state, revision=0))
        return self._cases

    def step(self, number):
        """Do one bare transaction."""
        with self._engine.begin() as db:
            row = db.execute(select(case).where(case.c.id == number)).one()
            changed = update(case).where(case.c.id == number)
            db.execute(changed.values(state=self._state, revision=row.revision + 1))
            db.execute(insert(task).values(case_id=number, data=self._data))
            db.execute(insert(history).values(case_id=number, event=self._event))

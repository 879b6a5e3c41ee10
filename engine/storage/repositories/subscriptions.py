"""Messages and signals awaited."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, delete, insert, select

from engine.kernel.ids import CaseId
from engine.storage.tables import subscription as table


class SqlSubscriptions:
    """Subscriptions inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def add(self, case: CaseId, instance: int, kind: str, name: str) -> None:
        """Await a message or signal at an element instance."""
        row = {"case_id": case, "instance": instance, "kind": kind, "name": name}
        self._db.execute(insert(table).values(row))

    def remove(self, case: CaseId, instances: Sequence[int]) -> None:
        """Await nothing any more at element instances."""
        if instances:
            theirs = (table.c.case_id == case, table.c.instance.in_(instances))
            self._db.execute(delete(table).where(*theirs))

    def messages(self, case: CaseId) -> Sequence[str]:
        """Return the names of the messages a case waits for."""
        waiting = select(table.c.name).where(table.c.case_id == case, table.c.kind == "message")
        return sorted(set(self._db.execute(waiting).scalars()))

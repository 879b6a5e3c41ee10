"""Messages and signals awaited."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, delete, insert, select

from engine.kernel.ids import CaseId
from engine.storage.prepared import Prepared
from engine.storage.tables import subscription as table

_ADD = Prepared(insert(table), [column.name for column in table.c])
_REMOVE = Prepared(
    delete(table).where(
        table.c.case_id == bindparam("case_key"), table.c.instance == bindparam("instance_key")
    )
)


class SqlSubscriptions:
    """Subscriptions inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def add(self, case: CaseId, instance: int, kind: str, name: str) -> None:
        """Await a message or signal at an element instance."""
        row = {"case_id": case, "instance": instance, "kind": kind, "name": name}
        _ADD.run_each(self._db, [row])

    def remove(self, case: CaseId, instances: Sequence[int]) -> None:
        """Await nothing any more at element instances."""
        theirs = [{"case_key": case, "instance_key": instance} for instance in instances]
        _REMOVE.run_each(self._db, theirs)

    def messages(self, case: CaseId) -> Sequence[str]:
        """Return the names of the messages a case waits for."""
        waiting = select(table.c.name).where(table.c.case_id == case, table.c.kind == "message")
        return sorted(set(self._db.execute(waiting).scalars()))

"""Deployed definitions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, bindparam, func, insert, select

from engine.definitions.definitions import Definition, Kind, NewDefinition
from engine.kernel.ids import DefinitionId, StationId, TaskId, UserId
from engine.storage.connections.together import Send
from engine.storage.prepared import Prepared, Record
from engine.storage.tables.definitions import definition as table
from engine.storage.tables.definitions import deployment as deployments
from engine.storage.tables.tasks import task as tasks

_HEAD = select(*(column for column in table.c if column.name != "content"))
_LATEST = Prepared(
    _HEAD.where(
        table.c.station_id == bindparam("station"),
        table.c.kind == bindparam("of_kind"),
        table.c.key == bindparam("of_key"),
    )
    .order_by(table.c.version.desc())
    .limit(1)
)

_OF_KIND = (table.c.station_id == bindparam("station"), table.c.kind == bindparam("of_kind"))
_NEWEST = (
    select(table.c.key, func.max(table.c.version).label("version"))
    .where(*_OF_KIND)
    .group_by(table.c.key)
    .subquery()
)
_ALL_LATEST = Prepared(
    _HEAD.join(_NEWEST, (_NEWEST.c.key == table.c.key) & (_NEWEST.c.version == table.c.version))
    .where(*_OF_KIND)
    .order_by(table.c.key)
)

_FORM_OF_TASK = Prepared(
    _HEAD.join(tasks, (tasks.c.form == table.c.key) & (tasks.c.station_id == table.c.station_id))
    .where(
        table.c.kind == Kind.FORM.value,
        tasks.c.case_id == bindparam("case_key"),
        tasks.c.instance == bindparam("instance_key"),
    )
    .order_by(table.c.version.desc())
    .limit(1)
)


def form_of(task: TaskId) -> Send:
    """Return the question for the newest version of a task's form, as `latest` will ask it."""
    here = {"case_key": task.case, "instance_key": task.instance}
    names = {"station": "station_id", "of_kind": "kind", "of_key": "key"}
    return _FORM_OF_TASK.asked_for(_LATEST, here, names)


class SqlDefinitions:
    """Definitions inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        """Work on an open transaction."""
        self._db = connection

    def get(self, definition: DefinitionId) -> Definition | None:
        """Return a definition."""
        return self._newest(table.c.id == definition)

    def content(self, definition: DefinitionId) -> bytes:
        """Return the file a definition was deployed from. Raises LookupError."""
        found = self._db.execute(select(table.c.content).where(table.c.id == definition)).scalar()
        if found is None:
            raise LookupError(definition)
        return bytes(found)

    def latest(self, station: StationId, kind: Kind, key: str) -> Definition | None:
        """Return the newest version of a key."""
        wanted = {"station": station, "of_kind": kind.value, "of_key": key}
        return _LATEST.read(self._db, wanted, _first)

    def numbered(self, station: StationId, kind: Kind, key: str, version: int) -> Definition | None:
        """Return one version of a key."""
        return self._newest(*_of(station, kind, key), table.c.version == version)

    def tagged(self, station: StationId, kind: Kind, key: str, tag: str) -> Definition | None:
        """Return the newest version of a key that has a version tag."""
        return self._newest(*_of(station, kind, key), table.c.version_tag == tag)

    def all_latest(self, station: StationId, kind: Kind) -> Sequence[Definition]:
        """Return the newest version of every key."""
        wanted = {"station": station, "of_kind": kind.value}
        return [_definition(row) for row in _ALL_LATEST.all(self._db, wanted)]

    def beside(self, definition: DefinitionId, kind: Kind, key: str) -> Definition | None:
        """Return the version of a key that came in the same deployment as a definition."""
        deployment = select(table.c.deployment_id).where(table.c.id == definition)
        return self._newest(
            table.c.deployment_id == deployment.scalar_subquery(),
            table.c.kind == kind.value,
            table.c.key == key,
        )

    def beside_as(self, definition: DefinitionId, resource: str) -> Definition | None:
        """Return the form that came in the same deployment as a definition, by its file's name."""
        deployment = select(table.c.deployment_id).where(table.c.id == definition)
        return self._newest(
            table.c.deployment_id == deployment.scalar_subquery(),
            table.c.kind == Kind.FORM.value,
            table.c.resource == resource,
        )

    def add(
        self,
        station: StationId,
        deployment: str,
        definitions: Sequence[NewDefinition],
        *,
        by: UserId,
        at: datetime,
    ) -> Sequence[Definition]:
        """Enter a deployment; return its definitions with ids and versions."""
        row = {"station_id": station, "name": deployment, "deployed_at": at, "deployed_by": by}
        entered = insert(deployments).values(row).returning(deployments.c.id)
        number = self._db.execute(entered).scalar_one()
        return [self._add(station, number, new) for new in definitions]

    def _add(self, station: StationId, deployment: int, new: NewDefinition) -> Definition:
        before = self.latest(station, new.kind, new.key)
        row = {
            "station_id": station,
            "deployment_id": deployment,
            "kind": new.kind.value,
            "key": new.key,
            "version": before.version + 1 if before else 1,
            "version_tag": new.version_tag,
            "name": new.name,
            "resource": new.resource,
            "digest": new.digest,
            "content": new.content,
        }
        entered = insert(table).values(row).returning(*_HEAD.selected_columns)
        return _definition(self._db.execute(entered).one())

    def _newest(self, *conditions: ColumnElement[bool]) -> Definition | None:
        wanted = _HEAD.where(*conditions).order_by(table.c.version.desc()).limit(1)
        row = self._db.execute(wanted).first()
        return _definition(row) if row is not None else None


def _of(station: StationId, kind: Kind, key: str) -> tuple[ColumnElement[bool], ...]:
    return table.c.station_id == station, table.c.kind == kind.value, table.c.key == key


def _first(rows: Sequence[Record]) -> Definition | None:
    return _definition(rows[0]) if rows else None


def _definition(row: Record) -> Definition:
    return Definition(
        id=DefinitionId(row.id),
        kind=Kind(row.kind),
        key=row.key,
        version=row.version,
        version_tag=row.version_tag,
        name=row.name,
        resource=row.resource,
        digest=row.digest,
    )

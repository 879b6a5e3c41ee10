"""Open incidents."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from engine.cases.incidents.records import Incident, IncidentKind
from engine.kernel.ids import CaseId, DefinitionId, JobId, StationId
from engine.storage.prepared import Record
from engine.storage.tables.waiting import incident as table


class SqlIncidents:
    """Incidents inside a transaction."""

    def __init__(self, connection: Connection, station: StationId) -> None:
        """Work on an open transaction, for one station."""
        self._db = connection
        self._station = station

    def put(self, incidents: Sequence[Incident]) -> None:
        """Enter incidents, each in place of one at the same instance of the case."""
        for incident in incidents:
            if incident.case is not None:
                self.remove(incident.case, [incident.instance])
            elif incident.job is not None:
                self.remove_of_job(incident.job)
            self._db.execute(insert(table).values(self._row(incident)))

    def remove(self, case: CaseId, instances: Sequence[int]) -> None:
        """Remove the incidents at element instances of a case."""
        there = (table.c.case_id == case, table.c.instance.in_(list(instances)))
        self._db.execute(delete(table).where(*there))

    def of_case(self, case: CaseId) -> Sequence[Incident]:
        """Return the open incidents of a case, oldest first."""
        theirs = select(table).where(table.c.case_id == case).order_by(table.c.id)
        return [incident_of(row) for row in self._db.execute(theirs)]

    def of_job(self, job: JobId) -> Incident | None:
        """Return the incident of a job."""
        row = self._db.execute(select(table).where(table.c.job_id == job)).first()
        return incident_of(row) if row is not None else None

    def remove_of_job(self, job: JobId) -> None:
        """Remove the incident of a job."""
        self._db.execute(delete(table).where(table.c.job_id == job))

    def _row(self, incident: Incident) -> dict[str, Any]:
        return {
            "station_id": self._station,
            "case_id": incident.case,
            "instance": incident.instance,
            "element": incident.element,
            "definition_id": incident.definition,
            "process": incident.process,
            "kind": incident.kind.value,
            "message": incident.message,
            "why": None if incident.why is None else json.dumps(dict(incident.why)),
            "since": incident.since,
            "job_id": incident.job,
        }


def incident_of(row: Record) -> Incident:
    """Return the incident a row holds."""
    return Incident(
        id=row.id,
        case=CaseId(row.case_id) if row.case_id is not None else None,
        instance=row.instance,
        element=row.element,
        definition=DefinitionId(row.definition_id) if row.definition_id is not None else None,
        process=row.process,
        kind=IncidentKind(row.kind),
        message=row.message,
        why=None if row.why is None else json.loads(row.why),
        since=row.since,
        job=JobId(row.job_id) if row.job_id is not None else None,
    )

"""Reports of work that turn out to be an error by the rules of their element.

`camunda:errorEventDefinition`: looked at when work is done and when it has failed (Camunda 7,
"External Tasks, Error Event Definitions"). On failure a rule that cannot be computed is passed by.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from engine.cases.ports.unit import CaseUnit
from engine.cases.records import CaseRecord
from engine.cases.stepping.host import CaseHost
from engine.cases.stepping.machinery import Machinery
from engine.cases.tokens.changes import Value
from engine.cases.tokens.errors import BusinessError, ElementFailed
from engine.cases.work.messages import FailWork
from engine.cases.work.waiting import RULED
from engine.identity.context import Context
from engine.jobs.jobs import Job

LONGEST_DETAILS = 100_000
"""Characters of a failure's details that rules look at."""


class Rules:
    """Looks at the rules of work that is reported."""

    def __init__(self, machinery: Machinery) -> None:
        """Load cases with `machinery`."""
        self._machinery = machinery

    def on_completion(
        self, context: Context[CaseUnit], case: CaseRecord, job: Job, values: Mapping[str, Value]
    ) -> BusinessError | None:
        """Return the error that completed work is, None for none. Raises ElementFailed."""
        if not job.payload.get(RULED):
            return None
        earlier = job.error if isinstance(job.error, str) else None
        return self._error(context, case, job, _external_task(case, job, earlier, None), values)

    def on_failure(
        self, context: Context[CaseUnit], case: CaseRecord, job: Job, failure: FailWork
    ) -> BusinessError | None:
        """Return the error that failed work is, None for none."""
        if not job.payload.get(RULED):
            return None
        details = failure.details[:LONGEST_DETAILS] or None
        work = _external_task(case, job, failure.message or None, details)
        try:
            return self._error(context, case, job, work, {})
        except ElementFailed:
            return None

    def _error(
        self,
        context: Context[CaseUnit],
        case: CaseRecord,
        job: Job,
        work: Mapping[str, Value],
        values: Mapping[str, Value],
    ) -> BusinessError | None:
        host = CaseHost(self._machinery, context, case)
        execution = self._machinery.runner.load(case.at_rest, host)
        host.variables = execution.variables
        return execution.error_of(job.instance or 0, work, values)


def _external_task(
    case: CaseRecord, job: Job, message: str | None, details: str | None
) -> dict[str, Any]:
    """Return what rules see of the work, by the names Camunda 7 has for it."""
    return {
        "id": str(job.id),
        "topicName": job.topic,
        "workerId": job.worker,
        "activityId": job.payload.get("element"),
        "processInstanceId": str(case.id),
        "processDefinitionKey": case.process,
        "businessKey": case.business_key,
        "retries": job.retries,
        "errorMessage": message,
        "errorDetails": details,
    }

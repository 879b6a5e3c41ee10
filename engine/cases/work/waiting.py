"""The job with which work waits for whoever does it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from engine.cases.tokens.changes import Where
from engine.cases.tokens.errors import ElementFailed
from engine.cases.work.retries import tries_of
from engine.definitions.diagrams.model import Element
from engine.jobs.jobs import JobKind, NewJob
from engine.kernel.ids import CaseId
from engine.kernel.reasons import Reason, Why

LONGEST_TOPIC = 200
"""Characters the table of jobs holds of a topic."""
RULED = "rules"
"""Says in a job that its element has rules by which a report of it may turn out to be an error."""


def waiting_work(topic: str, at: Where, element: Element, case: CaseId, now: datetime) -> NewJob:
    """Return the job of an element's work. Raises ElementFailed for what is no topic."""
    if not topic or len(topic) > LONGEST_TOPIC:
        reason = Reason(Why.BAD_TOPIC, topic=repr(topic))
        raise ElementFailed(at.element, element.name, reason)
    tries = tries_of(element.attributes.get("failedJobRetryTimeCycle"))
    payload: dict[str, Any] = {"element": at.element, "tries": tries.tries}
    if tries.pause is not None:
        payload["pause"] = int(tries.pause.total_seconds())
    if element.error_rules:
        payload[RULED] = True
    return NewJob(
        kind=JobKind.WORK,
        due_at=now,
        case=case,
        instance=at.instance,
        topic=topic,
        retries=tries.tries,
        payload=payload,
    )

"""Raising an incident for a job that failed too often, and retrying what failed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from engine.cases.answers.shelf import Bystander
from engine.cases.incidents.messages import LeaveJob, NoIncident, NoJob, RetryIncident, RetryJob
from engine.cases.incidents.records import LONGEST_MESSAGE, Incident, IncidentKind
from engine.cases.noting import actor_of, held, note
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import Activity, CaseRecord
from engine.cases.stepping.actions import Action, planned
from engine.cases.stepping.machinery import Machinery
from engine.cases.stepping.resting import is_resting
from engine.cases.stepping.step import act, require_going
from engine.history.events import IncidentRaised, IncidentResolved
from engine.identity.context import Context
from engine.identity.permissions import Scope
from engine.identity.users import Forbidden
from engine.jobs.jobs import Job
from engine.kernel.messages import Event
from engine.kernel.reasons import parts_of


class Retry:
    """Lets what failed in a case be tried again."""

    def __init__(self, machinery: Machinery) -> None:
        """Move tokens with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: RetryIncident, context: Context[CaseUnit]) -> bool:
        """Retry an element at once; a job by the next worker."""
        case = held(context, command.case)
        if context.scope is not Scope.STATION and case.manager != context.actor.id:
            raise Forbidden(context.actor.id, command.action)
        require_going(case)
        here = (
            i for i in context.unit.incidents.of_case(case.id) if i.instance == command.instance
        )
        incident = next(here, None)
        if incident is None:
            raise NoIncident(command.case, command.instance)
        event = IncidentResolved(
            element=incident.element, instance=incident.instance, how="retried",
            reason=command.reason,
        )  # fmt: skip
        if incident.job is not None:
            context.unit.jobs.retry(incident.job, context.now)
            self._resolved(context, case, incident, event)
            return True
        rest = act(
            self._machinery,
            context,
            case,
            planned(
                Action(
                    verb=lambda moving: moving.retry(incident.instance),
                    events=(event,),
                    retried=incident.instance,
                )
            ),
        )
        return all(raised.instance != incident.instance for raised in rest.raised)

    def _resolved(
        self, context: Context[CaseUnit], case: CaseRecord, incident: Incident, event: Event
    ) -> None:
        activity = case.activities[incident.instance]
        element = self._machinery.catalogue.process(activity.definition, activity.process)
        kind = element.elements[activity.element].type
        waits = is_resting(kind) or kind in ("intermediateThrowEvent", "endEvent")
        kept = {i: a for i, a in case.activities.items() if i != incident.instance}
        if waits:
            kept[incident.instance] = replace(activity, failed=False)
        context.unit.incidents.remove(case.id, [incident.instance])
        write_down(context, case, event, kept)


def retry_job(command: RetryJob, context: Context[CaseUnit]) -> None:
    """Give a job of no case its attempts back; why stands in the station's history."""
    incident = context.unit.incidents.of_job(command.job)
    if incident is None or incident.case is not None:
        raise NoJob(command.job)
    context.unit.incidents.remove_of_job(command.job)
    context.unit.jobs.retry(command.job, context.now)
    event = IncidentResolved(element=incident.element, how="retried", reason=command.reason)
    context.unit.history.append_to_station([event], at=context.now, actor=actor_of(context))


class Leave:
    """Leaves a job that failed too often to a person."""

    def __init__(self, machinery: Machinery) -> None:
        """Look up where a job belongs with `machinery`."""
        self._machinery = machinery

    def __call__(self, command: LeaveJob, context: Context[CaseUnit]) -> bool:
        """Put the job aside and raise an incident where it belongs."""
        unit, message = context.unit, _short(command.message)
        job = unit.jobs.get(command.job)
        if job is None:
            return False
        case = None if job.case is None else unit.cases.load(job.case)
        if not unit.jobs.put_aside(command.job, command.token, message):
            return False
        if case is None:
            unit.incidents.put([_caseless(job, message, context)])
            return True
        self.raise_for(job, case, message, context)
        return True

    def raise_for(
        self, job: Job, case: CaseRecord, message: str, context: Context[CaseUnit]
    ) -> None:
        """Raise the incident of a job of a case (loaded for writing)."""
        instance = job.instance or 0
        activity = case.activities.get(instance) or self._activity(case, instance, context)
        incident = incident_at(activity, case, message, context, job=job)
        event = IncidentRaised(
            element=activity.element, instance=instance, message=message, why=parts_of(message)
        )
        context.unit.incidents.put([incident])
        kept = {**case.activities, instance: replace(activity, failed=True)}
        write_down(context, case, event, kept)

    def _activity(self, case: CaseRecord, instance: int, context: Context[CaseUnit]) -> Activity:
        """Return where a timer belongs that is no activity by itself: a boundary event."""
        execution = self._machinery.runner.load(case.at_rest, Bystander(context.now))
        at = execution.where(instance)
        return Activity(
            instance=instance,
            element=at.element,
            definition=at.definition,
            process=at.process,
            scope=at.scope,
            since=context.now,
        )


def write_down(
    context: Context[CaseUnit], case: CaseRecord, event: Event, activities: Mapping[int, Activity]
) -> None:
    """Save a case whose tokens have not moved, with an event."""
    note(context, replace(case, activities=activities), [event])


def incident_at(
    activity: Activity, case: CaseRecord, message: str, context: Context[CaseUnit], *, job: Job
) -> Incident:
    """Return the incident of a job."""
    return Incident(
        case=case.id,
        instance=activity.instance,
        element=activity.element,
        definition=activity.definition,
        process=activity.process,
        kind=IncidentKind.JOB,
        message=message,
        why=parts_of(message),
        since=context.now,
        job=job.id,
    )


def _short(message: str) -> str:
    """Return as much of a message as is kept; the engine's own are short and keep what they say."""
    return message if len(message) <= LONGEST_MESSAGE else message[:LONGEST_MESSAGE]


def _caseless(job: Job, message: str, context: Context[CaseUnit]) -> Incident:
    return Incident(
        case=None,
        instance=0,
        element=str(job.payload.get("element") or ""),
        definition=None,
        process=str(job.payload.get("process") or ""),
        kind=IncidentKind.JOB,
        message=message,
        why=parts_of(message),
        since=context.now,
        job=job.id,
    )

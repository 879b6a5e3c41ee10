"""Everything around a case's tokens brought to another version of a process, with them.

Activities, open tasks, running clocks and jobs name the element and definition they belong to: all
of them say the same afterwards. Dates stay: a timer is due when it was, a clock ends when it did;
who has a task keeps it. A task is asked the form its element has in the new version.
"""

from __future__ import annotations

from dataclasses import replace

from engine.cases.stepping.clocks import PROCESS_CLOCK
from engine.cases.stepping.host import CaseHost
from engine.cases.tokens.rebinding import Rebinding, Rebound
from engine.cases.tokens.runner import Execution


def rebind(host: CaseHost, execution: Execution, rebinding: Rebinding) -> None:
    """Bring a case's tokens and all that hangs on them to the target of a rebinding."""
    case = host.case
    if rebinding.concerns(case.definition, case.process):
        process = host.machinery.catalogue.process(rebinding.target, rebinding.process)
        host.case = replace(
            case, definition=rebinding.target, stage=process.properties.get("stage")
        )
    rebound = execution.rebind(rebinding)
    for instance, activity in list(host.activities.items()):
        if instance in rebound.elements:
            host.activities[instance] = replace(
                activity, definition=rebinding.target, element=rebound.elements[instance]
            )
    _clocks(host, rebinding, rebound)
    _tasks(host, rebinding, rebound)
    _jobs(host, rebound)
    _incidents(host, rebinding, rebound)


def _clocks(host: CaseHost, rebinding: Rebinding, rebound: Rebound) -> None:
    elements = dict(rebound.elements)
    whole = host.clocks.get(PROCESS_CLOCK)
    if whole is not None and whole.definition == rebinding.source:
        elements[PROCESS_CLOCK] = rebinding.element(whole.element)
    host.context.unit.clocks.rebind(host.clocks.rebind(elements, rebinding.target))


def _tasks(host: CaseHost, rebinding: Rebinding, rebound: Rebound) -> None:
    tasks = host.context.unit.tasks
    for task in tasks.open_of(host.case.id):
        instance = task.id.instance
        if instance in rebound.elements:
            tasks.replace(
                replace(
                    task,
                    definition=rebinding.target,
                    element=rebound.elements[instance],
                    form=rebound.forms.get(instance),
                )
            )


def _jobs(host: CaseHost, rebound: Rebound) -> None:
    jobs = host.context.unit.jobs
    for job in jobs.of_case(host.case.id):
        now = rebound.elements.get(job.instance or 0)
        if now is not None and job.payload.get("element", now) != now:
            jobs.relabel(job.id, {**job.payload, "element": now})


def _incidents(host: CaseHost, rebinding: Rebinding, rebound: Rebound) -> None:
    incidents = host.context.unit.incidents
    incidents.put(
        [
            replace(
                incident,
                definition=rebinding.target,
                element=rebound.elements[incident.instance],
            )
            for incident in incidents.of_case(host.case.id)
            if incident.instance in rebound.elements
        ]
    )

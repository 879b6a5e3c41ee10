"""Computes a case's state from nothing but its history, and says where the stored one differs.

What a history tells: which elements are open, which tasks wait and who has them, the variables, and
whether the case is over. Jobs and subscriptions follow from the open elements.
"""

from dataclasses import dataclass, field

from sqlalchemy import select

from engine.api import CaseId
from engine.calendar.seed import published_calendar
from engine.feel.wire import loads
from engine.storage.tables.cases import case as cases
from engine.storage.tables.tasks import task, task_candidate
from engine.storage.tables.waiting import job, subscription

ZONE = published_calendar().zone


@dataclass
class Replayed:
    """A case as its history tells it."""

    open: dict = field(default_factory=dict)
    """Element instances that were entered and have not been left: instance → element."""
    tasks: dict = field(default_factory=dict)
    """Tasks: instance → (state, assignee)."""
    variables: dict = field(default_factory=dict)
    over: bool = False
    given: dict = field(default_factory=dict)


def replay(events):
    """Return what a case's events, oldest first, have led to."""
    state = Replayed()
    for event in events:
        handle = _HANDLERS.get(event.kind)
        if handle is not None:
            handle(state, event, loads(event.data))
    return state


def _started(state, event, data):
    at = event.at.astimezone(ZONE)
    state.variables = data.get("values", {}) | {
        "case_no": data["number"], "accepted_by": event.actor, "accepted_at": at,
        "accepted_on": at.date(), "manager": event.actor,
    }  # fmt: skip
    state.given = dict(state.variables)


def _entered(state, event, _data):
    assert event.instance not in state.open
    state.open[event.instance] = event.element


def _left(state, event, _data):
    assert state.open.pop(event.instance) == event.element
    if state.tasks.get(event.instance, ("",))[0] == "open":
        state.tasks[event.instance] = ("cancelled", state.tasks[event.instance][1])


def _offered(state, event, data):
    state.tasks[event.instance] = ("open", data.get("assignee"))


def _claimed(state, event, _data):
    assert state.tasks[event.instance][0] == "open"
    state.tasks[event.instance] = ("open", event.actor)


def _released(state, event, _data):
    assert state.tasks[event.instance] == ("open", event.actor)
    state.tasks[event.instance] = ("open", None)


def _completed(state, event, data):
    before, assignee = state.tasks[event.instance]
    assert before == "open"
    state.tasks[event.instance] = ("completed", assignee or event.actor)
    state.variables |= data.get("values", {})
    state.given = data.get("values", {})


def _changed(state, _event, data):
    state.variables |= data.get("after", {})
    for name in data.get("before", {}):
        if name not in data.get("after", {}) and name not in state.given:
            state.variables.pop(name)


def _ended(state, _event, _data):
    state.over = True


_HANDLERS = {
    "case-started": _started, "entered": _entered, "completed": _left, "cancelled": _left,
    "task-offered": _offered, "task-claimed": _claimed, "task-released": _released,
    "task-completed": _completed, "variables-changed": _changed, "case-ended": _ended,
}  # fmt: skip


def differences(station, number, timers=(), messages=()):
    """Return how a stored case differs from what its history tells, nothing when it does not.

    `timers` and `messages` are the elements of its diagram that wait for such while they are open.
    """
    with station.units.reading() as unit:
        told = replay(unit.history.of_case(CaseId(number)))
        record = unit.cases.look(CaseId(number))
    with station.database.reading() as db:
        stored = _stored(db, number)
    _format, _last, rows = loads(record.tokens)[:3]
    tokens = {row[0]: row[2] for row in rows if row[2]}
    expected = {
        "elements": (told.open, tokens),
        "tasks": (told.tasks, stored["tasks"]),
        "offers": (_free(told.tasks), stored["free"]),
        "timers": (_those(told.open, timers), stored["jobs"]),
        "messages": (_those(told.open, messages), stored["subscriptions"]),
        "variables": (told.variables, dict(record.variables)),
        "over": (told.over, record.state.is_over),
        "nothing open": (told.over, not tokens and not stored["jobs"]),
    }
    return {name: pair for name, pair in expected.items() if pair[0] != pair[1]}


def _stored(db, number):
    def rows(table, *columns):
        return db.execute(select(*columns).where(table.c.case_id == number)).all()

    tasks = rows(task, task.c.instance, task.c.state, task.c.assignee)
    free = rows(task_candidate, task_candidate.c.instance, task_candidate.c.taken)
    return {
        "tasks": {row.instance: (row.state, row.assignee) for row in tasks},
        "free": {row.instance for row in free if not row.taken},
        "jobs": sorted(row[0] for row in rows(job, job.c.element_instance)),
        "subscriptions": sorted(row[0] for row in rows(subscription, subscription.c.instance)),
    }


def _free(tasks):
    return {instance for instance, (state, who) in tasks.items() if (state, who) == ("open", None)}


def _those(open_elements, names):
    return sorted(i for i, element in open_elements.items() if element in names)


def keys(station):
    """Return the keys of every case of a station."""
    with station.database.reading() as db:
        return list(db.execute(select(cases.c.id).order_by(cases.c.id)).scalars())

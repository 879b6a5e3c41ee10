"""The permission table: which role may do what, and on how much. Nothing else grants anything."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum
from functools import lru_cache

from engine.identity.users import MANAGERS, Role, User


class Scope(IntEnum):
    """How far a permission reaches; a person's widest one counts."""

    NONE = 0
    OWN = 1
    """One's own customers' cases, and cases in which one's groups have or had a task."""
    STATION = 2
    """Every case of the station."""


_LEADERS = frozenset({Role.DIRECTOR, Role.SPECIALIST, Role.SECTION_CHIEF})
_STAFF = MANAGERS | {Role.DEPARTMENT}
_PEOPLE = frozenset(Role) - {Role.SYSTEM}


def _grants(*rows: tuple[Iterable[Role], Scope]) -> dict[Role, Scope]:
    return {role: scope for roles, scope in rows for role in roles}


_ADMINISTRATOR = ((Role.ADMINISTRATOR,), Scope.STATION)

_OPERATES = _grants((_LEADERS, Scope.STATION), _ADMINISTRATOR)
"""What goes past the diagram: those who answer for the station, not those who do its tasks. Whoever
has a task may send it back, since that only undoes their own step."""

TABLE: dict[str, dict[Role, Scope]] = {
    "identity.me": _grants((_PEOPLE, Scope.OWN)),
    "identity.language": _grants((_PEOPLE, Scope.OWN)),
    "identity.own": _grants((_PEOPLE, Scope.OWN)),
    "notice.read": _grants((_PEOPLE, Scope.OWN)),
    "notice.choose": _grants((_PEOPLE, Scope.OWN)),
    "notice.tell": _grants(((Role.SYSTEM,), Scope.STATION)),
    "mail.write": _grants(((Role.SYSTEM,), Scope.STATION)),
    "identity.read": _grants(((Role.AUDITOR,), Scope.STATION), _ADMINISTRATOR),
    "absence.read": _grants(
        (_STAFF | _LEADERS, Scope.OWN),
        ({Role.DIRECTOR, Role.AUDITOR}, Scope.STATION),
        _ADMINISTRATOR,
    ),
    "absence.enter": _grants(
        (_STAFF | _LEADERS, Scope.OWN), ({Role.DIRECTOR}, Scope.STATION), _ADMINISTRATOR
    ),
    "inbox.read": _grants(
        (_STAFF, Scope.OWN), (_LEADERS | {Role.AUDITOR}, Scope.STATION), _ADMINISTRATOR
    ),
    "filter.read": _grants(
        (_STAFF | _LEADERS | {Role.AUDITOR}, Scope.OWN), ((Role.ADMINISTRATOR,), Scope.OWN)
    ),
    "filter.keep": _grants(
        (_STAFF | _LEADERS | {Role.AUDITOR}, Scope.OWN), ((Role.ADMINISTRATOR,), Scope.OWN)
    ),
    "task.read": _grants(
        (_STAFF, Scope.OWN), (_LEADERS | {Role.AUDITOR}, Scope.STATION), _ADMINISTRATOR
    ),
    "task.claim": _grants((_STAFF | _LEADERS, Scope.OWN), _ADMINISTRATOR),
    "task.release": _grants((_STAFF | _LEADERS, Scope.OWN), _ADMINISTRATOR),
    "task.complete": _grants((_STAFF | _LEADERS, Scope.OWN), _ADMINISTRATOR),
    "task.hand-over": _grants((_STAFF | _LEADERS, Scope.OWN), _ADMINISTRATOR),
    "task.follow-up": _grants((_STAFF | _LEADERS, Scope.OWN), _ADMINISTRATOR),
    "case.read": _grants(
        (_STAFF, Scope.OWN), (_LEADERS | {Role.AUDITOR}, Scope.STATION), _ADMINISTRATOR
    ),
    "customer.read": _grants(
        (MANAGERS, Scope.OWN), (_LEADERS | {Role.AUDITOR}, Scope.STATION), _ADMINISTRATOR
    ),
    "customer.change": _grants((MANAGERS, Scope.OWN), (_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "customer.assign": _grants((_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "customer.tier": _grants((_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "customer.import": _grants((_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "case.start": _grants((MANAGERS | _LEADERS, Scope.STATION), _ADMINISTRATOR),
    "task.draft": _grants((_STAFF | _LEADERS, Scope.OWN), _ADMINISTRATOR),
    "comment.read": _grants(
        (_STAFF, Scope.OWN), (_LEADERS | {Role.AUDITOR}, Scope.STATION), _ADMINISTRATOR
    ),
    "comment.write": _grants((_STAFF, Scope.OWN), (_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "paper.read": _grants(
        (_STAFF, Scope.OWN), (_LEADERS | {Role.AUDITOR}, Scope.STATION), _ADMINISTRATOR
    ),
    "paper.write": _grants((_STAFF, Scope.OWN), (_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "station.sweep": _grants(((Role.SYSTEM,), Scope.STATION), _ADMINISTRATOR),
    "case.message": _grants((MANAGERS, Scope.OWN), (_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "case.suspend": _OPERATES,
    "case.resume": _OPERATES,
    "case.cancel": _OPERATES,
    "case.skip": _OPERATES,
    "case.send-back": _grants((_STAFF, Scope.OWN), (_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "case.repeat": _OPERATES,
    "case.move": _OPERATES,
    "case.variables": _OPERATES,
    "case.restart": _OPERATES,
    "case.deliver": _OPERATES,
    "task.change": _OPERATES,
    "case.migrate": _OPERATES,
    "migration.plan": _grants(
        (_LEADERS, Scope.STATION), ((Role.DESIGNER,), Scope.STATION), _ADMINISTRATOR
    ),
    "incident.read": _grants(
        (MANAGERS, Scope.OWN), (_LEADERS | {Role.AUDITOR}, Scope.STATION), _ADMINISTRATOR
    ),
    "incident.retry": _grants(
        (MANAGERS, Scope.OWN), (_LEADERS | {Role.SYSTEM}, Scope.STATION), _ADMINISTRATOR
    ),
    "job.retry": _grants((_LEADERS | {Role.SYSTEM}, Scope.STATION), _ADMINISTRATOR),
    "work.fetch": _grants(((Role.WORKER, Role.SYSTEM), Scope.STATION), _ADMINISTRATOR),
    "work.report": _grants(((Role.WORKER, Role.SYSTEM), Scope.STATION), _ADMINISTRATOR),
    "job.leave": _grants(((Role.SYSTEM,), Scope.STATION)),
    "message.correlate": _grants((MANAGERS, Scope.OWN), (_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "condition.evaluate": _grants((_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "signal.throw": _grants((_LEADERS, Scope.STATION), _ADMINISTRATOR),
    "timer.fire": _grants(((Role.SYSTEM,), Scope.STATION)),
    "definitions.deploy": _grants(((Role.DESIGNER,), Scope.STATION), _ADMINISTRATOR),
    "history.verify": _grants(((Role.AUDITOR, Role.SYSTEM), Scope.STATION), _ADMINISTRATOR),
    "identity.manage": _grants(_ADMINISTRATOR, ((Role.SYSTEM,), Scope.STATION)),
}
"""One row per action. `identity.sign-in` has none: it is asked by nobody yet."""


def scope_of(user: User, action: str) -> Scope:
    """Return how far a person's roles reach for an action; NONE for an unknown action."""
    return _reach(user.roles, action)


@lru_cache(1024)
def _reach(roles: frozenset[Role], action: str) -> Scope:
    row = TABLE.get(action, {})
    return max((row.get(role, Scope.NONE) for role in roles), default=Scope.NONE)

"""Which variables may be set or removed by hand, and to what.

Some the engine itself keeps: the case's number and its acceptance stand in the case's own columns
and in the rules of its time limits; the counters of multi-instance activities steer them. Others a
column of the case follows: they must fit it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from engine.cases.operating.errors import BadVariable
from engine.cases.ports.unit import CaseUnit
from engine.feel.wire import dumps, loads
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of
from engine.kernel.ids import UserId

KEPT = frozenset(
    {
        "case_no", "accepted_by", "accepted_at", "accepted_on",
        "nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances", "loopCounter",
    }
)  # fmt: skip
"""What nobody sets or removes."""

_LONGEST_NAME = 200
_LONGEST_ACCOUNT = 32


def checked(context: Context[CaseUnit], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return variables as they will be stored. Raises BadVariable for the first that may not be."""
    return {name: _checked(context, name, value) for name, value in values.items()}


def require_removable(names: Iterable[str]) -> None:
    """Raise BadVariable for a variable that must stay."""
    for name in names:
        if name in KEPT or name == "manager":
            raise BadVariable(name, "kept")


def _checked(context: Context[CaseUnit], name: str, value: object) -> object:
    if name in KEPT:
        raise BadVariable(name, "kept")
    if not isinstance(name, str) or not name.isprintable() or name != name.strip() or not name:
        raise BadVariable(str(name), "name")
    if len(name) > _LONGEST_NAME:
        raise BadVariable(name, "name")
    if name == "manager" and not _can_manage(context, value):
        raise BadVariable(name, "person")
    if name == "account_no" and not _fits(value):
        raise BadVariable(name, "fits")
    try:
        stored: object = loads(dumps(value))
    except (TypeError, ValueError, RecursionError) as error:
        raise BadVariable(name, "value") from error
    if not _finite(stored):
        raise BadVariable(name, "value")
    return stored


def _finite(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_finite()
    if isinstance(value, dict):
        return all(map(_finite, value.values()))
    return all(map(_finite, value)) if isinstance(value, list) else True


def _fits(value: object) -> bool:
    return value is None or (isinstance(value, str) and len(value) <= _LONGEST_ACCOUNT)


def _can_manage(context: Context[CaseUnit], value: object) -> bool:
    person = context.unit.people.get(UserId(value)) if isinstance(value, str) else None
    # Whoever may begin a case is its manager at first, and may be it again.
    able = person is not None and scope_of(person, "case.start") is not Scope.NONE
    return able and person is not None and person.active

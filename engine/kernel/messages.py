"""Commands, queries and events: the three kinds of message everything here is made of."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, ClassVar, Generic, TypeVar

from engine.kernel.ids import UserId
from engine.kernel.records import record

T = TypeVar("T")


@dataclass(frozen=True, kw_only=True)
class Command(Generic[T]):
    """A wish to change something, by one person, done wholly or not at all; T is its result.

    `action` is its row in the permission table.
    """

    action: ClassVar[str]
    actor: UserId


@dataclass(frozen=True, kw_only=True)
class Query(Generic[T]):
    """A question that changes nothing, asked by one person; T is its answer."""

    action: ClassVar[str]
    actor: UserId


@record(frozen=True, kw_only=True)
class Event:
    """Something that happened and is never taken back; `kind` is its name in the history.

    The fields of a subclass are its data; `element` and `instance` say where in a diagram.
    """

    kind: ClassVar[str]
    element: str | None = None
    instance: int | None = None

    def data(self) -> dict[str, Any]:
        """Return the event's own fields as FEEL values, without those that are unset."""
        own = _own(type(self))
        if not own:
            return {}
        return {name: value for name in own if (value := getattr(self, name)) is not None}


_OWN: dict[type[Any], tuple[str, ...]] = {}


def _own(kind: type[Event]) -> tuple[str, ...]:
    """Return the names of a kind's own fields, looked up once: every step asks."""
    own = _OWN.get(kind)
    if own is None:
        own = tuple(f.name for f in fields(kind) if f.name not in ("element", "instance"))
        _OWN[kind] = own
    return own

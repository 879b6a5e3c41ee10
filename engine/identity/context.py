"""What every handler is given beside its command: who, when, how far, and the transaction."""

from __future__ import annotations

from datetime import datetime
from typing import Generic, TypeVar

from engine.identity.permissions import Scope
from engine.identity.users import User
from engine.kernel.records import record

U = TypeVar("U", covariant=True)


@record(frozen=True, kw_only=True, slots=True)
class Context(Generic[U]):
    """One command's or query's surroundings.

    `now` was read once, aware; `scope` is how far the actor's permission reaches.
    """

    unit: U
    now: datetime
    actor: User
    scope: Scope

"""What the machine that moves tokens refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from engine.cases.tokens.changes import Value
from engine.kernel.errors import Undoing, YekuoError


@dataclass
class NotWaiting(YekuoError):
    """The instance, message or signal is not awaited in this case."""

    what: str


@dataclass
class BusinessError(YekuoError):
    """External work ended in an error that an event of the diagram may catch by its code."""

    code: str
    message: str = ""
    variables: Mapping[str, Value] = field(default_factory=dict)


@dataclass
class ElementFailed(YekuoError):
    """An element could not do what it should: no flow applies, an expression failed, …"""

    element: str
    name: str
    reason: str


@dataclass
class GoesRound(Undoing):
    """Tokens go round without ever resting: the element they were at when this was noticed."""

    element: str
    name: str

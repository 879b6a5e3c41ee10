"""What can be refused when a case is operated."""

from __future__ import annotations

from dataclasses import dataclass

from engine.kernel.errors import YekuoError
from engine.kernel.ids import CaseId, TaskId


@dataclass
class NoReason(YekuoError):
    """A reason must be given, of at most `longest` characters."""

    longest: int


@dataclass
class CaseChanged(YekuoError):
    """Something has happened in the case since whoever commands looked at it."""

    case: CaseId
    number: str


@dataclass
class CaseNotSuspended(YekuoError):
    """The case is not suspended, so it cannot be resumed."""

    case: CaseId
    number: str


@dataclass
class CaseNotOver(YekuoError):
    """Only a case that has ended can be restarted."""

    case: CaseId
    number: str


@dataclass
class BadVariable(YekuoError):
    """A variable cannot be set or removed so; `why` is a code: `kept`, `name`, `value`, `person`,
    `fits`, `local`, `absent`. No name: none was given.
    """

    name: str
    why: str


@dataclass
class BadTaskChange(YekuoError):
    """A task cannot have this attribute: which, and what was given."""

    task: TaskId
    attribute: str
    found: str

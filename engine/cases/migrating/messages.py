"""What can be asked and commanded about other versions of a process."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from engine.kernel.errors import YekuoError
from engine.kernel.ids import CaseId
from engine.kernel.messages import Command, Query


@dataclass(frozen=True, kw_only=True, slots=True)
class PlanLine:
    """What becomes of the tokens at one element: `tokens` of them, in `cases` cases.

    `to` is the element they go to, None when they end there: an event beside an activity that is
    drawn no more. `problem` is a code that says why they cannot go (`gone`, `type`, `event`,
    `multi-instance`, `scope`, `attached`, `flow`); `changes` are codes of what differs there.
    """

    element: str
    name: str
    type: str
    to: str | None
    to_name: str
    problem: str | None
    changes: tuple[str, ...]
    tokens: int
    cases: int


@dataclass(frozen=True, kw_only=True, slots=True)
class MigrationPlan:
    """What a migration would do; `cases` have something to migrate, `blocked` of them cannot."""

    process: str
    source: int
    target: int
    mapping: Mapping[str, str]
    lines: tuple[PlanLine, ...]
    cases: tuple[CaseId, ...]
    blocked: tuple[CaseId, ...]

    @property
    def ready(self) -> tuple[CaseId, ...]:
        """The cases that can be migrated."""
        held = frozenset(self.blocked)
        return tuple(case for case in self.cases if case not in held)


@dataclass(frozen=True, kw_only=True)
class PlanMigration(Query[MigrationPlan]):
    """Ask what bringing running cases from one version of a process to another would do.

    `target` None is the newest version; `cases` None are all that run the process in the source
    version, called processes included. `mapping` names elements whose id is another in the target.
    Raises UnknownVersion, BadMapping.
    """

    action: ClassVar[str] = "migration.plan"
    process: str
    source: int
    target: int | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    cases: tuple[CaseId, ...] | None = None
    language: str = "en"


@dataclass(frozen=True, kw_only=True)
class MigrateCase(Command[bool]):
    """Bring one case to another version of a process it runs, as its own or a called one.

    Wholly or not at all. Timers and time limits keep their due dates, tasks whoever has them.
    A form is asked as the new version binds it; one that is bound to no version of its own is
    always asked in its newest, so that a change of the form file alone needs no migration. False:
    nothing of the case runs in the source version (any more). Raises NoReason, UnknownCase,
    CaseOver, UnknownVersion, BadMapping, CannotMigrate, ElementFailed.
    """

    action: ClassVar[str] = "case.migrate"
    case: CaseId
    process: str
    source: int
    target: int
    reason: str
    mapping: Mapping[str, str] = field(default_factory=dict)


@dataclass
class UnknownVersion(YekuoError):
    """The process has no such version."""

    process: str
    version: int


@dataclass
class BadMapping(YekuoError):
    """A mapping names an element that is not there (`source`, `target`), or one target `twice`."""

    element: str
    why: str


@dataclass
class CannotMigrate(YekuoError):
    """Tokens of the case have no place in the other version; `obstacles` are element and code."""

    case: CaseId
    number: str
    obstacles: tuple[tuple[str, str], ...]

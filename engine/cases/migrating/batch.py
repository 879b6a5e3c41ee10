"""Many cases migrated, each in a transaction of its own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from engine.cases.migrating.messages import MigrateCase
from engine.kernel.errors import YekuoError
from engine.kernel.ids import CaseId


@dataclass(frozen=True, kw_only=True, slots=True)
class MigrationReport:
    """What became of a batch: cases migrated, those without anything to migrate, and refusals."""

    migrated: tuple[CaseId, ...]
    unchanged: tuple[CaseId, ...]
    refused: tuple[tuple[CaseId, YekuoError], ...]


def migrate_cases(
    execute: Callable[[MigrateCase], bool], wishes: Iterable[MigrateCase]
) -> MigrationReport:
    """Execute each wish; what one case is refused for keeps no other back.

    Whoever is stopped half-way begins again: what was migrated has nothing to migrate any more.
    """
    migrated: list[CaseId] = []
    unchanged: list[CaseId] = []
    refused: list[tuple[CaseId, YekuoError]] = []
    for wish in wishes:
        try:
            (migrated if execute(wish) else unchanged).append(wish.case)
        except YekuoError as error:
            refused.append((wish.case, error))
    return MigrationReport(
        migrated=tuple(migrated), unchanged=tuple(unchanged), refused=tuple(refused)
    )

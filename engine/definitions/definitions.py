"""Deployed definitions: each file's processes, decisions and forms, in numbered versions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from engine.kernel.ids import DefinitionId, StationId, UserId
from engine.kernel.records import record


class Kind(StrEnum):
    """What a definition is."""

    PROCESS = "process"
    DECISION = "decision"
    FORM = "form"


@record(frozen=True, kw_only=True, slots=True)
class Definition:
    """One version of one process, decision or form; what it says never changes."""

    id: DefinitionId
    kind: Kind
    key: str
    version: int
    version_tag: str | None
    name: str
    resource: str
    digest: str


@record(frozen=True, kw_only=True, slots=True)
class NewDefinition:
    """A definition to be entered as the next version of its key."""

    kind: Kind
    key: str
    version_tag: str | None
    name: str
    resource: str
    digest: str
    content: bytes


class DefinitionStore(Protocol):
    """Definitions inside a transaction."""

    def get(self, definition: DefinitionId) -> Definition | None:
        """Return a definition."""
        ...

    def content(self, definition: DefinitionId) -> bytes:
        """Return the file a definition was deployed from."""
        ...

    def latest(self, station: StationId, kind: Kind, key: str) -> Definition | None:
        """Return the newest version of a key."""
        ...

    def numbered(self, station: StationId, kind: Kind, key: str, version: int) -> Definition | None:
        """Return one version of a key."""
        ...

    def tagged(self, station: StationId, kind: Kind, key: str, tag: str) -> Definition | None:
        """Return the newest version of a key that has a version tag."""
        ...

    def all_latest(self, station: StationId, kind: Kind) -> Sequence[Definition]:
        """Return the newest version of every key."""
        ...

    def beside(self, definition: DefinitionId, kind: Kind, key: str) -> Definition | None:
        """Return the version of a key that came in the same deployment as a definition."""
        ...

    def beside_as(self, definition: DefinitionId, resource: str) -> Definition | None:
        """Return the form that came in the same deployment as a definition, by its file's name."""
        ...

    def add(
        self,
        station: StationId,
        deployment: str,
        definitions: Sequence[NewDefinition],
        *,
        by: UserId,
        at: datetime,
    ) -> Sequence[Definition]:
        """Enter a deployment; return its definitions with ids and versions."""
        ...

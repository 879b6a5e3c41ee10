"""Processes, and a case on their diagrams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class ActiveElement:
    """Where a token rests: who has it and since when."""

    element: str
    since: datetime
    who: str | None
    late: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class DiagramView:
    """A diagram with names in the reader's language and the state of a case on it.

    `calls` maps call activities that were entered to the process they run and its name.
    """

    process: str
    name: str
    xml: str
    active: tuple[ActiveElement, ...]
    done: frozenset[str]
    flows: frozenset[str]
    calls: Mapping[str, tuple[str, str]]
    times: Mapping[str, int] = field(default_factory=dict)
    """How often elements were reached that were so more than once."""


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcessLine:
    """A process one may start."""

    key: str
    name: str
    documentation: str
    stage: str | None
    version: int

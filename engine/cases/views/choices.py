"""What a list can be narrowed to."""

from __future__ import annotations

from dataclasses import dataclass

from engine.cases.views.people import Person


@dataclass(frozen=True, kw_only=True, slots=True)
class StepChoice:
    """A task of a process: the ids to ask for, and the name people know."""

    process: str
    element: str
    name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class ProcessChoice:
    """A process in use with its tasks, by name."""

    key: str
    name: str
    steps: tuple[StepChoice, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Choices:
    """Everything a filter offers that is not the same at every station."""

    processes: tuple[ProcessChoice, ...]
    managers: tuple[Person, ...]

"""What can be wrong with a definition."""

from __future__ import annotations

from dataclasses import dataclass

from engine.kernel.errors import YekuoError
from engine.kernel.ids import DefinitionId


@dataclass
class CannotExecute(YekuoError):
    """An element would not run as it is drawn; refused when the definition is deployed."""

    element: str
    name: str
    reason: str


@dataclass
class NoSuchProcess(YekuoError):
    """The definition has no such executable process."""

    definition: DefinitionId
    process: str


@dataclass
class UnreadableState(YekuoError):
    """Stored tokens cannot be read with the definition they belong to."""

    reason: str

"""What can be refused about kept filters."""

from __future__ import annotations

from dataclasses import dataclass

from engine.kernel.errors import YekuoError
from engine.kernel.ids import FilterId


@dataclass
class UnknownFilter(YekuoError):
    """There is no such filter, or it is somebody else's."""

    filter: FilterId


@dataclass
class BadFilter(YekuoError):
    """A filter that cannot be kept: which field (`name`, `group`, `asked`), and what it held.

    A name that another filter of the same person has already is one of these.
    """

    field: str
    found: str


@dataclass
class TooManyFilters(YekuoError):
    """The person keeps as many filters of a list as there may be."""

    most: int

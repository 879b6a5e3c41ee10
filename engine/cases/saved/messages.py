"""Keeping a filter, changing it, forgetting it, and those one has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal

from engine.kernel.ids import FilterId
from engine.kernel.messages import Command, Query

ListName = Literal["inbox", "cases"]


@dataclass(frozen=True, kw_only=True, slots=True)
class SavedFilter:
    """A kept filter: `asked` is what stands in the address, `group` with whom it is shared.

    `owner` is the name of who keeps it; `mine` whether that is the reader, who alone changes it.
    """

    id: FilterId
    of: ListName
    name: str
    asked: Mapping[str, str]
    group: str | None
    owner: str
    mine: bool


@dataclass(frozen=True, kw_only=True)
class SavedFilters(Query[tuple[SavedFilter, ...]]):
    """The filters of a list that one keeps, and those shared with one's groups; by name."""

    action: ClassVar[str] = "filter.read"
    of: ListName
    language: str


@dataclass(frozen=True, kw_only=True)
class SaveFilter(Command[FilterId]):
    """Keep what a list is narrowed to under a name; the same name again replaces what it asked.

    `group`: with whom it is shared, one of one's own groups; None is for oneself.
    Raises BadFilter, TooManyFilters.
    """

    action: ClassVar[str] = "filter.keep"
    of: ListName
    name: str
    asked: Mapping[str, str]
    group: str | None = None


@dataclass(frozen=True, kw_only=True)
class ChangeFilter(Command[None]):
    """Give a filter of one's own another name, and share it with a group or with nobody.

    Raises BadFilter, UnknownFilter.
    """

    action: ClassVar[str] = "filter.keep"
    id: FilterId
    name: str
    group: str | None = None


@dataclass(frozen=True, kw_only=True)
class ForgetFilter(Command[None]):
    """Forget a filter of one's own; one that is gone already is no error."""

    action: ClassVar[str] = "filter.keep"
    id: FilterId

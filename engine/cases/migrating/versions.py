"""From the numbers of two versions and a mapping to a rebinding that makes sense."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from engine.cases.catalogue import Catalogue
from engine.cases.migrating.messages import BadMapping, UnknownVersion
from engine.cases.tokens.rebinding import Rebinding
from engine.definitions.definitions import Definition, DefinitionStore, Kind
from engine.kernel.ids import StationId

_LARGEST = 2**31 - 1


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """A process, the version it is in, the one it shall have (None: the newest), and a mapping."""

    process: str
    source: int
    target: int | None
    mapping: Mapping[str, str]


def rebinding_of(
    wish: Wish, store: DefinitionStore, catalogue: Catalogue, station: StationId
) -> tuple[Rebinding, int]:
    """Return the rebinding and the number of its target. Raises UnknownVersion, BadMapping."""
    source = _numbered(wish, wish.source, store, station)
    target = (
        store.latest(station, Kind.PROCESS, wish.process)
        if wish.target is None
        else _numbered(wish, wish.target, store, station)
    )
    if target is None:
        raise UnknownVersion(wish.process, 0)
    mapping = {old: new for old, new in wish.mapping.items() if old != new}
    rebinding = Rebinding(process=wish.process, source=source.id, target=target.id, mapping=mapping)
    _check(rebinding, catalogue)
    return rebinding, target.version


def _numbered(wish: Wish, version: int, store: DefinitionStore, station: StationId) -> Definition:
    known = 0 < version <= _LARGEST
    found = store.numbered(station, Kind.PROCESS, wish.process, version) if known else None
    if found is None:
        raise UnknownVersion(wish.process, version)
    return found


def _check(rebinding: Rebinding, catalogue: Catalogue) -> None:
    before = catalogue.process(rebinding.source, rebinding.process).elements
    after = catalogue.process(rebinding.target, rebinding.process).elements
    taken: set[str] = set()
    for old, new in rebinding.mapping.items():
        if old not in before:
            raise BadMapping(old, "source")
        if new not in after:
            raise BadMapping(new, "target")
        keeps = new in before and new not in rebinding.mapping
        if new in taken or keeps:
            raise BadMapping(new, "twice")
        taken.add(new)

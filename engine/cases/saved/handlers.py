"""Keeps filters and gives them back."""

from __future__ import annotations

from dataclasses import replace

from engine.cases.saved.errors import BadFilter, TooManyFilters, UnknownFilter
from engine.cases.saved.messages import (
    ChangeFilter,
    ForgetFilter,
    SavedFilter,
    SavedFilters,
    SaveFilter,
)
from engine.cases.saved.ports import FilterRecord, FilterUnit
from engine.feel.wire import dumps, loads
from engine.identity.context import Context
from engine.kernel.ids import FilterId

LONGEST_NAME = 60
MOST = 50
_FIELDS = 20
_LONGEST = 200
_NAME, _GROUP, _ASKED = "name", "group", "asked"


def save_filter(command: SaveFilter, context: Context[FilterUnit]) -> FilterId:
    """Keep a filter."""
    actor, store = context.actor, context.unit.filters
    kept = FilterRecord(
        id=FilterId(0),
        station=actor.station,
        of=command.of,
        owner=actor.id,
        name=_name(command.name),
        asked=_asked(command),
        group=_group(command.group, context),
    )
    own = [f for f in store.seen_by(actor.id, frozenset(), command.of) if f.owner == actor.id]
    same = next((each for each in own if each.name == kept.name), None)
    if same is not None:
        store.put(replace(kept, id=same.id))
        return same.id
    if len(own) >= MOST:
        raise TooManyFilters(MOST)
    return store.add(kept)


def change_filter(command: ChangeFilter, context: Context[FilterUnit]) -> None:
    """Rename a filter, share it or no longer."""
    record = _own(command.id, context)
    if record is None:
        raise UnknownFilter(command.id)
    name, store = _name(command.name), context.unit.filters
    others = store.seen_by(context.actor.id, frozenset(), record.of)
    if any(each.name == name and each.id != record.id for each in others):
        raise BadFilter(_NAME, name)
    store.put(replace(record, name=name, group=_group(command.group, context)))


def forget_filter(command: ForgetFilter, context: Context[FilterUnit]) -> None:
    """Forget a filter of one's own."""
    if context.unit.filters.get(command.id) is None:
        return
    if _own(command.id, context) is None:
        raise UnknownFilter(command.id)
    context.unit.filters.drop(command.id)


def read_filters(query: SavedFilters, context: Context[FilterUnit]) -> tuple[SavedFilter, ...]:
    """Return what a person keeps and is shared with them."""
    actor = context.actor
    found = context.unit.filters.seen_by(actor.id, actor.groups, query.of)
    named = context.unit.people.called({record.owner for record in found})
    return tuple(
        SavedFilter(
            id=record.id,
            of=query.of,
            name=record.name,
            asked=loads(record.asked),
            group=record.group,
            owner=named[record.owner].name_in(query.language),
            mine=record.owner == actor.id,
        )
        for record in found
    )


def _own(wanted: FilterId, context: Context[FilterUnit]) -> FilterRecord | None:
    record = context.unit.filters.get(wanted)
    return record if record is not None and record.owner == context.actor.id else None


def _name(wish: str) -> str:
    name = " ".join(wish.split())
    if not name or len(name) > LONGEST_NAME or not name.isprintable():
        raise BadFilter(_NAME, name)
    return name


def _group(wish: str | None, context: Context[FilterUnit]) -> str | None:
    """Return one of the person's own groups: nobody puts anything before other people's eyes."""
    if wish is not None and wish not in context.actor.groups:
        raise BadFilter(_GROUP, wish)
    return wish


def _asked(command: SaveFilter) -> str:
    asked = command.asked
    texts = [*asked, *asked.values()]
    if not asked or len(asked) > _FIELDS:
        raise BadFilter(_ASKED, "")
    for text in texts:
        if not isinstance(text, str) or len(text) > _LONGEST or not text.isprintable():
            raise BadFilter(_ASKED, str(text))
    return dumps(dict(asked)).decode()

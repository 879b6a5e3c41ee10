"""What cases are found by: names and account numbers, and the letters in them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, exists, select
from sqlalchemy.dialects.postgresql import insert as insert_once

from engine.kernel.alphabet import name_key
from engine.kernel.ids import StationId
from engine.storage.lists import grams
from engine.storage.prepared import Prepared
from engine.storage.tables.search import search_gram, search_text
from engine.storage.types import writable

_KNOWN = Prepared(
    select(search_text.c.id).where(
        search_text.c.station_id == bindparam("station"), search_text.c.said == bindparam("words")
    )
)
_ENTER = Prepared(
    insert_once(search_text).on_conflict_do_nothing(), ["station_id", "said", "plain", "sort_key"]
)
"""Another case of the same customer may have been begun at the same time."""

_CUT = Prepared(
    insert_once(search_gram).on_conflict_do_nothing(), [column.name for column in search_gram.c]
)
_LAST = "\U0010ffff"
"""Sorts behind every letter."""


def learn(db: Connection, station: StationId, said: str | None) -> None:
    """Let cases be found by a name or an account number; one that is known costs one look."""
    here = {"station": station, "words": said}
    if not said or _KNOWN.first(db, here) is not None:
        return
    plain = grams.plain(said)
    # Prepared, since a step saves in a batch, in which no statement of Core's may run.
    row = {"station_id": station, "said": said, "plain": plain, "sort_key": name_key(said)}
    _ENTER.run_each(db, [row])
    entered = _KNOWN.first(db, here)
    if entered is not None:
        cut = [{"gram": gram, "text_id": entered.id} for gram in sorted(grams.grams(plain))]
        _CUT.run_each(db, cut)


def find(db: Connection, text: str, limit: int) -> Sequence[str]:
    """Return the names and account numbers that hold a text, at most so many of them."""
    wanted = grams.asked(text)
    if not wanted.plain or not writable(wanted.plain):
        return []
    table, gram = search_text.c, search_gram.c
    found = select(table.said).join(search_gram, gram.text_id == table.id)
    if wanted.grams:
        first, *others = wanted.grams
        found = found.where(gram.gram == first)
        for other in others:
            beside = search_gram.alias()
            found = found.where(
                exists().where(beside.c.gram == other, beside.c.text_id == table.id)
            )
        found = found.where(table.plain.contains(wanted.plain, autoescape=True))
    else:
        found = found.where(gram.gram >= wanted.start, gram.gram < wanted.start + _LAST).distinct()
    return list(db.execute(found.limit(limit)).scalars())

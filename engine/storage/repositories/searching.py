"""What cases are found by: names and account numbers, and the letters in them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, bindparam, exists, insert, select
from sqlalchemy.dialects.postgresql import insert as insert_once

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
_ENTER = Prepared(insert(search_gram), [column.name for column in search_gram.c])
_LAST = "\U0010ffff"
"""Sorts behind every letter."""


def learn(db: Connection, station: StationId, said: str | None) -> None:
    """Let cases be found by a name or an account number; one that is known costs one look."""
    if not said or _KNOWN.first(db, {"station": station, "words": said}) is not None:
        return
    plain = grams.plain(said)
    entered = (
        insert_once(search_text)
        .values(station_id=station, said=said, plain=plain)
        .on_conflict_do_nothing()  # another case of the same customer was begun at the same time
        .returning(search_text.c.id)
    )
    key = db.execute(entered).scalar_one_or_none()
    if key is not None:
        _ENTER.run_each(db, [{"gram": g, "text_id": key} for g in sorted(grams.grams(plain))])


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

"""Pages and counts of the list of cases, narrowed or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, or_, select

from engine.cases.ports.reading import (
    EVERYTHING,
    MANY,
    CasePlace,
    CaseWish,
    DuePlace,
    Seen,
    Tally,
    Wanted,
)
from engine.cases.records import GOING
from engine.kernel.ids import CaseId
from engine.storage.lists.cases import case_sources
from engine.storage.lists.conditions import of_case, of_text
from engine.storage.lists.finding import named_cases, unnamed
from engine.storage.lists.pressing import count_pressed, earliest, is_first
from engine.storage.lists.together import together
from engine.storage.lists.walking import Key, Walked, cut, passed, walk
from engine.storage.tables.cases import case as cases


class CaseLists:
    """Finds the cases of lists."""

    def __init__(self, connection: Connection) -> None:
        """Look through an open transaction."""
        self._db = connection

    def page(self, seen: Seen, wish: CaseWish, after: CasePlace | None, limit: int) -> Walked:
        """Return the keys of a page behind a place."""
        named = named_cases(self._db, wish.wanted)
        if named is not None:
            return self._of_named(seen, wish, (named, after), limit)
        asked = _asked(wish.wanted)
        if asked:
            place = (after,) if after is not None else None
            return walk(self._db, lambda at, size: _chunk(seen, wish, at, size), place, limit)
        keys = self._db.execute(_keys(seen, wish, after, limit + 1)).all()
        return cut([tuple(key) for key in keys], limit)

    def _of_named(
        self,
        seen: Seen,
        wish: CaseWish,
        where: tuple[Sequence[int], CasePlace | None],
        limit: int,
    ) -> Walked:
        named, after = where
        if not named:
            return Walked(keys=[], next=None)
        sources = case_sources(seen, wish.states, wish.wanted)
        asked = [*_asked(unnamed(wish.wanted)), cases.c.id.in_(named)]
        asked.append(or_(*(source.holds() for source in sources)))
        if after is not None:
            asked.append(cases.c.id > after if wish.oldest_first else cases.c.id < after)
        order = cases.c.id if wish.oldest_first else cases.c.id.desc()
        found = select(cases.c.id).where(*asked).order_by(order).limit(limit + 1)
        return cut([tuple(key) for key in self._db.execute(found)], limit)

    def pressing(self, seen: Seen, wish: CaseWish, after: DuePlace | None, limit: int) -> Walked:
        """Return moment and case of a page by when limits end, behind a place."""
        span = wish.wanted.limit
        if span is None:
            return Walked(keys=[], next=None)
        sources = case_sources(seen, wish.states, wish.wanted)
        asked = [*_asked(replace(wish.wanted, limit=None)), or_(*(s.holds() for s in sources))]

        def chunk(at: Key | None, size: int) -> Select[Any]:
            place = (at[0], CaseId(at[1])) if at else None
            found = earliest(self._db, span, place, size).subquery()
            let = passed([*asked, is_first(found.c.moment, span)])
            key = (found.c.moment, found.c.case_id)
            joined = select(*key, let).join(cases, cases.c.id == found.c.case_id)
            return joined.order_by(*key)

        return walk(self._db, chunk, after, limit, first=4 * limit)

    def rows(self, keys: Sequence[Key]) -> Sequence[Row[Any]]:
        """Return the cases of some keys, in their order."""
        wanted = select(cases).where(cases.c.id.in_([key[0] for key in keys]))
        found = {row.id: row for row in self._db.execute(wanted)}
        return [found[key[0]] for key in keys]

    def count(self, seen: Seen, wish: CaseWish) -> Tally:
        """Count the cases of a list, up to MANY."""
        wanted = wish.wanted
        if wanted.customer is None and not wanted.text:
            pressed = count_pressed(self._db, wanted, _beside_clocks(seen, wish))
            if pressed is not None:
                return pressed
        found = self.page(seen, wish, None, MANY)
        return Tally(number=len(found.keys), least=found.partial)


def _beside_clocks(seen: Seen, wish: CaseWish) -> Sequence[ColumnElement[bool]]:
    """Return what is asked of a case beside its clocks; all cases that go on: nothing."""
    beside = replace(wish.wanted, limit=None, still=False)
    if seen.station and set(wish.states) == set(GOING) and beside == EVERYTHING:
        return ()
    sources = case_sources(seen, wish.states, wish.wanted)
    return [*_asked(beside), or_(*(source.holds() for source in sources))]


def _asked(wanted: Wanted) -> list[ColumnElement[bool]]:
    return [*of_case(wanted), *of_text(wanted.text)]


def _keys(seen: Seen, wish: CaseWish, after: CasePlace | None, limit: int) -> Select[Any]:
    """Select the keys of what is in a list, in its order."""
    down = not wish.oldest_first
    sources = case_sources(seen, wish.states, wish.wanted)
    parts = [source.page(after, limit, oldest_first=not down) for source in sources]
    found = together(parts).subquery()
    order = found.c.case_id.desc() if down else found.c.case_id
    return select(found.c.case_id).order_by(order).limit(limit)


def _chunk(seen: Seen, wish: CaseWish, after: Key | None, size: int) -> Select[Any]:
    found = _keys(seen, wish, after[0] if after else None, size).subquery()
    order = found.c.case_id.desc() if not wish.oldest_first else found.c.case_id
    return (
        select(found.c.case_id, passed(_asked(wish.wanted)))
        .select_from(found)
        .join(cases, cases.c.id == found.c.case_id)
        .order_by(order)
    )

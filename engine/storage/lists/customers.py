"""The list of customers: each filter is one range of an index in the order of the list.

Of several filters the one that leaves the fewest is the range, the others are asked of its rows.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    Table,
    and_,
    exists,
    func,
    or_,
    select,
)

from engine.customers.customers import CustomerPlace, Wanted
from engine.kernel.ids import UserId
from engine.storage.lists.together import behind
from engine.storage.tables.stations import customer as customers
from engine.storage.tables.stations import customer_line as lines
from engine.storage.tables.stations import customer_part as parts

_MANY = 1000
"""Beyond so many rows two parts of a name count as equally frequent."""


def parts_of(*texts: str) -> list[str]:
    """Return what texts are found by: their letters, and every two beside each other."""
    found: set[str] = set()
    for text in texts:
        letters = plain(text)
        found.update(letters, (letters[n : n + 2] for n in range(len(letters) - 1)))
    return sorted(found)


def plain(text: str) -> str:
    """Return a text as it is searched: no blanks, no capitals."""
    return "".join(text.casefold().split())


def page_of(db: Connection, wanted: Wanted, after: CustomerPlace | None, limit: int) -> Select[Any]:
    """Select the keys of a page, the largest by annual sales first, behind a place."""
    letters = plain(wanted.text)
    if letters:
        return _page(parts, "customer_id", _found(db, letters), wanted, after).limit(limit)
    if wanted.line is not None:
        return _page(lines, "customer_id", [lines.c.line == wanted.line], wanted, after).limit(
            limit
        )
    return _page(customers, "id", [], wanted, after).limit(limit)


def _page(
    table: Table,
    key: str,
    where: list[ColumnElement[bool]],
    wanted: Wanted,
    after: CustomerPlace | None,
) -> Select[Any]:
    place = (table.c.sales_order, table.c[key])
    page = select(table.c[key]).where(*where, *_asked(table, wanted))
    if table is not customers:
        page = page.join(customers, customers.c.id == table.c[key])
    if after is not None:
        page = page.where(behind(place, after, down=True))
    return page.order_by(*(column.desc() for column in place))


def _asked(table: Table, wanted: Wanted) -> list[ColumnElement[bool]]:
    """Return what is asked of the customer's own row and its lines."""
    asked = []
    if wanted.tier is not None:
        asked.append(customers.c.tier == wanted.tier)
    if wanted.manager is not None:
        asked.append(customers.c.manager == wanted.manager)
    if wanted.line is not None and table is not lines:
        supplied = and_(lines.c.customer_id == customers.c.id, lines.c.line == wanted.line)
        asked.append(exists().where(supplied))
    return asked


def _found(db: Connection, letters: str) -> list[ColumnElement[bool]]:
    """Return the range of the rarest two letters of a text, and that all of it is there."""
    pairs = [letters[n : n + 2] for n in range(len(letters) - 1)] or [letters]
    rarest = min(dict.fromkeys(pairs[:20]), key=lambda part: _count(db, part))
    if len(letters) <= 2:
        return [parts.c.part == rarest]
    name = func.replace(func.lower(customers.c.name), " ", "")
    account = func.lower(customers.c.account_no)
    whole = or_(name.contains(letters, autoescape=True), account.contains(letters, autoescape=True))
    return [parts.c.part == rarest, whole]


def _count(db: Connection, part: str) -> int:
    some = select(parts.c.customer_id).where(parts.c.part == part).limit(_MANY).subquery()
    return int(db.execute(select(func.count()).select_from(some)).scalar_one())


def distinct_lines(manager: UserId | None) -> Select[Any]:
    """Select the names of the lines: for the whole station by leaps from one to the next."""
    if manager is None:
        return _leaping(lines.c.line)
    supplied = select(lines.c.line).join(customers, customers.c.id == lines.c.customer_id)
    return supplied.where(customers.c.manager == manager).distinct()


def distinct_managers() -> Select[Any]:
    """Select whoever is some customer's manager, by leaps."""
    return _leaping(customers.c.manager)


def _leaping(column: ColumnElement[Any]) -> Select[Any]:
    """Select the values of an index's first column, each by one look behind the one before."""
    first = select(func.min(column).label("found")).cte("found", recursive=True)
    following = select(func.min(column)).where(column > first.c.found).scalar_subquery()
    leaps = first.union_all(select(following).where(first.c.found.is_not(None)))
    return select(leaps.c.found).where(leaps.c.found.is_not(None))

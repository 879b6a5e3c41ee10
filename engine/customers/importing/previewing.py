"""What taking a file of customers would do, told before it is done."""

from __future__ import annotations

from engine.customers.customers import Customer
from engine.customers.handlers import CustomerUnit
from engine.customers.importing.reading import read_file
from engine.customers.importing.taking import changed, mark, wanted_of
from engine.customers.messages import Preview, PreviewCustomers, PreviewRow
from engine.identity.context import Context

MOST_SHOWN = 200


def preview(query: PreviewCustomers, context: Context[CustomerUnit]) -> Preview:
    """Answer `PreviewCustomers`."""
    read = read_file(query.content, query.most)
    wanted = wanted_of(read, context)
    rows = [row for row in (_row(*pair) for pair in wanted) if row is not None]
    entered = sum(not row.known for row in rows)
    return Preview(
        rows=len(wanted),
        entered=entered,
        changed=len(rows) - entered,
        same=len(wanted) - len(rows),
        shown=tuple(rows[:MOST_SHOWN]),
        ignored=read.ignored,
        mark=mark(query.content, wanted),
    )


def _row(before: Customer | None, after: Customer) -> PreviewRow | None:
    """Return what becomes of a customer; None when nothing does."""
    facts = changed(before, after)
    if before is not None and not facts:
        return None
    return PreviewRow(
        account_no=after.account_no or "",
        name=after.name,
        known=before is not None,
        facts=tuple(facts) if before is not None else (),
    )

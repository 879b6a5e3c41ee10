"""A login is one whatever its capitals: the database itself refuses a second.

Of two that stand there already one may stay, if it is no longer active: it is never so again.
"""

from __future__ import annotations

from collections import defaultdict

import sqlalchemy as sa
from alembic import op

from engine.kernel.errors import StoreUnavailable

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Bring the tables to this version. Raises StoreUnavailable when two active logins are one."""
    op.add_column("person", sa.Column("folded", sa.String(192)))
    db = op.get_bind()
    same: dict[str, list[str]] = defaultdict(list)
    for row in db.execute(sa.text("SELECT login FROM person ORDER BY active DESC, login")):
        same[row.login.casefold()].append(row.login)
    active = set(db.execute(sa.text("SELECT login FROM person WHERE active")).scalars())
    _refuse([sorted(active.intersection(logins)) for logins in same.values()])
    if same:
        rows = [{"login": logins[0], "folded": folded} for folded, logins in same.items()]
        db.execute(sa.text("UPDATE person SET folded = :folded WHERE login = :login"), rows)
    op.create_index("ix_person_folded", "person", ["folded"], unique=True)


def _refuse(same: list[list[str]]) -> None:
    two = [" and ".join(logins) for logins in same if len(logins) > 1]
    if two:
        said = (
            f"its people {'; '.join(sorted(two))} differ in capitals alone, and a login is now one "
            "whatever its capitals: make all but one of them inactive with the yekuo you had, then "
            "start this one again"
        )
        raise StoreUnavailable(said)

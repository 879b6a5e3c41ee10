"""Names that stand in cases are put in order by how they are read: Chinese ones by pinyin."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from engine.kernel.alphabet import name_key

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None

_AT_ONCE = 1000


def upgrade() -> None:
    """Bring the tables to this version."""
    bytewise = "C" if op.get_bind().dialect.name == "postgresql" else None
    key = sa.Column(
        "sort_key", sa.String(400, collation=bytewise), nullable=False, server_default=""
    )
    op.add_column("search_text", key)
    _enter()


def _enter() -> None:
    """Enter keys as the code makes them: those of older stores stand in one order with new ones."""
    bind = op.get_bind()
    texts = sa.table("search_text", *map(sa.column, ("id", "said", "sort_key")))
    last = 0
    while True:
        some = sa.select(texts.c.id, texts.c.said).where(texts.c.id > last)
        rows = bind.execute(some.order_by(texts.c.id).limit(_AT_ONCE)).all()
        if not rows:
            return
        last = rows[-1].id
        changed = sa.update(texts).where(texts.c.id == sa.bindparam("row"))
        bind.execute(
            changed.values(sort_key=sa.bindparam("key")),
            [{"row": row.id, "key": name_key(row.said)} for row in rows],
        )

"""Runs the migrations on the connection that `Database.migrate` hands in."""

from __future__ import annotations

from alembic import context

import engine.storage.note_tables  # noqa: F401  (tables that the metadata has to know)
from engine.storage.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()

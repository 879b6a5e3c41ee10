"""Where a station's files are: its database, its secret key, the workflows it starts with."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from engine.bootstrap.demo import STAMP

DATABASE = "station.sqlite3"
FILES = "files"
"""The folder of papers within a station's folder; hosts that share a station share it too."""
SECRET = "secret-key"  # noqa: S105 (a file's name)


def default_database(data: Path) -> str:
    """Return the address of the SQLite store in a station's folder."""
    return f"sqlite:///{data / DATABASE}"


def secret_key(data: Path) -> bytes:
    """Return the key that signs sessions, made at the first call; only its owner may read it.

    Two processes that start at once get the same key: the first to write wins.
    """
    file = data / SECRET
    data.mkdir(parents=True, exist_ok=True)
    if not file.exists():
        draft = data / f"{SECRET}.{os.getpid()}"
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as target:
            target.write(secrets.token_bytes(32))
        try:
            os.link(draft, file)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return file.read_bytes()


def is_sqlite(database: str) -> bool:
    """Tell whether an address is an SQLite store's: one process alone does its jobs."""
    return urlsplit(database).scheme.startswith("sqlite")


def is_demo(database: str) -> bool:
    """Tell whether an address is a demo's store, whose passwords everybody knows."""
    if not is_sqlite(database):
        return False
    return (Path(urlsplit(database).path[1:]).parent / STAMP).exists()

"""Where a station's files are: its database, its secret key, the workflows it starts with."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from urllib.parse import urlsplit

from engine.bootstrap.demo import STAMP
from webui.cli.refusal import Refused

DATABASE = "station.sqlite3"
FILES = "files"
"""The folder of papers within a station's folder; hosts that share a station share it too."""
SECRET = "secret-key"  # noqa: S105 (a file's name)


def default_database(data: Path) -> str:
    """Return the address of the SQLite store in a station's folder."""
    return f"sqlite:///{data / DATABASE}"


def store_address(data: Path, database: str | None) -> str:
    """Return the address of a station's store: `database`, or the SQLite file in its folder.

    PostgreSQL is spoken to by psycopg, also where the address does not say so. Raises Refused when
    it is no address of a store; its text may hold a password and is not repeated.
    """
    if not database:
        return default_database(data)
    scheme, sign, rest = database.partition("://")
    if sign and _can_be_read(database):
        if scheme in ("postgresql", "postgres", "postgresql+psycopg"):
            return f"postgresql+psycopg://{rest}"
        if scheme == "sqlite" and len(rest) > 1 and rest.startswith("/"):
            return database
    sentence = (
        "The address of the store (--database, YEKUO_DATABASE) cannot be read. It is written as "
        "postgresql+psycopg://USER@HOST/NAME, or as sqlite:///PATH (sqlite:////PATH from the root)."
    )
    raise Refused(sentence)


def _can_be_read(address: str) -> bool:
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


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

"""Fixtures: an empty store of each kind, by its address."""

import pytest

from tests.conftest import need
from tests.support.postgres import binaries, cluster


@pytest.fixture(scope="session")
def postgres():
    need(binaries(), "PostgreSQL (Debian: apt install postgresql)")
    with cluster() as fresh:
        yield fresh


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request, tmp_path):
    """An empty store: every test that asks for it runs on both kinds."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'store.sqlite3'}"
    return request.getfixturevalue("postgres")()

"""What tests learn once in a process, as a station does: tests open hundreds of stations in one."""

from typing import ClassVar

import pytest
import werkzeug
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from engine.storage import database


class Templates(BytecodeCache):
    """Remembers what was made of a template: by its text, and by what decides what is made of it.

    An environment decides by its options and by which filters and tests it knows.
    """

    def __init__(self):
        self._made = {}

    def get_bucket(self, environment, name, filename, source):
        key = (
            name,
            filename,
            environment.trim_blocks,
            environment.lstrip_blocks,
            *sorted(environment.extensions),
            *sorted(environment.filters),
            *sorted(environment.tests),
        )
        bucket = Bucket(environment, key, self.get_source_checksum(source))
        self.load_bytecode(bucket)
        return bucket

    def load_bytecode(self, bucket):
        bucket.code = self._made.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket):
        self._made[bucket.key, bucket.checksum] = bucket.code


@pytest.fixture(scope="session", autouse=True)
def templates_compiled_once():
    """Applications of this process share the code made of their templates, and nothing else."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "jinja_options", {"bytecode_cache": Templates()})
        yield


@pytest.fixture(scope="session", autouse=True)
def statements_compiled_once():
    """Stores of this process share what was made of a statement for their kind of database.

    SQLAlchemy keeps it by the dialect, of which each store has one of its own; those of a kind are
    taken for the same, as they write the same SQL.
    """
    product, made = database.create_engine, {}

    def create(address, **options):
        return product(address, **options, execution_options={"compiled_cache": made})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(database, "create_engine", create)
        for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
            patch.setattr(kind, "__eq__", _is_alike)
            patch.setattr(kind, "__hash__", lambda dialect: hash(type(dialect)))
        yield


def _is_alike(one, other):
    return type(one) is type(other) and one.paramstyle == other.paramstyle


class Rule(werkzeug.routing.Rule):
    """A route; what writes its addresses is made once for all applications of this process."""

    made: ClassVar = {}

    def _compile_builder(self, append_unknown=True):
        known = (self.rule, self.host, self.subdomain, append_unknown, repr(self.defaults))
        if known not in self.made:
            self.made[known] = super()._compile_builder(append_unknown)
        return self.made[known]


@pytest.fixture(scope="session", autouse=True)
def routes_compiled_once():
    """Applications of this process share the code that writes their addresses."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Flask, "url_rule_class", Rule)
        yield

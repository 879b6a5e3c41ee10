"""What tests learn once in a process, as a station does: tests open hundreds of stations in one."""

import pytest
from flask import Flask
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket


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

"""The door: one method for changes, one for questions."""

from __future__ import annotations

from typing import Protocol, TypeVar

from engine.kernel.messages import Command, Query

T = TypeVar("T")


class Engine(Protocol):
    """A running station. Safe to call from several threads."""

    def execute(self, command: Command[T]) -> T:
        """Do a command wholly or not at all. Raises what the command's docstring names."""
        ...

    def query(self, query: Query[T]) -> T:
        """Answer a query. Raises what the query's docstring names."""
        ...

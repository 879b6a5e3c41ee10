"""The door: changes, questions, what a change would lead to, and one caller's visit."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

from engine.dispatch.visits import Visit
from engine.kernel.messages import Command, Query

R = TypeVar("R")
T = TypeVar("T")


class Engine(Protocol):
    """A running station. Safe to call from several threads."""

    def execute(self, command: Command[T]) -> T:
        """Do a command wholly or not at all. Raises what the command's docstring names."""
        ...

    def rehearse(self, command: Command[R], query: Query[T] | Callable[[R], Query[T]]) -> T:
        """Answer a query as if a command had been done; nothing is changed.

        The query may be made of what the command would return: a new case, say, of which nothing
        else is to be kept. Raises what either does.
        """
        ...

    def query(self, query: Query[T]) -> T:
        """Answer a query. Raises what the query's docstring names."""
        ...

    def visit(self) -> Visit:
        """Return an engine for one caller in one thread, who closes it."""
        ...

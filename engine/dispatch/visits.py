"""One caller's turn: what is asked between two changes is answered from one look at the store."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from types import TracebackType
from typing import Protocol, TypeVar

from engine.kernel.errors import StoreBusy, StoreUnavailable
from engine.kernel.messages import Command, Query

R = TypeVar("R")
T = TypeVar("T")


class Door(Protocol):
    """What a visit does its changes through."""

    def execute(self, command: Command[T]) -> T:
        """Do a command."""
        ...

    def rehearse(self, command: Command[R], query: Query[T] | Callable[[R], Query[T]]) -> T:
        """Answer a query as if a command had been done."""
        ...


class Look(Protocol):
    """One consistent look at the store, open."""

    def __call__(self, query: Query[T]) -> T:
        """Answer a query from it."""
        ...


class Visit:
    """An engine for one caller in one thread, until it is closed.

    A page asks several questions, and has them answered from one look: its numbers fit its rows,
    and PostgreSQL is asked once, not for each of them, whether it is there, who asks, and to begin
    and to end. The look begins with the first question. A change ends it, so that what is asked
    next sees the change; so does an error.
    """

    def __init__(self, door: Door, look: Callable[[], AbstractContextManager[Look]]) -> None:
        """Change things through a door; `look` opens a look."""
        self._door = door
        self._look = look
        self._held: AbstractContextManager[Look] | None = None
        self._answer: Look | None = None
        self._over = False

    def execute(self, command: Command[T]) -> T:
        """Do a command wholly or not at all. Raises what the command's docstring names."""
        self._leave()
        return self._door.execute(command)

    def rehearse(self, command: Command[R], query: Query[T] | Callable[[R], Query[T]]) -> T:
        """Answer a query as if a command had been done. Raises what either does."""
        self._leave()
        return self._door.rehearse(command, query)

    def query(self, query: Query[T]) -> T:
        """Answer a query. Raises what the query's docstring names."""
        if self._over:
            with self._look() as answer:
                return answer(query)
        answer = self._answer or self._begin()
        try:
            return answer(query)
        except BaseException:
            self._end(*sys.exc_info())
            raise

    def close(self) -> None:
        """End the look. An answer that is sent piece by piece has a look for each it asks later."""
        self._over = True
        self._leave()

    def _begin(self) -> Look:
        held = self._look()
        self._answer = held.__enter__()
        self._held = held
        return self._answer

    def _leave(self) -> None:
        """End a look that has answered: a store that is lost by now has taken nothing back."""
        with suppress(StoreUnavailable, StoreBusy):
            self._end(None, None, None)

    def _end(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        held, self._held, self._answer = self._held, None, None
        if held is not None:
            held.__exit__(kind, error, trace)

"""Authorise → handle → record → commit, the same for every command."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from typing import Any, Protocol, TypeVar

from engine.cases.errors import CaseMoved
from engine.dispatch.visits import Look, Visit
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of
from engine.identity.ports import PersonStore
from engine.identity.users import Forbidden, Role, UnknownUser, User
from engine.kernel.clock import Clock
from engine.kernel.errors import StoreBusy
from engine.kernel.ids import StationId, UserId
from engine.kernel.messages import Command, Query

R = TypeVar("R")
T = TypeVar("T")

SYSTEM = UserId("system")
"""Who acts when nobody does: timers. No person may have this name."""

PUBLIC = frozenset({"identity.sign-in"})
"""What may be asked by somebody who has not signed in."""

ATTEMPTS = 5
"""How often a command is begun when it loses a race; people never see a lock error before that."""


class Unit(Protocol):
    """One transaction, as the dispatcher sees it."""

    @property
    def people(self) -> PersonStore:
        """People."""
        ...

    def commit(self) -> None:
        """Make everything durable."""
        ...


class Units(Protocol):
    """Opens transactions."""

    def writing(self, command: Command[Any] | None = None) -> AbstractContextManager[Unit]:
        """Open one that may change things; leaving without commit undoes everything.

        It may read ahead what the command will ask for.
        """
        ...

    def rehearsing(self, command: Command[Any]) -> AbstractContextManager[Unit]:
        """Open one that will be undone, and takes no number that would stay taken."""
        ...

    def reading(self) -> AbstractContextManager[Unit]:
        """Open one that only looks."""
        ...


Handler = Callable[[Any, Context[Any]], Any]


class Dispatcher:
    """The engine behind the door: every command and query goes through here."""

    def __init__(
        self,
        units: Units,
        clock: Clock,
        station: StationId,
        handlers: Mapping[type[Command[Any]], Handler],
        answers: Mapping[type[Query[Any]], Handler],
    ) -> None:
        """Take a handler for each command and an answer for each query."""
        self._units = units
        self._clock = clock
        self._station = station
        self.handlers = handlers
        self.answers = answers

    def execute(self, command: Command[T]) -> T:
        """Do a command wholly or not at all; a lost race is tried again from the beginning.

        Raises Forbidden, UnknownUser, and what the command's docstring names.
        """
        handler = self.handlers[type(command)]
        return _until_won(lambda: self._execute_once(handler, command))

    def rehearse(self, command: Command[R], query: Query[T] | Callable[[R], Query[T]]) -> T:
        """Do a command, answer a query as the store would be then, and undo all of it.

        The query may be made of what the command returned. Raises what either would. What is done
        outside the store stays: only the sweeping of files does anything there.
        """
        handler = self.handlers[type(command)]

        def once() -> T:
            now = self._clock.now()
            with self._units.rehearsing(command) as unit:
                done = handler(command, self._context(unit, command, now))
                asked = query if isinstance(query, Query) else query(done)
                answer = self.answers[type(asked)]
                result: T = answer(asked, self._context(unit, asked, now))
            return result

        return _until_won(once)

    def query(self, query: Query[T]) -> T:
        """Answer a query from one consistent look at the store.

        Raises Forbidden, UnknownUser, and what the query's docstring names.
        """
        with self._look() as answer:
            return answer(query)

    def visit(self) -> Visit:
        """Return an engine for one caller, who closes it: what it asks is one look at the store."""
        return Visit(self, self._look)

    @contextmanager
    def _look(self) -> Iterator[Look]:
        now = self._clock.now()
        with self._units.reading() as unit:

            def answer(query: Query[T]) -> T:
                result: T = self.answers[type(query)](query, self._context(unit, query, now))
                return result

            yield answer

    def _execute_once(self, handler: Handler, command: Command[T]) -> T:
        now = self._clock.now()
        with self._units.writing(command) as unit:
            result: T = handler(command, self._context(unit, command, now))
            unit.commit()
        return result

    def _context(
        self, unit: Unit, message: Command[Any] | Query[Any], now: datetime
    ) -> Context[Unit]:
        if message.action in PUBLIC:
            stranger = User(id=message.actor, station=self._station, name=message.actor)
            return Context(unit=unit, now=now, actor=stranger, scope=Scope.NONE)
        actor = self._actor(unit, message.actor)
        scope = scope_of(actor, message.action)
        if scope is Scope.NONE:
            raise Forbidden(actor.id, message.action)
        return Context(unit=unit, now=now, actor=actor, scope=scope)

    def _actor(self, unit: Unit, login: UserId) -> User:
        if login == SYSTEM:
            roles = frozenset({Role.SYSTEM})
            return User(id=SYSTEM, station=self._station, name=SYSTEM, roles=roles)
        actor = unit.people.get(login)
        if actor is None or not actor.active:
            raise UnknownUser(login)
        return actor


def _until_won(act: Callable[[], T]) -> T:
    """Do something whole, and again from the beginning when it loses a race, a few times."""
    for _ in range(ATTEMPTS - 1):
        try:
            return act()
        except (CaseMoved, StoreBusy):
            continue
    return act()

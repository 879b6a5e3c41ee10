"""The unit of work: one transaction with every repository in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from types import TracebackType
from typing import Any, Generic, TypeVar

from sqlalchemy import Connection
from sqlalchemy.dialects.postgresql import insert as insert_once

from engine.kernel.ids import DefinitionId, StationId
from engine.kernel.messages import Command
from engine.storage.connections.together import together
from engine.storage.connections.writing import commit
from engine.storage.database import Database
from engine.storage.lists.standing import SqlStanding
from engine.storage.questions import questions
from engine.storage.reading import SqlReading
from engine.storage.repositories.cases.cases import SqlCases
from engine.storage.repositories.cases.clocks import SqlClocks
from engine.storage.repositories.cases.history import SqlHistory
from engine.storage.repositories.cases.tasks import SqlTasks
from engine.storage.repositories.customers import SqlCustomers
from engine.storage.repositories.definitions import SqlDefinitions
from engine.storage.repositories.notes.comments import SqlComments
from engine.storage.repositories.notes.drafts import SqlDrafts
from engine.storage.repositories.notes.papers import SqlPapers
from engine.storage.repositories.notices.mail import SqlMail
from engine.storage.repositories.notices.notices import Hearing, SqlNotices
from engine.storage.repositories.people.absences import SqlAbsences
from engine.storage.repositories.people.attempts import SqlAttempts
from engine.storage.repositories.people.filters import SqlFilters
from engine.storage.repositories.people.people import SqlPeople
from engine.storage.repositories.people.sessions import SqlSessions
from engine.storage.repositories.people.tokens import SqlTokens
from engine.storage.repositories.waiting.incidents import SqlIncidents
from engine.storage.repositories.waiting.jobs import SqlJobs
from engine.storage.repositories.waiting.starts import SqlStarts
from engine.storage.repositories.waiting.subscriptions import SqlSubscriptions
from engine.storage.tables.stations import station as stations
from engine.storage.types import writable

Made = TypeVar("Made")


class _once(Generic[Made]):  # noqa: N801  used as @property is
    """A property made when it is first asked for; `cached_property` takes a lock each time."""

    def __init__(self, make: Callable[[Any], Made]) -> None:
        self._make = make

    def __get__(self, unit: SqlUnit, _kind: type[SqlUnit]) -> Made:
        made = unit.__dict__[self._make.__name__] = self._make(unit)
        return made


class SqlUnit:
    """One transaction. Leaving it without `commit` undoes everything."""

    def __init__(
        self,
        connection: Connection,
        station: StationId,
        hearing: Hearing | None = None,
        who: str = "",
        *,
        rehearses: bool = False,
    ) -> None:
        """Work on an open transaction for one station; `hearing` is shared by many, `who` acts.

        When it `rehearses`, it will be undone.
        """
        self._db = connection
        self._station = station
        self._hearing = hearing or Hearing()
        self._who = who
        self._rehearses = rehearses

    def together(self) -> AbstractContextManager[None]:
        """Send what is written inside the block in as few round trips as can be."""
        return together(self._db)

    def commit(self) -> None:
        """Make everything durable."""
        commit(self._db)

    def enter_station(self, name: str, zone: str) -> None:
        """Enter the station itself: once, though several processes may open it first."""
        row = {"id": self._station, "name": name, "zone": zone}
        self._db.execute(insert_once(stations).values(row).on_conflict_do_nothing())

    @contextmanager
    def undoable(self) -> Iterator[None]:
        """Undo what is written inside the block when it raises, and nothing else."""
        with self._db.begin_nested():
            yield

    @_once
    def cases(self) -> SqlCases:
        """Cases."""
        return SqlCases(self._db, lent=self._rehearses)

    @_once
    def tasks(self) -> SqlTasks:
        """Human tasks."""
        return SqlTasks(self._db, self._who)

    @_once
    def clocks(self) -> SqlClocks:
        """Time-limit clocks."""
        return SqlClocks(self._db)

    @_once
    def subscriptions(self) -> SqlSubscriptions:
        """Messages and signals awaited."""
        return SqlSubscriptions(self._db)

    @_once
    def jobs(self) -> SqlJobs:
        """Waiting jobs."""
        return SqlJobs(self._db, self._station)

    @_once
    def incidents(self) -> SqlIncidents:
        """Open incidents."""
        return SqlIncidents(self._db, self._station)

    @_once
    def history(self) -> SqlHistory:
        """The history."""
        return SqlHistory(self._db, self._station)

    @_once
    def customers(self) -> SqlCustomers:
        """The register of customers."""
        return SqlCustomers(self._db)

    @_once
    def people(self) -> SqlPeople:
        """People."""
        return SqlPeople(self._db)

    @_once
    def attempts(self) -> SqlAttempts:
        """Counts of attempts."""
        return SqlAttempts(self._db)

    @_once
    def sessions(self) -> SqlSessions:
        """Sessions."""
        return SqlSessions(self._db)

    @_once
    def tokens(self) -> SqlTokens:
        """Personal tokens."""
        return SqlTokens(self._db)

    @_once
    def absences(self) -> SqlAbsences:
        """Absences."""
        return SqlAbsences(self._db)

    @_once
    def definitions(self) -> SqlDefinitions:
        """Deployed definitions."""
        return SqlDefinitions(self._db)

    @_once
    def drafts(self) -> SqlDrafts:
        """Drafts of tasks' forms."""
        return SqlDrafts(self._db)

    @_once
    def comments(self) -> SqlComments:
        """Comments on cases."""
        return SqlComments(self._db, self._station)

    @_once
    def papers(self) -> SqlPapers:
        """Papers of cases."""
        return SqlPapers(self._db, self._station)

    @_once
    def filters(self) -> SqlFilters:
        """Kept filters."""
        return SqlFilters(self._db)

    @_once
    def notices(self) -> SqlNotices:
        """What people are told."""
        return SqlNotices(self._db, self._station, self._hearing)

    @_once
    def mail(self) -> SqlMail:
        """What waits for letters."""
        return SqlMail(self._db)

    @_once
    def starts(self) -> SqlStarts:
        """Registered start events."""
        return SqlStarts(self._db, self.jobs)

    @_once
    def standing(self) -> SqlStanding:
        """How the station stands."""
        return SqlStanding(self._db)

    @_once
    def reading(self) -> SqlReading:
        """Lists and pages, for queries."""
        return SqlReading(self._db)


class SqlUnits:
    """Opens units of work on one store."""

    def __init__(self, database: Database, station: StationId) -> None:
        """Open them for one station."""
        self._database = database
        self._station = station
        self._hearing = Hearing()

    def writing(self, command: Command[Any] | None = None) -> AbstractContextManager[SqlUnit]:
        """Open a unit that may change things; for a command it reads ahead what that will ask."""
        asked = () if self._database.sqlite else questions(command)
        who = command.actor if command is not None and writable(command.actor) else ""
        return _Opened(self._database.writing(asked), self._station, self._hearing, who)

    def rehearsing(self, command: Command[Any]) -> AbstractContextManager[SqlUnit]:
        """Open a unit that will be undone: it takes nothing that an undoing does not give back."""
        writing = self._database.writing()
        who = command.actor if writable(command.actor) else ""
        return _Opened(writing, self._station, self._hearing, who, rehearses=True)

    def reading(self) -> AbstractContextManager[SqlUnit]:
        """Open a unit that only looks."""
        return _Opened(self._database.reading(), self._station, self._hearing)


class _Opened:
    """A unit that is open as long as its transaction is."""

    __slots__ = ("_rehearses", "_transaction", "_unit")

    def __init__(
        self,
        transaction: AbstractContextManager[Connection],
        station: StationId,
        hearing: Hearing,
        who: str = "",
        *,
        rehearses: bool = False,
    ) -> None:
        self._transaction = transaction
        self._unit = station, hearing, who
        self._rehearses = rehearses

    def __enter__(self) -> SqlUnit:
        return SqlUnit(self._transaction.__enter__(), *self._unit, rehearses=self._rehearses)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> bool | None:
        return self._transaction.__exit__(kind, error, trace)


class SqlContents:
    """Gives the files of deployed definitions, from any thread."""

    def __init__(self, database: Database) -> None:
        """Read from one store."""
        self._database = database

    def content(self, definition: DefinitionId) -> bytes:
        """Return the file of a definition. Raises LookupError."""
        with self._database.reading() as connection:
            return SqlDefinitions(connection).content(definition)

"""Opens a station: the engine behind its door, its worker, and the store under both."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from engine.api import Engine
from engine.bootstrap.housekeeping import Housekeeper
from engine.bootstrap.post import Post
from engine.bootstrap.settings import Settings
from engine.bootstrap.wiring.casefile import case_file
from engine.bootstrap.wiring.customers import customer_answers, customer_handlers
from engine.bootstrap.wiring.identity import identity_answers, identity_handlers
from engine.bootstrap.wiring.lists import list_answers, list_handlers
from engine.bootstrap.wiring.notes import file_store, note_answers, note_handlers
from engine.bootstrap.wiring.operating import asked_before, operating
from engine.bootstrap.wiring.telling import Teller, telling_answers, telling_handlers
from engine.bootstrap.wiring.work import OwnWork, work_handlers
from engine.calendar.seed import published_calendar
from engine.calendar.working import WorkingCalendar
from engine.cases.answers.cases import ReadCase, ReadProcesses
from engine.cases.answers.forms import ReadStartForm
from engine.cases.answers.history import ReadDiagram, ReadTimeline
from engine.cases.answers.shelf import Shelf
from engine.cases.answers.tasks import ReadTask
from engine.cases.beginning.by_event import Begin
from engine.cases.beginning.by_form import Start
from engine.cases.catalogue import Catalogue
from engine.cases.commands import (
    ClaimTask,
    CompleteTask,
    FireTimer,
    ReleaseTask,
    SendMessage,
    StartCase,
)
from engine.cases.crossing.conditions import Evaluates, ReadConditionalStarts
from engine.cases.crossing.correlating import Correlates
from engine.cases.crossing.messages import (
    BeginCase,
    ConditionalStarts,
    Correlate,
    DeliverSignal,
    EvaluateConditions,
    ThrowSignal,
)
from engine.cases.crossing.signals import Deliver, throw
from engine.cases.handlers.events import Fire, Send
from engine.cases.handlers.tasks import Complete, claim, release
from engine.cases.incidents.answers import ReadIncidents
from engine.cases.incidents.handlers import Leave, Retry, retry_job
from engine.cases.incidents.messages import Incidents, LeaveJob, RetryIncident, RetryJob
from engine.cases.integrity import VerifyHistory, verify_history
from engine.cases.lists.of_customer import ReadCasesOfCustomer
from engine.cases.migrating.messages import PlanMigration
from engine.cases.migrating.planning import Plan
from engine.cases.queries import (
    CaseDetail,
    CaseDiagram,
    CasesOfCustomer,
    Processes,
    StartForm,
    TaskDetail,
    Timeline,
)
from engine.cases.stepping.machinery import Machinery
from engine.cases.work.fetching import ReadClaimed
from engine.cases.work.messages import ClaimedWork
from engine.cases.work.topics import TOPICS
from engine.definitions.deploying import Deploy, DeployHandler
from engine.dispatch.dispatcher import SYSTEM, Dispatcher, Handler
from engine.identity.passwords import Passwords
from engine.jobs.jobs import MAIL_LEASE, WORK_LEASE, Claim, JobKind, JobQueue
from engine.jobs.worker import Worker
from engine.kernel.ids import StationId
from engine.kernel.messages import Command, Query
from engine.notify.schedule import TOPIC as MAIL_TOPIC
from engine.spiff import SpiffRunner, StationBeats, check
from engine.storage.connections.wakeup import Wakeups
from engine.storage.database import Database
from engine.storage.repositories.waiting.queue import SqlQueue
from engine.storage.units import SqlContents, SqlUnits

STATION = StationId(1)
"""The one station of a store, until a store holds several."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Station:
    """An open station. Close it when the process ends."""

    engine: Engine
    worker: Worker
    """Timers and what else only touches our own store."""
    errands: Worker
    """Work that asks other systems, and may take its time."""
    post: Worker | None
    """Letters; None where no mail is sent."""
    queue: JobQueue
    database: Database
    units: SqlUnits
    passwords: Passwords
    settings: Settings
    housekeeper: Housekeeper
    teller: Teller

    def start_worker(self) -> threading.Thread:
        """Run the worker in a thread of this process; `close` ends it."""
        thread = threading.Thread(target=self.work, name="yekuo-worker", daemon=True)
        thread.start()
        return thread

    def work(self) -> None:
        """Do jobs until `stop_working` is called; what asks other systems has its own thread."""
        self.housekeeper.start()
        self.teller.start()
        apart = [("yekuo-errands", self.errands)] if self.settings.outside else []
        if self.post is not None:
            apart.append(("yekuo-post", self.post))
        threads = [
            threading.Thread(target=worker.run_forever, name=name, daemon=True)
            for name, worker in apart
        ]
        for thread in threads:
            thread.start()
        self.worker.run_forever()
        for thread in threads:
            thread.join()

    def stop_working(self) -> None:
        """Begin no other job; what was claimed and not begun is given back."""
        self.worker.stop()
        self.errands.stop()
        if self.post is not None:
            self.post.stop()
        self.housekeeper.stop()
        self.teller.stop()

    def close(self) -> None:
        """Stop the worker and close the store."""
        self.stop_working()
        self.database.close()


def is_station(database: str) -> bool:
    """Tell whether there is a station at an address, making nothing. Raises StoreUnavailable."""
    store = Database(database)
    try:
        return store.is_there()
    finally:
        store.close()


def open_station(settings: Settings) -> Station:
    """Open a station, making or upgrading its store first."""
    database = Database(settings.database)
    database.migrate()
    units = SqlUnits(database, STATION)
    with units.writing() as unit:  # no command yet: a dispatcher serves a station that is there
        unit.enter_station(settings.station_name, settings.zone)
        unit.commit()
    calendar = published_calendar()
    catalogue = Catalogue(SqlContents(database))
    machinery = Machinery(
        runner=SpiffRunner(catalogue, calendar.zone),
        catalogue=catalogue,
        calendar=calendar,
        topics=TOPICS,
    )
    shelf = Shelf(catalogue=catalogue, calendar=calendar, runner=machinery.runner)
    files = file_store(settings)
    passwords = Passwords.cheap() if settings.demo else Passwords()
    engine = Dispatcher(
        units,
        settings.clock,
        STATION,
        _handlers(machinery, passwords, calendar)
        | note_handlers(files)
        | telling_handlers(calendar, settings),
        _answers(shelf, passwords, calendar, settings)
        | note_answers(shelf, files, settings)
        | telling_answers(shelf, settings),
    )
    queue = SqlQueue(database)
    errands = SqlQueue(database, tuple(settings.outside), WORK_LEASE)

    def leave(claim_: Claim, error: str) -> None:
        engine.execute(LeaveJob(actor=SYSTEM, job=claim_.job, token=claim_.token, message=error))

    def run(claim_: Claim) -> None:
        command = _DOES.get(claim_.kind, FireTimer)
        engine.execute(command(actor=SYSTEM, job=claim_.job, token=claim_.token))

    return Station(
        engine=engine,
        worker=Worker(queue, run, leave, settings.clock, rest=Wakeups(database).wait),
        errands=Worker(errands, OwnWork(engine, settings.outside), leave, settings.clock, batch=1),
        queue=queue,
        database=database,
        units=units,
        passwords=passwords,
        settings=settings,
        housekeeper=Housekeeper(engine),
        teller=Teller(engine),
        post=_post(engine, database, settings),
    )


def _post(engine: Dispatcher, database: Database, settings: Settings) -> Worker | None:
    """Return who sends letters; None where no mail is sent."""
    if settings.mail is None:
        return None
    post = Post(engine, settings.mail)
    queue = SqlQueue(database, (MAIL_TOPIC,), MAIL_LEASE)
    return Worker(queue, post, post.give_up, settings.clock, batch=1)


_DOES: dict[JobKind, type[FireTimer | BeginCase | DeliverSignal]] = {
    JobKind.TIMER: FireTimer,
    JobKind.START: BeginCase,
    JobKind.DELIVER: DeliverSignal,
}


def _handlers(
    machinery: Machinery, passwords: Passwords, calendar: WorkingCalendar
) -> dict[type[Command[Any]], Handler]:
    beats = StationBeats(calendar.zone)
    return {
        StartCase: Start(machinery),
        ClaimTask: claim,
        ReleaseTask: release,
        CompleteTask: Complete(machinery),
        SendMessage: Send(machinery),
        FireTimer: Fire(machinery),
        RetryIncident: Retry(machinery),
        RetryJob: retry_job,
        LeaveJob: Leave(machinery),
        **work_handlers(machinery),
        **operating(machinery),
        **list_handlers(),
        **identity_handlers(passwords, calendar.zone),
        **customer_handlers(machinery.catalogue, calendar),
        Correlate: Correlates(machinery),
        EvaluateConditions: Evaluates(machinery),
        ThrowSignal: throw,
        DeliverSignal: Deliver(machinery),
        BeginCase: Begin(machinery, beats),
        Deploy: DeployHandler(check, frozenset(TOPICS), beats),
    }


def _answers(
    shelf: Shelf, passwords: Passwords, calendar: WorkingCalendar, settings: Settings
) -> dict[type[Query[Any]], Handler]:
    return {
        **list_answers(shelf),
        TaskDetail: ReadTask(shelf),
        CasesOfCustomer: ReadCasesOfCustomer(shelf),
        **customer_answers(),
        CaseDetail: ReadCase(shelf),
        Timeline: ReadTimeline(shelf),
        CaseDiagram: ReadDiagram(shelf),
        Incidents: ReadIncidents(shelf),
        ClaimedWork: ReadClaimed(shelf.runner),
        ConditionalStarts: ReadConditionalStarts(shelf.catalogue),
        Processes: ReadProcesses(shelf),
        StartForm: ReadStartForm(shelf),
        VerifyHistory: verify_history,
        **identity_answers(passwords, calendar.zone, simulated=settings.simulated),
        **asked_before(shelf),
        **case_file(shelf),
        PlanMigration: Plan(shelf),
    }

"""Every table. Those that grow carry `station_id`, so that they can be split by station.

People are referred to by login, elements by their BPMN id, element instances by a number that is
unique within the case.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from engine.storage.types import Identity, Instant, Moment

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _open_tasks(name: str, *first: str) -> Index:
    """Return an index of the open tasks alone, most urgent first for each value of `first`.

    The state stands in it too, or SQLite would look it up in every row that is counted.
    """
    only = text(" AND ".join(["state = 'open'", *(f"{column} IS NOT NULL" for column in first)]))
    columns = (*first, "urgent_at", "case_id", "instance", "state")
    return Index(name, *columns, sqlite_where=only, postgresql_where=only)


station = Table(
    "station",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("name", String(200), nullable=False),
    Column("zone", String(64), nullable=False),
)

person = Table(
    "person",
    metadata,
    Column("login", String(64), primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("name_zh", String(200)),
    Column("password_hash", String(200)),
    Column("language", String(8)),
    Column("active", Boolean, nullable=False),
)

person_role = Table(
    "person_role",
    metadata,
    Column("login", ForeignKey("person.login"), primary_key=True),
    Column("role", String(32), primary_key=True),
)

person_group = Table(
    "person_group",
    metadata,
    Column("login", ForeignKey("person.login"), primary_key=True),
    Column("name", String(64), primary_key=True),
)

session = Table(
    "session",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("login", ForeignKey("person.login"), nullable=False, index=True),
    Column("token", LargeBinary, nullable=False, unique=True),
    Column("began_at", Moment, nullable=False),
    Column("seen_at", Moment, nullable=False),
    Column("browser", String(300), nullable=False),
    Column("address", String(64), nullable=False),
)

access_token = Table(
    "access_token",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("login", ForeignKey("person.login"), nullable=False, index=True),
    Column("secret", LargeBinary, nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("scope", String(16), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

attempt = Table(
    "attempt",
    metadata,
    Column("place", String(64), primary_key=True),
    Column("tries", Integer, nullable=False),
    Column("until_at", Moment, nullable=False, index=True),
)

absence = Table(
    "absence",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("login", ForeignKey("person.login"), nullable=False),
    Column("start_at", Moment, nullable=False),
    Column("end_at", Moment, nullable=False, index=True),
    Column("entered_by", String(64), nullable=False),
    Column("entered_at", Moment, nullable=False),
    Index("ix_absence_login_end_at", "login", "end_at"),
)

absence_substitute = Table(
    "absence_substitute",
    metadata,
    Column("absence_id", ForeignKey("absence.id"), primary_key=True),
    Column("place", Integer, primary_key=True),
    Column("login", ForeignKey("person.login"), nullable=False),
    Column("end_at", Moment, nullable=False),
    Index("ix_absence_substitute_login_end_at", "login", "end_at"),
)
"""`end_at` is the absence's own, so that those that are over are not even looked at."""

customer = Table(
    "customer",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("account_no", String(32)),
    Column("name", String(300), nullable=False),
    Column("address", Text),
    Column("contact", String(200)),
    Column("phone", String(64)),
    Column("voltage_kv", String(16)),
    Column("line", String(200)),
    Column("manager", ForeignKey("person.login"), index=True),
    Column("tier_at_application", String(32)),
    Column("tier_reason", Text),
    Column("created_at", Moment, nullable=False),
    UniqueConstraint("station_id", "account_no"),
)

deployment = Table(
    "deployment",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("name", String(200), nullable=False),
    Column("deployed_at", Moment, nullable=False),
    Column("deployed_by", String(64), nullable=False),
)

definition = Table(
    "definition",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("deployment_id", ForeignKey("deployment.id"), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("key", String(200), nullable=False),
    Column("version", Integer, nullable=False),
    Column("version_tag", String(64)),
    Column("name", String(300), nullable=False),
    Column("resource", String(300), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False),
    UniqueConstraint("station_id", "kind", "key", "version"),
)

case = Table(
    "case_",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("request", String(64)),
    Column("number", String(32)),
    Column("business_key", String(200), index=True),
    Column("definition_id", ForeignKey("definition.id"), nullable=False),
    Column("process", String(200), nullable=False),
    Column("stage", String(16)),
    Column("customer_id", ForeignKey("customer.id"), index=True),
    Column("customer_name", String(300), nullable=False),
    Column("account_no", String(32), index=True),
    Column("manager", String(64)),
    Column("state", String(16), nullable=False),
    Column("outcome", String(200)),
    Column("version", Integer, nullable=False),
    Column("tokens", LargeBinary, nullable=False),
    Column("variables", LargeBinary, nullable=False),
    Column("activities", LargeBinary, nullable=False),
    Column("chain_seq", Integer, nullable=False),
    Column("chain_hash", LargeBinary, nullable=False),
    Column("started_at", Moment, nullable=False),
    Column("ended_at", Moment),
    UniqueConstraint("station_id", "number"),
    UniqueConstraint("station_id", "request"),
    Index("ix_case__state_id", "state", "id"),
    Index("ix_case__manager_state_id", "manager", "state", "id"),
)

task = Table(
    "task",
    metadata,
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("instance", Integer, nullable=False),
    Column("station_id", Integer, nullable=False),
    Column("definition_id", Identity, nullable=False),
    Column("process", String(200), nullable=False),
    Column("element", String(200), nullable=False),
    Column("form", String(200)),
    Column("state", String(12), nullable=False),
    Column("assignee", String(64)),
    Column("candidate_users", Text, nullable=False),
    Column("candidate_groups", Text, nullable=False),
    Column("priority", Integer, nullable=False),
    Column("due_at", Instant),
    Column("follow_up_at", Instant),
    Column("clock_instance", Integer),
    Column("urgent_at", Instant, nullable=False),
    Column("created_at", Instant, nullable=False),
    Column("closed_at", Instant),
    Column("closed_by", String(64)),
    Column("note", Text),
    Column("note_by", String(64)),
    Column("manager", String(64)),
    PrimaryKeyConstraint("case_id", "instance"),
    _open_tasks("ix_task_mine", "assignee"),
    _open_tasks("ix_task_managed", "manager"),
    _open_tasks("ix_task_open"),
    Index(
        "ix_task_done",
        "closed_by",
        "closed_at",
        "case_id",
        "instance",
        sqlite_where=text("closed_by IS NOT NULL"),
        postgresql_where=text("closed_by IS NOT NULL"),
    ),
    sqlite_with_rowid=False,
)
"""`manager` is the case's, said again here so that the open tasks of a manager are one range."""

task_candidate = Table(
    "task_candidate",
    metadata,
    Column("case_id", Identity, nullable=False),
    Column("instance", Integer, nullable=False),
    Column("kind", String(5), nullable=False),
    Column("name", String(64), nullable=False),
    Column("taken", Integer, nullable=False),
    Column("urgent_at", Instant, nullable=False),
    PrimaryKeyConstraint("case_id", "instance", "kind", "name"),
    Index("ix_task_candidate_offered", "kind", "name", "taken", "urgent_at", "case_id", "instance"),
    sqlite_with_rowid=False,
)
"""To whom the open tasks are offered; `taken` is 1 while somebody has the task."""

involved = Table(
    "involved",
    metadata,
    Column("kind", String(5), nullable=False),
    Column("name", String(64), nullable=False),
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    PrimaryKeyConstraint("kind", "name", "case_id"),
    sqlite_with_rowid=False,
)
"""Users who have or had a task of a case, users and groups one was offered to: who may see it."""

clock = Table(
    "clock",
    metadata,
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("instance", Integer, nullable=False),
    Column("station_id", Integer, nullable=False),
    Column("checkpoint", String(64), nullable=False),
    Column("attempt", Integer, nullable=False),
    Column("element", String(200), nullable=False),
    Column("definition_id", Identity, nullable=False),
    Column("limits", LargeBinary, nullable=False),
    Column("events", LargeBinary, nullable=False),
    Column("state", String(12), nullable=False),
    Column("due_at", Instant),
    Column("original_due_at", Instant),
    Column("started_at", Instant, nullable=False),
    Column("stopped_at", Instant),
    PrimaryKeyConstraint("case_id", "instance"),
    Index("ix_clock_state_due_at", "state", "due_at"),
    sqlite_with_rowid=False,
)

job = Table(
    "job",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("case_id", ForeignKey("case_.id"), index=True),
    Column("kind", String(16), nullable=False),
    Column("topic", String(200), nullable=False),
    Column("element_instance", Integer),
    Column("due_at", Moment),
    Column("run_at", Moment),
    Column("token", Integer, nullable=False),
    Column("worker", String(200)),
    Column("attempts", Integer, nullable=False),
    Column("retries", Integer, nullable=False),
    Column("last_error", Text),
    Column("payload", Text, nullable=False),
    Index("ix_job_fresh", "topic", "run_at", sqlite_where=text("attempts = 0"),
          postgresql_where=text("attempts = 0")),
    Index("ix_job_tried", "topic", "run_at", sqlite_where=text("attempts > 0"),
          postgresql_where=text("attempts > 0")),
)  # fmt: skip
"""`run_at` is empty while a job sleeps or is left for a person. `topic` is empty but for work: what
waits for others is not in the way of what a worker looks for. What was tried is looked for apart,
one at a time: a job that kills its worker must not take others with it."""

incident = Table(
    "incident",
    metadata,
    Column("id", Identity, primary_key=True),
    Column("station_id", Integer, nullable=False),
    Column("case_id", ForeignKey("case_.id")),
    Column("instance", Integer, nullable=False),
    Column("element", String(200), nullable=False),
    Column("definition_id", Identity),
    Column("process", String(200), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("message", Text, nullable=False),
    Column("since", Moment, nullable=False),
    Column("job_id", Identity, index=True),
    UniqueConstraint("case_id", "instance"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("case_id", ForeignKey("case_.id"), nullable=False),
    Column("instance", Integer, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("name", String(200), nullable=False),
    Column("first_instance", Integer),
    PrimaryKeyConstraint("case_id", "instance"),
    Index("ix_subscription_kind_name_case_id", "kind", "name", "case_id"),
    sqlite_with_rowid=False,
)
"""`first_instance`: of an event that happens again and again, the instance that waited first; empty
when it is this one."""

start_event = Table(
    "start_event",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("station_id", ForeignKey("station.id"), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("name", String(200), nullable=False),
    Column("definition_id", ForeignKey("definition.id"), nullable=False),
    Column("process", String(200), nullable=False),
    Column("element", String(200), nullable=False),
    Column("timer_kind", String(16)),
    Column("timer", Text),
    Column("times_left", Integer),
    UniqueConstraint("station_id", "process", "element"),
    Index("ix_start_event_name", "station_id", "kind", "name"),
    Index("uq_start_event_message", "station_id", "name", unique=True,
          sqlite_where=text("kind = 'message'"), postgresql_where=text("kind = 'message'")),
)  # fmt: skip
"""Of the newest version of each process. A message begins one case, so one start event has it."""

history = Table(
    "history",
    metadata,
    Column("case_id", Identity, nullable=False),
    Column("seq", Integer, nullable=False),
    Column("station_id", Integer, nullable=False),
    Column("at", Instant, nullable=False),
    Column("actor", String(64)),
    Column("events", LargeBinary, nullable=False),
    Column("marks", LargeBinary, nullable=False),
    Column("hash", LargeBinary, nullable=False),
    PrimaryKeyConstraint("case_id", "seq"),
    sqlite_with_rowid=False,
)
"""One row for all that one command did to a case; `seq` counts events. Case 0 is the station itself
(deployments and the like). No key points here: history outlives.
"""

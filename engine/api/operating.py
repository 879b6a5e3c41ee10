"""What responsible people do to a case beside its diagram: operating, migrating, trying again."""

from engine.cases.incidents.messages import (
    Incidents,
    NoIncident,
    NoJob,
    RetryIncident,
    RetryJob,
)
from engine.cases.migrating.batch import (
    MigrationReport,
    migrate_cases,
)
from engine.cases.migrating.messages import (
    BadMapping,
    CannotMigrate,
    MigrateCase,
    MigrationPlan,
    PlanLine,
    PlanMigration,
    UnknownVersion,
)
from engine.cases.operating.commands import (
    SAME,
    CancelCase,
    ChangeTask,
    ChangeVariables,
    DeliverMessage,
    FollowUpTask,
    HandOverTask,
    MoveToken,
    RepeatElement,
    RestartCase,
    ResumeCase,
    SendBack,
    SkipElement,
    SuspendCase,
)
from engine.cases.operating.errors import (
    BadTaskChange,
    BadVariable,
    CaseChanged,
    CaseNotOver,
    CaseNotSuspended,
    NoReason,
)
from engine.cases.operating.questions import (
    EarlierTask,
    EarlierTasks,
    PossibleHolder,
    PossibleHolders,
)
from engine.cases.tokens.errors import (
    ElementFailed,
    GoesRound,
    NotWaiting,
)
from engine.cases.tokens.moving import (
    CannotMove,
    Target,
)

__all__ = [
    "SAME",
    "BadMapping",
    "BadTaskChange",
    "BadVariable",
    "CancelCase",
    "CannotMigrate",
    "CannotMove",
    "CaseChanged",
    "CaseNotOver",
    "CaseNotSuspended",
    "ChangeTask",
    "ChangeVariables",
    "DeliverMessage",
    "EarlierTask",
    "EarlierTasks",
    "ElementFailed",
    "FollowUpTask",
    "GoesRound",
    "HandOverTask",
    "Incidents",
    "MigrateCase",
    "MigrationPlan",
    "MigrationReport",
    "MoveToken",
    "NoIncident",
    "NoJob",
    "NoReason",
    "NotWaiting",
    "PlanLine",
    "PlanMigration",
    "PossibleHolder",
    "PossibleHolders",
    "RepeatElement",
    "RestartCase",
    "ResumeCase",
    "RetryIncident",
    "RetryJob",
    "SendBack",
    "SkipElement",
    "SuspendCase",
    "Target",
    "UnknownVersion",
    "migrate_cases",
]

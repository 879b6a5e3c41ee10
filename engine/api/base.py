"""What all subjects share: the engine, keys of rows, pages of lists, what a store may refuse."""

from engine.api.engine import Engine
from engine.cases.ports.reading import MANY
from engine.dispatch.visits import Visit
from engine.kernel.alphabet import name_key
from engine.kernel.errors import (
    BadPlace,
    StoreBusy,
    StoreFull,
    StoreUnavailable,
    YekuoError,
)
from engine.kernel.ids import (
    AbsenceId,
    CaseId,
    CommentId,
    CustomerId,
    FilterId,
    JobId,
    NoticeId,
    PaperId,
    SessionId,
    StationId,
    TaskId,
    TokenId,
    UserId,
)
from engine.kernel.messages import Command
from engine.kernel.pages import (
    Head,
    Number,
    Page,
)

__all__ = [
    "MANY",
    "AbsenceId",
    "BadPlace",
    "CaseId",
    "Command",
    "CommentId",
    "CustomerId",
    "Engine",
    "FilterId",
    "Head",
    "JobId",
    "NoticeId",
    "Number",
    "Page",
    "PaperId",
    "SessionId",
    "StationId",
    "StoreBusy",
    "StoreFull",
    "StoreUnavailable",
    "TaskId",
    "TokenId",
    "UserId",
    "Visit",
    "YekuoError",
    "name_key",
]

"""What reaches cases from outside: messages, signals, work done by others, due timers."""

from engine.cases.commands import FireTimer
from engine.cases.crossing.messages import (
    Correlate,
    Correlated,
    ThrowSignal,
)
from engine.cases.errors import (
    NobodyWaits,
    SeveralWait,
    TooManyWait,
)
from engine.cases.work.messages import (
    BadWork,
    CompleteWork,
    ExtendWork,
    FailWork,
    FetchWork,
    ThrowWorkError,
    WorkGone,
)

__all__ = [
    "BadWork",
    "CompleteWork",
    "Correlate",
    "Correlated",
    "ExtendWork",
    "FailWork",
    "FetchWork",
    "FireTimer",
    "NobodyWaits",
    "SeveralWait",
    "ThrowSignal",
    "ThrowWorkError",
    "TooManyWait",
    "WorkGone",
]

"""What reaches cases from outside: messages, signals, work done by others, due timers."""

from engine.cases.commands import FireTimer
from engine.cases.crossing.messages import (
    Begun,
    ConditionalStart,
    ConditionalStarts,
    Correlate,
    Correlated,
    EvaluateConditions,
    ThrowSignal,
)
from engine.cases.errors import (
    NobodyWaits,
    NoConditions,
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
    "Begun",
    "CompleteWork",
    "ConditionalStart",
    "ConditionalStarts",
    "Correlate",
    "Correlated",
    "EvaluateConditions",
    "ExtendWork",
    "FailWork",
    "FetchWork",
    "FireTimer",
    "NoConditions",
    "NobodyWaits",
    "SeveralWait",
    "ThrowSignal",
    "ThrowWorkError",
    "TooManyWait",
    "WorkGone",
]

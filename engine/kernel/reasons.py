"""Why something in a case cannot go on: a code with its data, which reads as an English sentence.

Pages word the code in the reader's language. What others said (an expression, a worker outside)
is data, and stays as it was said.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Self

LONGEST_PART = 500
"""Characters kept of what a reason quotes."""


class Why(StrEnum):
    """What keeps an element or a job from going on; its sentence is in `ENGLISH`."""

    NO_FLOW = "no-flow"
    EXPRESSION = "expression"
    NOT_YES_OR_NO = "not-yes-or-no"
    NOT_A_TEXT = "not-a-text"
    NOT_NAMES = "not-names"
    NOT_WHOLE = "not-whole"
    NOT_A_LIST = "not-a-list"
    NOT_SO_MANY = "not-so-many"
    OUT_OF_RANGE = "out-of-range"
    TOO_OFTEN = "too-often"
    SHORTER = "shorter"
    NO_TIME = "no-time"
    NOT_A_TIME = "not-a-time"
    ERROR_UNCAUGHT = "error-uncaught"
    ERROR_AROUND = "error-around"
    NO_NAME = "no-name"
    BAD_NAME = "bad-name"
    NO_CALLED = "no-called"
    TOO_DEEP = "too-deep"
    NO_DECISION = "no-decision"
    MANY_RULES = "many-rules"
    MANY_ENTRIES = "many-entries"
    NO_TOPIC = "no-topic"
    BAD_TOPIC = "bad-topic"
    NO_COMPENSATION = "no-compensation"
    NO_TRANSACTION = "no-transaction"
    NO_START = "no-start"
    NO_PLACE = "no-place"
    STUCK = "stuck"
    UNKNOWN_DECISION = "unknown-decision"
    UNKNOWN_PROCESS = "unknown-process"
    WORKER_DIED = "worker-died"
    SAID_NOTHING = "said-nothing"


ENGLISH: Mapping[Why, str] = {
    Why.NO_FLOW: "no outgoing flow applies and there is no default one ({tried})",
    Why.EXPRESSION: "{text}: {error}",
    Why.NOT_YES_OR_NO: "{text}: gives {value}, which is neither true nor false",
    Why.NOT_A_TEXT: "{name} must be a text, it is {value}",
    Why.NOT_NAMES: "{name} must be names, it is {value}",
    Why.NOT_WHOLE: "{text}: must be a whole number, it is {value}",
    Why.NOT_A_LIST: "{text}: must be a list, it is {value}",
    Why.NOT_SO_MANY: "{text}: must have {number} items",
    Why.OUT_OF_RANGE: "{text}: must be from 0 to {most}, it is {value}",
    Why.TOO_OFTEN: "cannot be done more than {most} times",
    Why.SHORTER: "its collection has become shorter while it was worked through",
    Why.NO_TIME: "has no time",
    Why.NOT_A_TIME: "{text}: {error}",
    Why.ERROR_UNCAUGHT: "nothing catches the error {code} ({said})",
    Why.ERROR_AROUND: "nothing around it catches the error {code}",
    Why.NO_NAME: "does not say which message or signal it means",
    Why.BAD_NAME: "means a name that is longer than {most} characters or unreadable",
    Why.NO_CALLED: "does not say which process it calls",
    Why.TOO_DEEP: "calls processes inside each other more than {most} deep",
    Why.NO_DECISION: "does not say which decision it evaluates",
    Why.MANY_RULES: "{shape} needs one matched rule at most, {number} matched",
    Why.MANY_ENTRIES: "a single entry is needed, the rule gives {names}",
    Why.NO_TOPIC: "has no topic that says what work it is",
    Why.BAD_TOPIC: "the topic {topic} is empty or too long",
    Why.NO_COMPENSATION: "has no activity that compensates",
    Why.NO_TRANSACTION: "is in no transaction that has a cancel event",
    Why.NO_START: "has no start event {name} to begin at",
    Why.NO_PLACE: "has no place in the other version",
    Why.STUCK: "waits for a token that cannot come any more",
    Why.UNKNOWN_DECISION: "no decision {decision} is in use",
    Why.UNKNOWN_PROCESS: "no process {process} is in use",
    Why.WORKER_DIED: "whoever tried it did not live to tell what happened",
    Why.SAID_NOTHING: "failed without saying why",
}


class Reason(str):
    """An English sentence that knows what it says; anywhere a text is wanted it is one."""

    __slots__ = ("data", "why")
    why: Why
    data: Mapping[str, str]

    def __new__(cls, why: Why, **data: object) -> Self:
        """Fill in the sentence of a code; each of the data is quoted up to LONGEST_PART."""
        parts = {name: str(value)[:LONGEST_PART] for name, value in data.items()}
        made = super().__new__(cls, ENGLISH[why].format_map(parts))
        made.why, made.data = why, parts
        return made

    def __reduce__(self) -> tuple[Any, ...]:
        """Let it travel between processes with its data."""
        return _again, (self.why, dict(self.data))


def _again(why: Why, data: dict[str, str]) -> Reason:
    return Reason(why, **data)


def parts_of(reason: str) -> dict[str, str] | None:
    """Return code and data of a reason as they are kept, `why` the code; None of another text."""
    return {**reason.data, "why": reason.why.value} if isinstance(reason, Reason) else None

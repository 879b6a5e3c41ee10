"""What a command plans for a case, and the case at rest after it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from engine.cases.incidents.records import Incident
from engine.cases.records import CaseRecord, CaseState, TaskRecord
from engine.cases.tokens.changes import Value
from engine.cases.tokens.rebinding import Rebinding
from engine.cases.tokens.runner import Execution
from engine.feel import Function
from engine.kernel.ids import UserId
from engine.kernel.messages import Event
from engine.kernel.records import record


@record(frozen=True, kw_only=True, slots=True)
class Note:
    """What somebody says to whoever gets the new task at an element."""

    element: str
    text: str
    by: UserId


@record(frozen=True, kw_only=True, slots=True)
class Action:
    """What a command does to a case: `verb` moves the tokens, `events` precede what follows.

    `given` are the values a person submitted: they stand in such an event already and are not
    repeated among the changed variables. `done` is the task that person did, saved with the rest.
    """

    verb: Callable[[Execution], None]
    events: Sequence[Event] = ()
    given: Mapping[str, Value] | None = None
    done: TaskRecord | None = None
    note: Note | None = None
    rebinding: Rebinding | None = None
    """To which version of a process its tokens go before `verb` moves them."""
    baseline: Mapping[str, Value] | None = None
    """The variables after what `events` already tell; None: as they were stored."""
    becomes: CaseState | None = None
    """The state the case has afterwards, if a command sets it: suspended, open again, cancelled."""
    retried: int | None = None
    """The failed element instance that is tried again."""


@record(frozen=True, kw_only=True, slots=True)
class AtRest:
    """A case after a step, as saved (the store counts its version up), and the human tasks that
    wait in it now.
    """

    case: CaseRecord
    tasks: Sequence[TaskRecord]
    raised: Sequence[Incident]
    """What failed in this step."""


Functions = Callable[[], Mapping[str, Function]]
"""Gives the engine's FEEL functions, as they answer for one case, to whom needs them."""

Plan = Callable[[Execution, Functions], Action]
"""Decides what to do with a case once its tokens are loaded; may raise and leave it as it is."""


def planned(action: Action) -> Plan:
    """Return the plan to do `action`, whatever the tokens are."""
    return lambda _execution, _functions: action


def nothing(_: Execution) -> None:
    """Leave the tokens where they are."""

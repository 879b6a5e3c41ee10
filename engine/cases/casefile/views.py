"""What is answered about the file of a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from engine.cases.views.cases import EventView
from engine.cases.views.people import Person
from engine.cases.views.tasks import TaskLine
from engine.cases.views.words import NO_WORDS, Vocabulary
from engine.kernel.ids import CaseId


@dataclass(frozen=True, kw_only=True, slots=True)
class EventPage:
    """Some events of a case, latest first; `next` goes into the query's `before`, None at the end.

    `people` are all who have done something in the case, `tasks` the elements and names of the
    human tasks it has had: what one can ask for. `words` are what values in the events are called.
    """

    events: tuple[EventView, ...]
    next: int | None
    people: tuple[Person, ...]
    tasks: tuple[tuple[str, str], ...]
    words: Vocabulary = NO_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class CaseTask:
    """A task a case has or had: who did it, and whether in time.

    `late`: it was done, or waits still, past its due date; None when it has none.
    """

    line: TaskLine
    state: Literal["open", "completed", "cancelled"]
    by: Person | None
    late: bool | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ScopeView:
    """Variables that stand in one place: the case itself, a called process, an activity.

    `instance` addresses the place when variables are changed there; None is the case itself.
    `words` are what the case's variables and their values are called.
    """

    name: str
    instance: int | None
    variables: Mapping[str, Any]
    words: Vocabulary = NO_WORDS


@dataclass(frozen=True, kw_only=True, slots=True)
class VariableChange:
    """A variable got another value: when, by whom, in which event; `before` is None at first."""

    seq: int
    at: datetime
    kind: str
    by: Person | None
    element_name: str | None
    before: Any
    after: Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Awaited:
    """A message or signal a case waits for, where, and since when."""

    kind: Literal["message", "signal"]
    name: str
    instance: int
    element: str
    element_name: str
    since: datetime | None


@dataclass(frozen=True, kw_only=True, slots=True)
class RelatedCase:
    """Another case that has to do with this one.

    `relation`: `customer` (the same), `restarted-as`, `restarted-from`, `signal` (one came from
    it), `begun-by` (its signal began this one).
    """

    relation: str
    id: CaseId
    number: str
    customer: str
    process_name: str
    state: str
    started: datetime


@dataclass(frozen=True, kw_only=True, slots=True)
class PlaceView:
    """Where a case stands, or could be put: an element by name.

    `instance` is None for what is not active; `process` is the process it belongs to. `type` is the
    tag of the element, `within` the names of what is around it, outermost first.
    """

    element: str
    name: str
    type: str
    process: str
    within: tuple[str, ...]
    instance: int | None
    since: datetime | None
    failed: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacesView:
    """Where a case stands now, and all elements of its running processes that can be begun."""

    active: tuple[PlaceView, ...]
    targets: tuple[PlaceView, ...]

"""What a case's tokens do to everything around them, gathered during one step.

The runner reports each change as it happens; here it becomes history events, tasks, timers,
subscriptions and time-limit clocks. `step` writes them down when the tokens have come to rest.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from engine.cases.catalogue import Asked
from engine.cases.incidents.records import LONGEST_MESSAGE, Incident, failed_element
from engine.cases.ports.unit import CaseUnit
from engine.cases.records import Activity, CaseRecord
from engine.cases.stepping.clocks import CaseClocks
from engine.cases.stepping.functions import functions
from engine.cases.stepping.limits import TABLE
from engine.cases.stepping.machinery import Machinery, TopicCall
from engine.cases.stepping.resting import Timer, is_resting
from engine.cases.tokens.changes import (
    Cancelled,
    Change,
    Completed,
    Decided,
    Entered,
    Failed,
    SignalThrown,
    Subscribed,
    TaskOffered,
    TimerArmed,
    Value,
    Where,
)
from engine.cases.tokens.runner import Bound
from engine.cases.work.waiting import waiting_work
from engine.definitions.diagrams.model import Element
from engine.feel import Function
from engine.history import events as happened
from engine.identity.context import Context
from engine.jobs.jobs import NewJob
from engine.kernel.errors import YekuoError
from engine.kernel.ids import DefinitionId
from engine.kernel.messages import Event
from engine.kernel.reasons import parts_of


class CaseHost:
    """Listens to one case's tokens during one step."""

    def __init__(self, machinery: Machinery, context: Context[CaseUnit], case: CaseRecord) -> None:
        """Listen for `case` as it was stored before the step."""
        self.machinery = machinery
        self.context = context
        self.case = case
        self.now: datetime = context.now.astimezone(machinery.calendar.zone)
        """The moment of this step, in the station's zone."""
        self.events: list[Event] = []
        self.activities: dict[int, Activity] = dict(case.activities)
        self.offered: dict[int, TaskOffered] = {}
        self.closed: set[int] = set()
        self.silenced: set[int] = set()
        """Those among the closed for which a stored timer or subscription may wait."""
        self.fresh: set[int] = set()
        """Those entered in this step: nothing of theirs is stored yet."""
        self.timers: dict[int, Timer] = {}
        self.subscribed: dict[int, Subscribed] = {}
        self.works: dict[int, NewJob] = {}
        self.raised: dict[int, Incident] = {}
        self.resolved: set[int] = set()
        """Instances whose stored incident is over."""
        self.thrown: list[SignalThrown] = []
        """Signals for other cases."""
        self.outcome: str | None = None
        self.variables: Mapping[str, Value] = case.variables
        """Those of the case's own process, as they are at each moment."""
        self.clocks = CaseClocks(
            case.id,
            context.unit.clocks.open_of(case.id) if case.chain[0] else (),
            machinery.calendar,
            context.now,
            self.events.append,
            lambda checkpoint: context.unit.clocks.attempts(case.id, checkpoint),
        )
        self._asked: set[str] = set()
        self._functions: Mapping[str, Function] | None = None

    def functions(self) -> Mapping[str, Function]:
        """Return the engine's own FEEL functions, which most steps do without."""
        if self._functions is None:
            calendar = self.machinery.calendar
            self._functions = functions(self.clocks, calendar, self._asked.add)
        return self._functions

    def record(self, change: Change) -> None:
        """Take note of a change."""
        _TAKES[type(change)](self, change)
        self._asked.clear()

    def decide(
        self, decision: str, variables: Mapping[str, Value], bound: Bound
    ) -> tuple[Value, Value]:
        """Evaluate a decision in the version it is bound to."""
        return self.machinery.catalogue.decide(
            self.context.unit.definitions,
            Asked(station=self.case.station, decision=decision, now=self.now, bound=bound),
            variables,
        )

    def called(self, process: str, bound: Bound) -> DefinitionId:
        """Return the definition a call activity runs."""
        return self.machinery.catalogue.called(
            self.context.unit.definitions, self.case.station, process, bound
        )

    def work(
        self, topic: str, at: Where, variables: Mapping[str, Value]
    ) -> Mapping[str, Value] | None:
        """Let the handler of a topic do its work in this transaction; None: it is done outside."""
        handler = self.machinery.topics.get(topic)
        if handler is None:
            self._work_waits(topic, at)
            return None
        told = len(self.events)
        call = TopicCall(
            context=self.context,
            case=self.case,
            at=at,
            variables=variables,
            note=self.events.append,
        )
        try:
            with self.context.unit.undoable():  # an incident leaves nothing half done
                return handler(call)
        except YekuoError:
            del self.events[told:]
            raise

    def _work_waits(self, topic: str, at: Where) -> None:
        """Let a job wait for whoever works on a topic, and be seen to wait."""
        job = waiting_work(topic, at, self.element(at), self.case.id, self.context.now)
        self.works[at.instance] = job
        self.activities.setdefault(at.instance, self._activity(at))

    def element(self, at: Where | Activity) -> Element:
        """Return what the diagram says of an element."""
        return self.machinery.catalogue.process(at.definition, at.process).elements[at.element]

    def settle(self) -> set[str]:
        """Pause and resume clocks by what waits now; return the checkpoints that moved."""
        return self.clocks.settle(
            {i: a for i, a in self.activities.items() if not self._is_beside(a)},
            lambda activity: self.element(activity).clock_stop,
        )

    def _is_beside(self, activity: Activity) -> bool:
        """Say whether it is a failed event beside an activity: what waits is that activity."""
        return activity.failed and self.element(activity).type in ("boundaryEvent", "startEvent")

    def start_clock(self, checkpoint: str, instance: int, element: Element, at: Activity) -> None:
        """Start the clock of a checkpoint with all rules that apply to this case."""
        asked: dict[str, Any] = {**self.variables, "checkpoint": checkpoint}
        limits = self.machinery.catalogue.limits(
            self.context.unit.definitions,
            Asked(station=self.case.station, decision=TABLE, now=self.now, bound=Bound()),
            asked,
        )
        self.clocks.start(checkpoint, instance, element, at, limits)

    def _entered(self, change: Entered) -> None:
        at = change.at
        self.fresh.add(at.instance)
        self._note(happened.ElementEntered, at, process=at.process, via=change.via, scope=at.scope)
        if at.scope is None and at.type == "endEvent":
            self.outcome = at.element
        if not is_resting(at.type):
            return
        activity = self.activities[at.instance] = self._activity(at)
        self._start_clock_of(activity)

    def _activity(self, at: Where) -> Activity:
        return Activity(
            instance=at.instance,
            element=at.element,
            definition=at.definition,
            process=at.process,
            scope=at.scope,
            since=self.context.now,
        )

    def _start_clock_of(self, activity: Activity) -> None:
        element = self.element(activity)
        if element.time_limit is not None and not self._is_one_of_many(activity):
            self.start_clock(element.time_limit, activity.instance, element, activity)

    def retried(self, instance: int) -> None:
        """Take note that a failed element is tried again: its incident is over, for now."""
        activity = self.activities.pop(instance)
        self.resolved.add(instance)
        self.fresh.add(instance)
        if is_resting(self.element(activity).type):
            self.activities[instance] = activity = replace(activity, failed=False)
            if self.clocks.get(instance) is None:
                self._start_clock_of(activity)

    def _armed(self, timer: TimerArmed) -> None:
        at, asked = timer.at, frozenset(self._asked)
        self.timers[at.instance] = Timer(element=at.element, due=timer.due, checkpoints=asked)

    def _failed(self, change: Failed) -> None:
        at = change.at
        self._note(
            happened.IncidentRaised,
            at,
            message=change.reason[:LONGEST_MESSAGE],
            why=parts_of(change.reason),
        )
        self._nothing_waits_at(at)
        activity = self.activities.get(at.instance) or self._activity(at)
        self.activities[at.instance] = replace(activity, failed=True)
        self.raised[at.instance] = failed_element(self.case.id, change, self.context.now)

    def _is_one_of_many(self, activity: Activity) -> bool:
        """Say whether it is an instance inside a multi-instance body: the body has the clock."""
        around = self.activities.get(activity.scope) if activity.scope is not None else None
        return around is not None and around.element == activity.element

    def _completed(self, change: Completed) -> None:
        self._note(happened.ElementCompleted, change.at)
        self._left(change.at, cancelled=False)

    def _cancelled(self, change: Cancelled) -> None:
        self._note(happened.ElementCancelled, change.at)
        self._left(change.at, cancelled=True)

    def _left(self, at: Where, *, cancelled: bool) -> None:
        activity = self.activities.pop(at.instance, None)
        if activity is not None and activity.failed:
            self._note(happened.IncidentResolved, at, how="left")
            if self.raised.pop(at.instance, None) is None:
                self.resolved.add(at.instance)
        self._nothing_waits_at(at)
        self.closed.add(at.instance)
        self.clocks.stop(at.instance, cancelled=cancelled)

    def _nothing_waits_at(self, at: Where) -> None:
        """Take back what an element instance waited for."""
        self.offered.pop(at.instance, None)
        self.timers.pop(at.instance, None)
        self.works.pop(at.instance, None)
        self.subscribed.pop(at.instance, None)
        if at.instance not in self.fresh and at.type != "userTask":
            self.silenced.add(at.instance)

    def _thrown(self, signal: SignalThrown) -> None:
        self.thrown.append(signal)
        self._note(happened.SignalThrown, signal.at, signal=signal.name)

    def _decided(self, made: Decided) -> None:
        self._note(happened.DecisionMade, made.at, decision=made.decision, trace=made.trace)

    def _subscribed(self, change: Subscribed) -> None:
        instance = change.at.instance
        self.subscribed[instance] = change
        if instance not in self.fresh:  # it is awaited by another name than before
            self.silenced.add(instance)

    def _offered(self, offer: TaskOffered) -> None:
        self.offered[offer.at.instance] = offer
        self._note(
            happened.TaskOffered,
            offer.at,
            assignee=offer.assignee,
            groups=list(offer.candidate_groups),
        )

    def _note(self, kind: type[Event], at: Where, **data: Any) -> None:  # noqa: ANN401
        self.events.append(kind(element=at.element, instance=at.instance, **data))


_TAKES: Mapping[type[Change], Callable[[CaseHost, Any], None]] = {
    Entered: CaseHost._entered,
    Completed: CaseHost._completed,
    Cancelled: CaseHost._cancelled,
    TaskOffered: CaseHost._offered,
    TimerArmed: CaseHost._armed,
    Subscribed: CaseHost._subscribed,
    Failed: CaseHost._failed,
    Decided: CaseHost._decided,
    SignalThrown: CaseHost._thrown,
}
"""What takes note of each kind of change; every kind is here."""

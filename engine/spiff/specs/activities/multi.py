"""Multi-instance: an activity done for each of a collection, or a number of times."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.changes import Value
from engine.definitions.diagrams.model import Element
from engine.kernel.reasons import Reason, Why
from engine.spiff.drawn import Drawn, Loop
from engine.spiff.specs.activities.tasks import Activity
from engine.spiff.tokens.failures import Phase, attempt
from engine.spiff.values.expressions import condition, evaluate, failed

if TYPE_CHECKING:
    from engine.spiff.specs.process import ProcessSpec
    from engine.spiff.tokens.token import Token

MANY = 2_000
"""Most instances of one activity."""

ALL, DONE, ACTIVE, INDEX = (
    "nrOfInstances",
    "nrOfCompletedInstances",
    "nrOfActiveInstances",
    "loopCounter",
)
GATHERED = "out"
"""What a body keeps of its completed instances: their places, and what they gave."""


class MultiInstanceBody(Activity):
    """The activity as a whole; its instances are tokens inside, each with its own variables."""

    is_scope = True
    has_instances = True
    resting_state = TaskState.STARTED

    def __init__(
        self, wf_spec: ProcessSpec, name: str, *, element: Element, drawn: Drawn, each: Activity
    ) -> None:
        """Wrap `each`, which is the activity done once."""
        super().__init__(wf_spec, name, element=element, drawn=drawn)
        self.type = "multiInstanceBody"
        self.each = each
        if self.loop.gathered is not None:
            each.gather = self.keep

    @property
    def loop(self) -> Loop:
        """How it repeats."""
        if self.drawn.loop is None:
            raise failed(self, "has no loop")
        return self.drawn.loop

    def map_in(self, token: Token) -> None:
        """Do nothing: mappings belong to each instance, boundary events to the whole."""

    def map_out(self, token: Token) -> None:
        """Do nothing: see `map_in`."""

    def _run_hook(self, token: Token) -> bool | None:
        items = self._items(token)
        token.local = {ALL: len(items), DONE: 0, ACTIVE: 0}
        if not items:
            self._give(token)
            return True
        for index in range(1 if self.loop.sequential else len(items)):
            self._begin(token, index, items[index])
        return None

    def settle(self, token: Token) -> None:
        """Complete: no instance is left."""
        self._give(token)
        token.complete()

    def keep(self, instance: Token) -> None:
        """Keep what a completed instance gives (BPMN 2.0, 13.3.7, `loopDataOutputRef`)."""
        body, place = instance.up, (instance.local or {}).get(INDEX)
        if body is None:
            return
        kept = [one for one in body.internal_data.get(GATHERED, []) if one[0] != place]
        name = self.loop.output or ""
        value = instance.variables().get(name)
        body.put_local({name: value})  # for the condition, which may ask what came last
        body.internal_data = {**body.internal_data, GATHERED: [*kept, [place, value]]}

    def _give(self, token: Token) -> None:
        """Set the list of what the instances gave, in their order, in the scope around."""
        if self.loop.gathered is not None:
            kept = sorted(token.internal_data.get(GATHERED, []), key=lambda one: int(one[0]))
            (token.up or token).put(self.loop.gathered, [value for _, value in kept])

    def one_left(self, token: Token) -> None:
        """Count a completed instance; start the next, or stop when the condition holds."""
        local = token.local or {}
        local[DONE] += 1
        local[ACTIVE] -= 1
        if token.failed is None:
            attempt(token, Phase.NEXT, self.proceed, token)

    def proceed(self, token: Token) -> None:
        """Start the next instance, or stop when the condition holds."""
        local = token.local or {}
        until = self.loop.until
        if until is not None and condition(token, until):
            for other in list(token.kids):
                other.cancel()
        elif self.loop.sequential and local[DONE] < local[ALL]:
            items = self._items(token)
            if len(items) < local[ALL]:
                raise failed(self, Reason(Why.SHORTER))
            self._begin(token, local[DONE], items[local[DONE]])

    def one_gone(self, token: Token) -> None:
        """Count one instance less, as Camunda 7 does when a person takes one away."""
        local = token.local or {}
        local[ALL] -= 1
        local[ACTIVE] -= 1

    def _begin(self, token: Token, index: int, item: Value) -> None:
        each = token.workflow.enter(self.each, token)
        each.local = {INDEX: index}
        if self.loop.variable:
            each.local[self.loop.variable] = item
        if self.loop.output:
            each.local.setdefault(self.loop.output, None)
        local = token.local or {}
        local[ACTIVE] += 1

    def _items(self, token: Token) -> list[Value]:
        """Return one value for each instance; a number of times goes before a collection."""
        loop = self.loop
        items: Value = None
        if loop.collection is not None:
            items = self._collection(token, loop.collection)
            if not isinstance(items, list):
                raise failed(self, Reason(Why.NOT_A_LIST, text=loop.collection, value=repr(items)))
        if loop.cardinality is not None:
            count = self._count(token, loop.cardinality)
            items = [None] * count if items is None else items[:count]
            if len(items) < count:
                raise failed(self, Reason(Why.NOT_SO_MANY, text=loop.collection, number=count))
        if len(items) > MANY:
            raise failed(self, Reason(Why.TOO_OFTEN, most=MANY))
        return list(items)

    @staticmethod
    def _collection(token: Token, text: str) -> Value:
        """Return a collection: the variable of that very name, else what the text computes."""
        seen = token.variables()
        return seen[text] if text in seen else evaluate(token, text)

    def _count(self, token: Token, text: str) -> int:
        value = evaluate(token, text)
        if isinstance(value, str) and value.strip().isdecimal():  # so does Camunda 7
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int | Decimal) or value != int(value):
            raise failed(self, Reason(Why.NOT_WHOLE, text=text, value=repr(value)))
        if not 0 <= value <= MANY:
            raise failed(self, Reason(Why.OUT_OF_RANGE, text=text, most=MANY, value=value))
        return int(value)

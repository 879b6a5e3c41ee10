"""A case's tokens in motion: SpiffWorkflow's workflow with one queue instead of tree scans."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

from engine.cases.tokens.changes import Change, Entered, Value
from engine.cases.tokens.errors import GoesRound
from engine.cases.tokens.runner import Host
from engine.kernel.errors import YekuoError
from engine.kernel.reasons import Reason, Why
from engine.spiff.specs.node import EventNode, Flow, Node
from engine.spiff.specs.process import ProcessSpec
from engine.spiff.tokens.failures import Phase, attempt, fail
from engine.spiff.tokens.token import Token
from engine.spiff.values.expressions import FeelEngine

if TYPE_CHECKING:
    from engine.spiff.parsing.library import Library

MADE = 20_000
"""Most tokens in one step: a circle without a person, timer or message in it would never end."""

_RUN, _NEW, _OPEN = TaskState.READY, TaskState.FUTURE, TaskState.STARTED


class CaseWorkflow(BpmnWorkflow):
    """All live tokens of one case, those of called processes included."""

    script_engine = FeelEngine()

    def __init__(self, spec: ProcessSpec, *, library: Library, host: Host, zone: ZoneInfo) -> None:
        """Make a case without tokens."""
        # BpmnWorkflow.__init__ makes managers and lists of events that nothing here uses, and which
        # only the garbage collector could clear away again, case by case.
        self.spec = spec
        self.tasks: dict[int, Token] = {}
        self.library = library
        self.host = host
        self.zone = zone
        self.last_id = 0
        self.queue: deque[Token] = deque()
        self.thrown: deque[Callable[[], None]] = deque()
        """Delivers thrown signals, when all else rests."""
        self.conditions: dict[int, Token] = {}
        """Tokens on conditional events."""
        self.unseen: set[int] = set()
        """Those of them whose condition was never looked at."""
        self.changed: dict[str, set[str]] = {}
        """Variables that changed since conditions were looked at, and how."""
        self.undo: list[Callable[[], None]] = []
        """Take back the variables set in this step, the last first: what fails is taken back."""
        self.broken = False
        """The host failed to take note of a change: only undoing the whole command is right."""
        self._made = 0
        self._functions: Mapping[str, Value] | None = None

    @property
    def now(self) -> datetime:
        """The moment of this step, in the station's zone."""
        return self.host.now.astimezone(self.zone)

    @property
    def functions(self) -> Mapping[str, Value]:
        """The engine's FEEL functions."""
        if self._functions is None:
            self._functions = self.host.functions()
        return self._functions

    def record(self, change: Change) -> None:
        """Tell the host. Only what is entered may fail and be tried again."""
        try:
            self.host.record(change)
        except YekuoError:
            self.broken = self.broken or not isinstance(change, Entered)
            raise

    def take_back(self, mark: int) -> None:
        """Let variables be as they were when `undo` was `mark` long."""
        while len(self.undo) > mark:
            self.undo.pop()()

    def enter(self, spec: Node, scope: Token | None, via: str | None = None) -> Token:
        """Put a new token on its way to an element."""
        token = self._new(spec, scope, via)
        self.queue.append(token)
        return token

    def watch(self, spec: Node, scope: Token | None) -> Token:
        """Put a token beside a scope, to wait there; it does not go through the queue."""
        return self._new(spec, scope)

    def place(self, spec: Node, scope: Token) -> Token:
        """Open a scope inside another at once, without a start event."""
        token = self._new(spec, scope)
        spec._update(token)
        token._set_state(TaskState.STARTED)
        return token

    def _new(self, spec: Node, scope: Token | None, via: str | None = None) -> Token:
        # Counted here and not when a token moves: instances of instances would fill the memory
        # before the first of them moved.
        self._made += 1
        if self._made > MADE:
            raise GoesRound(spec.bpmn_id or spec.process.name, spec.bpmn_name or "")
        self.last_id += 1
        return Token(self, spec, scope, number=self.last_id, via=via)

    def leave(self, token: Token, flows: list[Flow]) -> None:
        """Move a token on: it goes, one new token comes for each flow."""
        scope = token.up
        token.detach()
        self.go(flows, scope)

    def go(self, flows: list[Flow], scope: Token | None) -> None:
        """Put a token on each flow; where none is left, the scope may end."""
        for flow in flows:
            self.enter(flow.target, scope, flow.id or None)
        if not flows and scope is not None:
            scope.task_spec.one_left(scope)
            self.emptied(scope)

    def emptied(self, scope: Token | None) -> None:
        """Let a scope end, after all else that is under way, if no token is left inside."""
        if scope is not None and not scope.kids:
            self.queue.append(scope)

    def awaiting(self, kind: str, name: str) -> list[Token]:
        """Return the tokens that wait for a message or signal, the one that waits longest first."""
        return [
            token
            for _, token in sorted(self.tasks.items())
            if isinstance(token.task_spec, EventNode)
            and token.failed is None
            and token.task_spec.awaits(token, kind, name)
        ]

    def deliver(self, waiting: list[Token], variables: Mapping[str, Value]) -> None:
        """Let an event happen to tokens that wait for it."""
        for token in waiting:
            if token.id in self.tasks:  # an earlier one may have interrupted it
                attempt(token, Phase.HAPPEN, token.task_spec.happen, token, dict(variables))

    def do_engine_steps(self, *_: object) -> None:
        """Move tokens until each of them rests.

        When they can rest only at gateways that nothing will open any more, one of these has
        failed. Raises GoesRound when tokens go round without ever resting.
        """
        self.look()
        while True:
            while self.queue:
                self._advance(self.queue.popleft())
            if self._throw_signal() or self._open_late_join():
                continue
            if self.conditions:  # they may depend on the time and on clocks as well
                self._look(None)
            if not self.queue:
                break
        self._made = 0
        self.undo.clear()
        self._assert_alive()

    def _advance(self, token: Token) -> None:
        spec = token.task_spec
        if token._state == _NEW:
            attempt(token, Phase.ENTER, spec._update, token)
            if self.conditions:
                self.look()
        if token._state == _RUN:
            if not spec.manual:
                attempt(token, Phase.RUN, token.run)
        elif token._state == _OPEN and not token.kids:
            attempt(token, Phase.SETTLE, spec.settle, token)
        if self.conditions:
            self.look()

    def _throw_signal(self) -> bool:
        """Deliver the signal that was thrown first."""
        if not self.thrown:
            return False
        self.thrown.popleft()()
        return True

    def _open_late_join(self) -> bool:
        """Open the first inclusive join that no other token can reach any more."""
        late = [token for token in self.tasks.values() if token.task_spec.joins_late]
        return any(token.task_spec.try_open(token) for token in late)

    def look(self) -> None:
        """Look at the conditions of events that have begun to wait, or whose variables changed."""
        while self.conditions and (self.changed or self.unseen):
            changed, self.changed = self.changed, {}
            self._look(changed)

    def _look(self, changed: Mapping[str, set[str]] | None) -> None:
        for number, token in sorted(self.conditions.items()):
            if number in self.tasks and token._state == TaskState.WAITING:
                attempt(token, Phase.LOOK, token.task_spec.look, token, changed)

    def _assert_alive(self) -> None:
        tokens = self.tasks.values()
        if not tokens or any(token.task_spec.rests or token.failed for token in tokens):
            return
        stuck = next(token for token in tokens if not token.kids)
        fail(stuck, Phase.STUCK, Reason(Why.STUCK))

    def release(self) -> None:
        """Let go of all tokens, and them of each other."""
        for token in self.tasks.values():
            token.kids.clear()
            token.watches.clear()
        self.tasks.clear()
        self.conditions.clear()

    def is_completed(self) -> bool:
        """Whether no token is left."""
        return not self.tasks

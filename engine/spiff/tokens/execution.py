"""The verbs of a case: each acts on one waiting token, then lets all tokens run to rest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.cases.tokens.changes import Value, Where
from engine.cases.tokens.errors import BusinessError, NotWaiting
from engine.cases.tokens.moving import Holding, Target, VariableChange
from engine.cases.tokens.rebinding import Rebinding, Rebound
from engine.spiff.rebinding.rebind import rebind
from engine.spiff.specs.activities.external import ExternalTask, error_of
from engine.spiff.specs.activities.tasks import UserTask
from engine.spiff.specs.catching import throw_error
from engine.spiff.specs.events.timers import arm
from engine.spiff.specs.events.waiting import FIRST, Waiting
from engine.spiff.specs.node import EventNode, Node
from engine.spiff.tokens.codec import encode
from engine.spiff.tokens.failures import Phase, attempt, failed_at, retry
from engine.spiff.tokens.moving import move, skip
from engine.spiff.tokens.token import Token
from engine.spiff.tokens.variables import change_variables, holding
from engine.spiff.tokens.workflow import CaseWorkflow


class SpiffExecution:
    """One case's tokens in memory; the port `engine.cases.tokens.runner.Execution`."""

    def __init__(
        self, workflow: CaseWorkflow, root: Token | None, variables: dict[str, Value]
    ) -> None:
        """Act on the tokens of `workflow`, whose outermost frame is `root`."""
        self._workflow = workflow
        self._root = root
        self._variables = variables

    @property
    def variables(self) -> dict[str, Value]:
        """The variables of the case's own process, always the same dict."""
        return self._variables

    @property
    def ended(self) -> bool:
        """Whether no token is left."""
        return not self._workflow.tasks

    def variables_of(self, instance: int) -> Mapping[str, Value]:
        """Return the variables an element instance sees. Raises NotWaiting when it is gone."""
        return self._there(instance).variables()

    def where(self, instance: int) -> Where:
        """Return which element an instance is of. Raises NotWaiting when it is gone."""
        return self._there(instance).where

    def complete(self, instance: int, variables: Mapping[str, Value]) -> None:
        """Complete a waiting human task or external work, setting variables where they are known,
        else in its process. Raises NotWaiting.
        """
        token = self._waiting(instance, UserTask, ExternalTask)
        token.put_all(variables)
        token.complete()
        self._workflow.do_engine_steps()

    def fail(self, instance: int, error: BusinessError) -> None:
        """Let waiting external work throw an error. Raises NotWaiting."""
        token = self._waiting(instance, ExternalTask)
        attempt(token, Phase.RUN, throw_error, token, error)
        self._workflow.do_engine_steps()

    def error_of(
        self, instance: int, work: Mapping[str, Value], variables: Mapping[str, Value]
    ) -> BusinessError | None:
        """Return the error that reported work turns out to be. Raises NotWaiting, ElementFailed."""
        return error_of(self._waiting(instance, ExternalTask), work, variables)

    def fire(self, instance: int) -> None:
        """Let a waiting timer act. Raises NotWaiting."""
        token = self._timer(instance)
        attempt(token, Phase.HAPPEN, token.task_spec.happen, token, {})
        self._workflow.do_engine_steps()

    def rearm(self, instance: int) -> None:
        """Evaluate a waiting timer again. Raises NotWaiting."""
        token = self._timer(instance)
        attempt(token, Phase.LISTEN, arm, token)

    def receive(self, kind: str, name: str, variables: Mapping[str, Value]) -> None:
        """Deliver a message to the token that has waited longest for it, or a signal to all that
        wait. Raises NotWaiting.
        """
        waiting = self._workflow.awaiting(kind, name)
        if not waiting:
            raise NotWaiting(what=f"{kind} {name}")
        self._workflow.deliver(waiting[:1] if kind == "message" else waiting, variables)
        self._workflow.do_engine_steps()

    def deliver(self, first: int, kind: str, variables: Mapping[str, Value]) -> None:
        """Let a message or signal happen at the place where `first` was the first to wait for it.

        Raises NotWaiting when nothing waits there any more.
        """
        waiting = [
            token
            for _, token in sorted(self._workflow.tasks.items())
            if isinstance(token.task_spec, Waiting)
            and token.task_spec.awaited == kind
            and token.internal_data.get(FIRST, token.id) == first
        ]
        if not waiting:
            raise NotWaiting(what=f"{kind} at {first}")
        self._workflow.deliver(waiting, variables)
        self._workflow.do_engine_steps()

    def element_of(self, instance: int) -> str:
        """Return the id of an instance's element. Raises NotWaiting."""
        return self._addressed(instance).where.element

    def skip(self, instance: int, variables: Mapping[str, Value]) -> None:
        """Go on behind a waiting element without doing it. Raises NotWaiting, CannotMove."""
        skip(self._addressed(instance), variables)
        self._workflow.do_engine_steps()

    def move(
        self, cancel: Sequence[int], start: Sequence[Target], variables: Mapping[str, Value]
    ) -> list[int]:
        """Cancel instances and begin before elements. Raises NotWaiting, CannotMove."""
        begun = move(self._workflow, [self._addressed(one) for one in cancel], start, variables)
        self._workflow.do_engine_steps()
        return begun

    def change(self, change: VariableChange) -> None:
        """Set and remove variables. Raises NotWaiting, KeyError."""
        instance = change.instance
        token = self._root if instance is None else self._addressed(instance)
        if token is None:
            raise NotWaiting(what="case")
        change_variables(token, change)

    def held(self) -> list[Holding]:
        """Return the variables that stand further in than the case's own process."""
        tokens = sorted(self._workflow.tasks.items())
        return [found for _, token in tokens if (found := holding(token)) is not None]

    def rebind(self, rebinding: Rebinding) -> Rebound:
        """Bring tokens to another version of their process; nothing runs yet."""
        target = self._workflow.library.get(rebinding.target, rebinding.process)
        return rebind(self._workflow, rebinding, target)

    def go_on(self) -> None:
        """Run to rest."""
        self._workflow.do_engine_steps()

    def retry(self, instance: int) -> None:
        """Let a failed element do again what it could not do. Raises NotWaiting."""
        token = failed_at(self._workflow, instance)
        if token is None or token.failed is None:
            raise NotWaiting(what=f"failure {instance}")
        retry(token)
        self._workflow.do_engine_steps()

    def cancel(self) -> None:
        """End every token."""
        if self._root is not None and not self.ended:
            self._root.cancel()

    def encode(self) -> bytes:
        """Return the tokens as stored."""
        return encode(self._workflow)

    def release(self) -> None:
        """Take the tokens apart, so that counting references frees them."""
        self._workflow.release()

    def _there(self, instance: int) -> Token:
        token = self._workflow.tasks.get(instance)
        if token is None:
            raise NotWaiting(what=f"instance {instance}")
        return token

    def _waiting(self, instance: int, *kinds: type[Node]) -> Token:
        token = self._workflow.tasks.get(instance)
        if token is None or token.failed or not isinstance(token.task_spec, kinds):
            raise NotWaiting(what=f"task {instance}")
        return token

    def _addressed(self, instance: int) -> Token:
        token = self._there(instance)
        if token.task_spec.bpmn_id is None:
            raise NotWaiting(what=f"instance {instance}")
        return token

    def _timer(self, instance: int) -> Token:
        token = self._workflow.tasks.get(instance)
        if (
            token is None
            or token.failed
            or not isinstance(token.task_spec, EventNode)
            or token.task_spec.drawn.event != "timer"
        ):
            raise NotWaiting(what=f"timer {instance}")
        return token

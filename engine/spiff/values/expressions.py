"""FEEL is the only language: every text of a diagram that is evaluated passes through here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, NoReturn

from engine.cases.tokens.changes import Value
from engine.cases.tokens.errors import ElementFailed
from engine.cases.tokens.evaluating import evaluated, is_yes

if TYPE_CHECKING:
    from engine.spiff.specs.node import Node
    from engine.spiff.tokens.token import Token

NOTHING: Mapping[str, Value] = {}


class FeelEngine:
    """What SpiffWorkflow asks for as a script engine. It can evaluate FEEL and nothing else."""

    def evaluate(
        self,
        task: Token,
        expression: str,
        external_context: object = None,  # noqa: ARG002  the library hands in data objects
    ) -> Value:
        """Return the value of a FEEL text for a token."""
        return evaluate(task, expression)

    def execute(self, task: Token, script: str, external_context: object = None) -> NoReturn:  # noqa: ARG002
        """Refuse: no script of another language is ever run."""
        raise failed(task.task_spec, "a script can only be FEEL with a result variable")


def failed(spec: Node, reason: str) -> ElementFailed:
    """Return the error that says which element could not do what it should, and why."""
    return ElementFailed(
        element=spec.bpmn_id or spec.process.name, name=spec.bpmn_name or "", reason=reason
    )


def evaluate(token: Token, text: str, more: Mapping[str, Value] = NOTHING) -> Value:
    """Return the value of a FEEL text (a leading `=` is allowed) with a token's variables.

    The engine's functions hide variables of the same name: a form field called `due` must not
    stop the timers; and so does what is seen `more`. Raises ElementFailed for what is no FEEL or
    exceeds its budget.
    """
    workflow = token.workflow
    seen = {**token.variables(), **workflow.functions, **more}
    return evaluated(text, seen, workflow.now, partial(failed, token.task_spec))


def attribute(token: Token, text: str | None) -> Value:
    """Return an attribute's value: the text itself, or its FEEL when it begins with `=`."""
    return evaluate(token, text) if text is not None and is_feel(text) else as_written(text)


def is_feel(text: str | None) -> bool:
    """Say whether an attribute's text is FEEL, which may give each token another value."""
    return text is not None and text.lstrip().startswith("=")


def as_written(text: str | None) -> str | None:
    """Return the value of an attribute that is no FEEL: its text, without blanks around it."""
    return None if text is None else text.strip()


def condition(token: Token, text: str, more: Mapping[str, Value] = NOTHING) -> bool:
    """Return whether a condition holds; null is no.

    Raises ElementFailed for a value that is neither true, false nor null.
    """
    return is_yes(text, evaluate(token, text, more), partial(failed, token.task_spec))

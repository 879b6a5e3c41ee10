"""How the texts of a diagram are evaluated, whoever asks: the runner, or what begins cases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

from engine import feel
from engine.cases.tokens.changes import Value
from engine.kernel.reasons import Reason, Why

Refuse = Callable[[Reason], Exception]
"""Makes the error that names the element a text belongs to."""


def evaluated(text: str, seen: Mapping[str, Value], now: datetime, refuse: Refuse) -> Value:
    """Return the value of a FEEL text (a leading `=` is allowed) with the names it sees.

    Raises what `refuse` makes for what is no FEEL or exceeds its budget.
    """
    spaced = frozenset(name for name in seen if not name.isidentifier())
    try:
        expression = feel.parse(text.strip().removeprefix("="), spaced)
        return expression.evaluate(seen, now=now)
    except feel.FeelError as error:
        raise refuse(Reason(Why.EXPRESSION, text=text, error=error)) from error


def is_yes(text: str, value: Value, refuse: Refuse) -> bool:
    """Return what a condition's value says; null is no.

    Raises what `refuse` makes for a value that is neither true, false nor null.
    """
    if value is None or isinstance(value, bool):
        return bool(value)
    raise refuse(Reason(Why.NOT_YES_OR_NO, text=text, value=repr(value)))

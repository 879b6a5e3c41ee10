"""What was chosen on a page that operates a case, as the command it stands for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from flask import request
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from engine.api import (
    CancelCase,
    CaseId,
    ChangeVariables,
    Command,
    DeliverMessage,
    MoveToken,
    RepeatElement,
    RestartCase,
    ResumeCase,
    SkipElement,
    SuspendCase,
    Target,
)
from webui.parts.forms import typed
from webui.parts.forms.reading import LONGEST_KEY, LONGEST_WITHIN, text, whole
from webui.parts.forms.typed import Unreadable
from webui.shared.sign_in.sessions import me

LONGEST_VALUE = 4000
NOT_YET = "…"
"""The reason of a rehearsal: nobody has given one yet, and it stays nowhere."""


class Incomplete(Exception):
    """Something must be chosen first; with a field and a sentence, what was sent is wrong."""

    def __init__(self, field: str = "", sentence: object = "") -> None:
        """Say which field is wrong and why, if one is."""
        super().__init__(field)
        self.field = field
        self.sentence = str(sentence)


def wish(what: str, case: CaseId, reason: str, seen: int | None) -> Command[Any]:
    """Return the command that was chosen. Raises Incomplete."""
    common: dict[str, Any] = {"actor": me().id, "case": case, "reason": reason, "seen": seen}
    return _MAKE[what](common)


def _skip(common: dict[str, Any]) -> Command[Any]:
    return SkipElement(**common, instance=_instance(request.values.get("instance", "")))


def _repeat(common: dict[str, Any]) -> Command[Any]:
    return RepeatElement(**common, to=target())


def _move(common: dict[str, Any]) -> Command[Any]:
    chosen = [found for found in request.values.getlist("instance") if found]
    if not chosen:
        raise Incomplete
    instances = tuple(_instance(each) for each in chosen)
    return MoveToken(**common, cancel=instances, start=(target(),))


def _variables(common: dict[str, Any]) -> Command[Any]:
    name = text("name", LONGEST_KEY)
    within = request.values.get("within", "")
    instance = _instance(within) if within else None
    if "value" not in request.form and "remove" not in request.form:
        raise Incomplete
    if not name:
        raise Incomplete(field="name", sentence=_("Enter the name of the variable."))
    if request.form.get("remove"):
        return ChangeVariables(**common, removed=(name,), instance=instance)
    return ChangeVariables(**common, values={name: _value()}, instance=instance)


def _deliver(common: dict[str, Any]) -> Command[Any]:
    message, name = text("message", LONGEST_KEY), text("name", LONGEST_KEY)
    if not message:
        raise Incomplete
    if request.method == "GET":
        raise Incomplete  # values may go with it: the form is shown first
    values: Mapping[str, Any] = {name: _value()} if name else {}
    return DeliverMessage(**common, message=message, variables=values)


def _value() -> Any:  # noqa: ANN401  any FEEL value
    try:
        return typed.value_of(
            request.form.get("kind", ""), request.form.get("value", "")[:LONGEST_VALUE]
        )
    except Unreadable as error:
        raise Incomplete(field="value", sentence=error.sentence) from error


def restart(case: CaseId, reason: str, request_id: str | None = None) -> RestartCase:
    """Return the restart that was chosen: at a place, or at the beginning when none is named.

    Raises Incomplete when nothing was chosen yet.
    """
    if "to" not in request.values:
        raise Incomplete
    start = (target(),) if text("to", 2 * LONGEST_KEY) else ()
    return RestartCase(actor=me().id, case=case, reason=reason, start=start, request=request_id)


def seen() -> int:
    """Return how many events the case had when it was looked at. Raises BadRequest."""
    found = whole(request.form.get("seen", ""), LONGEST_WITHIN)
    if found is None:
        raise BadRequest
    return found


def target() -> Target:
    """Return the place that was chosen, written `process element`. Raises Incomplete."""
    process, _space, element = text("to", 2 * LONGEST_KEY).partition(" ")
    if not process or not element:
        raise Incomplete
    return Target(element=element, process=process)


def _instance(written: str) -> int:
    """Return the number of an element instance. Raises Incomplete."""
    found = whole(written, LONGEST_WITHIN)
    if found is None:
        raise Incomplete
    return found


_MAKE: dict[str, Callable[[dict[str, Any]], Command[Any]]] = {
    "suspend": lambda common: SuspendCase(**common),
    "resume": lambda common: ResumeCase(**common),
    "cancel": lambda common: CancelCase(**common),
    "skip": _skip,
    "repeat": _repeat,
    "move": _move,
    "variables": _variables,
    "deliver": _deliver,
}

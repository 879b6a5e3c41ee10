"""Small forms that ask before something is done: what was typed, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import request
from markupsafe import Markup

from engine.api import BadTaskChange, BadValue, BadVariable, NoReason, YekuoError
from webui.shared.errors.table import answer_for

LONGEST_REASON = 4000
"""What is read of a reason; the engine says how much of it may be."""
LONGEST_FIELD = 4000


@dataclass(frozen=True, kw_only=True, slots=True)
class Asked:
    """A form as it was sent: `typed` by field, a sentence by field, and one that is of no field."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    sentence: str = ""

    @property
    def status(self) -> int:
        """What the page is answered with."""
        return 422 if self.errors or self.sentence else 200

    def about(self, name: str, hint: object = "") -> Markup:
        """Return the attributes of a field: what describes it, and whether it is wrong."""
        wrong = name in self.errors
        ids = [f"{name}-error"] * wrong + [f"{name}-hint"] * bool(hint)
        said = Markup(' aria-describedby="{}"').format(" ".join(ids)) if ids else Markup()
        return said + (Markup(' aria-invalid="true"') if wrong else Markup())


def typed() -> dict[str, str]:
    """Return the fields of the form that was sent, cut to what is ever read of one."""
    return {name: value[:LONGEST_FIELD] for name, value in request.form.items()}


def reason() -> str:
    """Return the reason that was typed; it may have several lines."""
    return request.form.get("reason", "").strip()[:LONGEST_REASON]


def refused(error: YekuoError) -> tuple[int, Asked]:
    """Return the status of a refusal, and the form with what was typed and the sentence in place.

    Raises LookupError for an error without a sentence.
    """
    status, sentence = answer_for(error)
    place = _place(error)
    if place is None:
        return status, Asked(typed=typed(), sentence=sentence)
    return status, Asked(typed=typed(), errors={place: sentence})


def _place(error: YekuoError) -> str | None:
    """Return the field a refusal is about, if it is about one."""
    match error:
        case NoReason():
            return "reason"
        case BadTaskChange():
            return error.attribute
        case BadVariable() | BadValue():
            return "value"
        case _:
            return None

"""What became of a submission: typed values, or what is wrong at which field."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from engine.definitions.problems import Problem
from engine.kernel.errors import YekuoError

SENTENCES: Final = {
    "required": "This field is required.",
    "type": "This is not a value of the expected kind ({expected}).",
    "characters": "The text holds characters that cannot be stored.",
    "number": "This is not a number.",
    "too-precise": "A number may have at most {digits} digits.",
    "min": "Enter {min} or more.",
    "max": "Enter {max} or less.",
    "min-length": "Enter at least {min} characters.",
    "max-length": "Enter at most {max} characters.",
    "pattern": "The text does not have the expected form ({pattern}).",
    "email": "This is not an e-mail address.",
    "phone": "This is not an international telephone number, such as +8657112345678.",
    "integer": "Enter a whole number.",
    "decimal-digits": "Enter at most {digits} decimal digits.",
    "increment": "The nearest values allowed are {previous} and {next}.",
    "date": "This is not a date.",
    "time": "This is not a time of day.",
    "datetime": "This is not a date and time.",
    "past": "The date has passed.",
    "option": "This cannot be chosen here.",
    "repeated": "The same value is chosen twice.",
    "min-items": "At least {min} rows are needed.",
    "max-items": "At most {max} rows are allowed.",
    "rows": "Rows can be neither added nor removed here; there are {expected}.",
    "taken": "Somebody else has this already.",
    "too-many": "There are too many values.",
    "expression": "A condition or limit of this field could not be computed: {detail}",
}
"""English for each code a field may be refused with; other languages are made from these."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldError:
    """One field's value, refused.

    `path` leads to the value in what was submitted (`("equipment", 0, "quantity")`), `component` is
    the id of the form's component, `rows` are the indexes under which form-js keeps its errors.
    `messages` are the designer's own texts for a pattern, by language.
    """

    path: tuple[str | int, ...]
    component: str
    code: str
    data: Mapping[str, str | int] = field(default_factory=dict)
    label: str = ""
    messages: Mapping[str, str] = field(default_factory=dict)

    @property
    def message(self) -> str | None:
        """The designer's own sentence as written, if there is one."""
        return self.messages.get("")

    def message_in(self, language: str) -> str | None:
        """Return the designer's own sentence in a language, else as written."""
        return self.messages.get(language) or self.message

    @property
    def rows(self) -> tuple[int, ...]:
        """The indexes of the rows it lies in, outermost first."""
        return tuple(part for part in self.path if isinstance(part, int))

    @property
    def name(self) -> str:
        """The path as form-js writes it: `equipment[0].quantity`."""
        text = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in self.path)
        return text.removeprefix(".")

    @property
    def dotted(self) -> str:
        """The path with indexes as names: `equipment.0.quantity`."""
        return ".".join(str(part) for part in self.path)

    def __str__(self) -> str:
        """Say it in one English sentence."""
        return self.message or SENTENCES[self.code].format_map(self.data)


@dataclass(frozen=True, kw_only=True, slots=True)
class Accepted:
    """The variables a submission sets, in typed FEEL values."""

    values: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Rejected:
    """Why nothing of a submission is taken; never empty, in the form's order."""

    errors: tuple[FieldError, ...]

    @property
    def by_name(self) -> dict[str, FieldError]:
        """The first error of each value, by its path as form-js writes it."""
        return {error.name: error for error in reversed(self.errors)}


@dataclass
class UnreadableForm(YekuoError):
    """A form that cannot be used; the problems name its fields."""

    file: str
    problems: tuple[Problem, ...]

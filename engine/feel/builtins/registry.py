"""How a built-in function is declared, and how a call finds the form of it that fits.

`@builtin("substring", "string: string, start position: number, length?: number")` above a Python
function declares one form; several forms of one name are tried in order. `?` marks a parameter that
may be left out, `...` the last one that may be repeated. Names and forms are those of DMN 1.5
section 10.3.4.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, DecimalException
from typing import TypeVar

from engine.feel.data.temporal import as_date_time
from engine.feel.data.values import Callee, Names, Range, YearsMonths, kind_of
from engine.feel.errors import NotApplicable
from engine.feel.running.budget import Run
from engine.feel.syntax.tree import Node

Body = Callable[..., object]
B = TypeVar("B", bound=Body)

_TYPES: dict[str, tuple[type, ...]] = {
    "any": (object,),
    "number": (Decimal,),
    "string": (str,),
    "string or null": (str, type(None)),
    "boolean": (bool,),
    "list": (list,),
    "context": (dict,),
    "date": (date,),
    "day": (date,),
    "time": (time, datetime),
    "date and time": (datetime,),
    "duration": (YearsMonths, timedelta),
    "offset or null": (timedelta, type(None)),
    "range": (Range,),
    "function": (Callee,),
    "point": (Decimal, str, date, time, timedelta, YearsMonths),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Parameter:
    """One parameter: its FEEL name, what it takes, and whether it may be left out or repeated."""

    name: str
    kind: str
    optional: bool
    repeated: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """One form of a function; `body` is called with the evaluation and the arguments."""

    parameters: tuple[Parameter, ...]
    body: Body

    def placed(self, values: Sequence[object], names: Names) -> list[object]:
        """Return the arguments in the order of the parameters, those left out as None.

        Raises:
            NotApplicable: they do not fit.
        """
        if names is None:
            return self._by_position(values)
        given = dict(zip(names, values, strict=True))
        known = {parameter.name for parameter in self.parameters}
        needed = {p.name for p in self.parameters if not p.optional}
        if not needed <= given.keys() <= known:
            raise self._refusal(len(values))
        return [fitted(given[p.name], p) if p.name in given else None for p in self.parameters]

    def _by_position(self, values: Sequence[object]) -> list[object]:
        if not self.takes(len(values)):
            raise self._refusal(len(values))
        extra = len(values) - len(self.parameters)
        wanted = self.parameters + self.parameters[-1:] * max(extra, 0)
        placed = [fitted(value, p) for value, p in zip(values, wanted, strict=False)]
        return placed + [None] * max(-extra, 0)

    def takes(self, count: int) -> bool:
        """Say whether it can be called with so many arguments by position."""
        least = sum(not parameter.optional for parameter in self.parameters)
        repeats = bool(self.parameters) and self.parameters[-1].repeated
        return least <= count and (count <= len(self.parameters) or repeats)

    def _refusal(self, given: int) -> NotApplicable:
        names = ", ".join(p.name + ("?" if p.optional else "") for p in self.parameters)
        return NotApplicable(f"takes ({names}), but was given {given} arguments")


@dataclass(frozen=True, kw_only=True, slots=True, eq=False)
class Builtin(Callee):
    """A function of the language, with all its forms."""

    name: str
    forms: list[Form]

    def invoke(self, values: Sequence[object], names: Names, run: Run) -> object:
        """Call the first form that the arguments fit.

        Raises:
            NotApplicable: none does, or the function has no result for them.
            FeelLimitExceeded: it needs more than the budget.
        """
        reason: NotApplicable | None = None
        for form in self.forms:
            try:
                placed = form.placed(values, names)
            except NotApplicable as refusal:
                reason = refusal
            else:
                return self._run(form, placed, run)
        raise reason or NotApplicable(self.name)

    def takes(self, kinds: Sequence[Node]) -> bool:
        """Say whether the number of arguments fits a form; see `Callee`."""
        return any(form.takes(len(kinds)) for form in self.forms)

    def _run(self, form: Form, placed: list[object], run: Run) -> object:
        try:
            return form.body(run, *placed)
        except DecimalException as error:
            message = "the result is no number, or one too large"
            raise NotApplicable(message) from error


BUILTINS: dict[str, Builtin] = {}
"""Every built-in function by its name."""


def builtin(name: str, signature: str) -> Callable[[B], B]:
    """Declare one form of a built-in function."""
    parameters = tuple(_parameter(part) for part in signature.split(", ")) if signature else ()

    def declare(body: B) -> B:
        function = BUILTINS.setdefault(name, Builtin(name=name, forms=[]))
        function.forms.append(Form(parameters=parameters, body=body))
        return body

    return declare


def _parameter(text: str) -> Parameter:
    name, kind = text.split(": ")
    repeated = name.startswith("...")
    optional = name.endswith("?")
    return Parameter(
        name=name.removeprefix("...").removesuffix("?"),
        kind=kind,
        optional=optional,
        repeated=repeated,
    )


def fitted(value: object, parameter: Parameter) -> object:
    """Return an argument as its parameter takes it (conversions of DMN 1.5 section 10.3.2.9.4).

    Raises:
        NotApplicable: it cannot be taken.
    """
    kind = parameter.kind
    if isinstance(value, _TYPES[kind]):
        return value
    if kind == "list" and value is not None:
        return [value]
    if isinstance(value, list) and len(value) == 1 and isinstance(value[0], _TYPES[kind]):
        return value[0]
    if kind == "date and time" and isinstance(value, date):
        return as_date_time(value)
    found = kind_of(value)
    wanted = "value that can be ordered" if kind == "point" else kind
    message = f'"{parameter.name}" takes a {wanted}, not {"null" if value is None else found}'
    raise NotApplicable(message)

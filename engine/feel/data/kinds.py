"""Types: does a value conform to one? (DMN 1.5 section 10.3.2.9)"""

from __future__ import annotations

from collections.abc import Callable

from engine.feel.data.values import Callee, Range, kind_of
from engine.feel.running.budget import Run
from engine.feel.syntax.tree import Node, TypeContext, TypeFunction, TypeName, TypeOf

Check = Callable[[object, Run], bool | None]
"""Says whether a value conforms; None if there is no such type."""

NAMES = frozenset(
    {
        "number",
        "string",
        "boolean",
        "date",
        "time",
        "date and time",
        "days and time duration",
        "years and months duration",
        "list",
        "context",
        "range",
        "function",
        "null",
    }
)
_SHORT = {
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    "Null": "null",
}


def check_of(kind: Node) -> Check:
    """Return the check of a type."""
    match kind:
        case TypeOf():
            return _elements(kind.container, check_of(kind.of))
        case TypeContext():
            return _entries({key: check_of(of) for key, of in kind.fields})
        case TypeFunction():
            return lambda value, _run: isinstance(value, Callee) and value.takes(kind.parameters)
        case TypeName():
            return _named(kind.name, kind.position)
        case _:
            raise TypeError(type(kind).__name__)


def conforms(given: Node, wanted: Node) -> bool:
    """Say whether every value of one type is one of another (DMN 1.5 section 10.3.2.9.2)."""
    match given, wanted:
        case _, TypeName(name="Any"):
            return True
        case TypeName(), TypeName():
            return _SHORT.get(given.name, given.name) == _SHORT.get(wanted.name, wanted.name)
        case TypeOf(), TypeOf():
            return given.container == wanted.container and conforms(given.of, wanted.of)
        case TypeContext(), TypeContext():
            has = dict(given.fields)
            return all(key in has and conforms(has[key], of) for key, of in wanted.fields)
        case ((TypeOf() | TypeContext() | TypeFunction()), TypeName()):
            return wanted.name == _outermost(given)
        case _:
            return False


def _outermost(kind: TypeOf | TypeContext | TypeFunction) -> str:
    if isinstance(kind, TypeOf):
        return kind.container
    return "context" if isinstance(kind, TypeContext) else "function"


def _named(name: str, position: int) -> Check:
    wanted = _SHORT.get(name, name)
    if wanted == "Any":
        return lambda value, _run: value is not None
    if wanted in NAMES:
        return lambda value, _run: kind_of(value) == wanted

    def check(value: object, run: Run) -> bool | None:
        defined = run.types.get(name)
        if defined is None:
            run.warn(position, f'there is no type "{name}"')
            return None
        return defined(value, run)

    return check


def _elements(container: str, of: Check) -> Check:
    def check(value: object, run: Run) -> bool:
        if container == "range":
            ends = (value.start, value.end) if isinstance(value, Range) else (None, None)
            return isinstance(value, Range) and all(of(e, run) for e in ends if e is not None)
        if not isinstance(value, list):
            return False
        run.charge(len(value))
        return all(item is None or of(item, run) for item in value)

    return check


def _entries(wanted: dict[str, Check]) -> Check:
    def check(value: object, run: Run) -> bool:
        if not isinstance(value, dict):
            return False
        return all(
            key in value and (value[key] is None or of(value[key], run))
            for key, of in wanted.items()
        )

    return check

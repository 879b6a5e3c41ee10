"""Types of a model: FEEL's own, item definitions, and how a value is fitted to one.

Source: DMN 1.5 sections 7.3.2 (item definitions) and 10.3.2.9.4 (implicit conversions: a list of
one becomes its element, an element becomes a list of one, a date becomes midnight in UTC).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Final

from lxml import etree

from engine.decisions.reading.xml import child, children, namespace_of, text_of
from engine.feel import Expression
from engine.feel.data.values import Callee, kind_of
from engine.feel.running.budget import Run
from engine.feel.syntax.names import canonical

if TYPE_CHECKING:
    from engine.decisions.reading.terms import Terms

Check = Callable[[object, Run], bool]

_BASE: Final = {
    "number": "number",
    "string": "string",
    "boolean": "boolean",
    "date": "date",
    "time": "time",
    "date and time": "date and time",
    "dateTime": "date and time",
    "days and time duration": "days and time duration",
    "dayTimeDuration": "days and time duration",
    "years and months duration": "years and months duration",
    "yearMonthDuration": "years and months duration",
    "context": "context",
    "list": "list",
    "range": "range",
    "function": "function",
    # What Camunda Modeler writes for its own number kinds.
    "integer": "number",
    "long": "number",
    "double": "number",
}
_FEEL_MARK: Final = "/FEEL/"


@dataclass(frozen=True, kw_only=True, slots=True)
class Type:
    """A type: its name, the check of a value (never null), and whether it takes anything.

    `result` is what a function of a function type returns.
    """

    name: str
    check: Check
    base: str = ""
    collection: bool = False
    any: bool = False
    result: Type | None = None

    def fit(self, value: object, run: Run) -> object:
        """Return the value, perhaps converted, or None when it does not conform."""
        if value is None or self.check(value, run):
            return value
        if isinstance(value, list) and len(value) == 1 and self.check(value[0], run):
            return value[0]
        if not isinstance(value, list) and self.check([value], run):
            return [value]
        if self.base == "date and time" and type(value) is date:
            return datetime.combine(value, time(0), UTC)
        return None


ANY: Final = Type(name="Any", check=lambda _value, _run: True, any=True)


class Types:
    """The types of one model and, under their prefix, of the models it imports."""

    def __init__(self, root: etree._Element, imported: Mapping[str, Types]) -> None:
        """Take the item definitions of a `definitions` element; they are read when first used."""
        self._definitions = {
            canonical(item.get("name", "")): item for item in children(root, "itemDefinition")
        }
        self._imported = imported
        self._ready: dict[str, Type] = {}
        self._under_way: set[str] = set()

    def of(self, element: etree._Element | None, terms: Terms) -> Type:
        """Return the type an element's `typeRef` (attribute or child element) names."""
        if element is None:
            return ANY
        inner = child(element, "typeRef")
        reference = element.get("typeRef") or ("" if inner is None else text_of(inner))
        return self.named(reference.strip(), element, terms) if reference.strip() else ANY

    def result_of(self, element: etree._Element | None, terms: Terms) -> Type:
        """Return what a function gives whose type an element names.

        Some tools write the function's type there, others that of its result.
        """
        found = self.of(element, terms)
        return (found.result or ANY) if found.base == "function" else found

    def named(self, reference: str, element: etree._Element, terms: Terms) -> Type:
        """Return the type of a reference; an unknown one is noted and takes anything."""
        found = self._lookup(reference, element, terms)
        if found is None:
            terms.problem(element, "unknown-type", reference)
            return ANY
        return found

    def described(self, reference: str) -> tuple[str, str]:
        """Return the base type's name and the text of the allowed values behind a reference."""
        seen: set[str] = set()
        values = ""
        name = canonical(reference.rpartition(":")[2].strip())
        while name in self._definitions and name not in seen:
            seen.add(name)
            definition = self._definitions[name]
            values = values or text_of(child(definition, "allowedValues"))
            inner = text_of(child(definition, "typeRef")) or definition.get("typeRef", "")
            name = canonical(inner.rpartition(":")[2].strip())
            if definition.get("isCollection") == "true":
                return "list", ""
        return name, values

    def ready(self, terms: Terms) -> dict[str, Type]:
        """Return every item definition by its name, imported ones with their prefix."""
        found = {name: self._defined(name, terms) for name in self._definitions}
        for prefix, types in self._imported.items():
            inner = types.ready(terms)
            found |= {f"{prefix}.{name}" if prefix else name: t for name, t in inner.items()}
        return found

    def _lookup(self, reference: str, element: etree._Element, terms: Terms) -> Type | None:
        plain = _without_prefix(reference, element)
        name = canonical(plain)
        if name in self._definitions:
            return self._defined(name, terms)
        if plain in _BASE:
            return Type(name=plain, check=_is(_BASE[plain]), base=_BASE[plain])
        if plain in ("Any", "any", "Null"):
            return ANY
        for prefix, types in self._imported.items():
            if name.startswith(f"{prefix}.") or not prefix:
                found = types._lookup(name[len(prefix) + 1 :] if prefix else name, element, terms)
                if found is not None:
                    return found
        return None

    def _defined(self, name: str, terms: Terms) -> Type:
        if name in self._ready:
            return self._ready[name]
        definition = self._definitions[name]
        if name in self._under_way:
            # A type inside its own components is looked up again when a value is checked.
            return Type(name=name, check=lambda value, run: self._again(name, value, run))
        self._under_way.add(name)
        made = self._made(
            definition, replace(terms, owner=definition.get("id", ""), owner_name=name)
        )
        self._under_way.discard(name)
        self._ready[name] = replace(made, name=name)
        return self._ready[name]

    def _again(self, name: str, value: object, run: Run) -> bool:
        run.enter()
        answer = self._ready[name].check(value, run) if name in self._ready else False
        run.depth -= 1
        return answer

    def _made(self, definition: etree._Element, terms: Terms) -> Type:
        base = self._base(definition, terms)
        allowed = _tests(definition, "allowedValues", terms)
        check = base.check if allowed is None else _both(base.check, allowed)
        collection = definition.get("isCollection") == "true"
        if collection:
            check = _each(check)
        constraint = _tests(definition, "typeConstraint", terms)
        if constraint is not None:
            check = _both(check, constraint)
        free = base.any and allowed is None and constraint is None and not collection
        return Type(
            name=definition.get("name", base.name),
            check=check,
            base="" if collection else base.base,
            collection=collection or base.collection,
            any=free,
            result=None if collection else base.result,
        )

    def _base(self, definition: etree._Element, terms: Terms) -> Type:
        components = list(children(definition, "itemComponent"))
        if components:
            parts = {canonical(c.get("name", "")): self._made(c, terms) for c in components}
            return Type(name="context", check=_parts(parts), base="context")
        function = child(definition, "functionItem")
        if function is not None:
            return self._function(function, terms)
        return self.of(definition, terms)

    def _function(self, item: etree._Element, terms: Terms) -> Type:
        reference = item.get("outputTypeRef", "")
        result = self.named(reference, item, terms) if reference else ANY
        return Type(name="function", check=_is_function, base="function", result=result)


def _without_prefix(reference: str, element: etree._Element) -> str:
    """Drop the prefix of a qualified name when it stands for FEEL or for the file's own names."""
    prefix, colon, rest = reference.partition(":")
    bound = element.nsmap.get(prefix, "") if colon else ""
    if not colon:
        return reference
    own = _FEEL_MARK in bound or bound == namespace_of(element)
    target = element.getroottree().getroot().get("namespace")
    return rest if own or bound == target or prefix == "feel" else f"{prefix}.{rest}"


def _tests(definition: etree._Element, tag: str, terms: Terms) -> Check | None:
    element = child(definition, tag)
    text = text_of(element)
    if element is None or not text:
        return None
    tests = terms.tests(text, element)
    return None if tests is None else _satisfies(tests)


def _satisfies(tests: Expression) -> Check:
    return lambda value, run: tests.within({"?": value}, run) is True


def _is_function(value: object, _run: Run) -> bool:
    return isinstance(value, Callee)


def _is(kind: str) -> Check:
    return lambda value, _run: kind_of(value) == kind


def _both(first: Check, second: Check) -> Check:
    return lambda value, run: first(value, run) and second(value, run)


def _each(check: Check) -> Check:
    def run_all(value: object, run: Run) -> bool:
        if not isinstance(value, list):
            return False
        run.charge(len(value))
        return all(item is None or check(item, run) for item in value)

    return run_all


def _parts(parts: Mapping[str, Type]) -> Check:
    def run_all(value: object, run: Run) -> bool:
        if not isinstance(value, dict):
            return False
        run.charge(len(parts))
        return all(
            name in value and (value[name] is None or part.check(value[name], run))
            for name, part in parts.items()
        )

    return run_all

"""Walks a requirement graph: asks each element once, in the scope of what it requires."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.decisions.boxed.routines import Parameter, Routine, ServiceCall
from engine.decisions.reading.elements import Element, Need
from engine.decisions.reading.terms import fitted, spelled
from engine.decisions.scope import Scope
from engine.feel.data.convert import to_feel


class Asked:
    """One question to a model, or to a decision service inside one."""

    def __init__(
        self,
        elements: Mapping[str, Element],
        inputs: Mapping[str, object],
        values: Mapping[str, object],
    ) -> None:
        """Take the model's elements by key, the inputs by name, and values known by key."""
        self._elements = elements
        self._given = {spelled(name): value for name, value in inputs.items()}
        self._known = values
        self._values = dict(values)
        self._imports: dict[str, Asked] = {}
        self._under_way: set[str] = set()
        declared = {e.name for e in elements.values() if e.kind == "inputData"}
        self._free = {name: v for name, v in self._given.items() if name not in declared}

    def answer(self, element: Element, scope: Scope) -> object:
        """Return the value of a decision, or of a service given its inputs."""
        if element.kind == "decisionService":
            bound = {p.name: self._given.get(p.name) for p in self._parameters(element)}
            return self._serve(element, bound, scope)
        return self._value(Need(element.key, ""), scope)

    def _value(self, need: Need, scope: Scope) -> object:
        if need.key in self._values:
            return self._values[need.key]
        element = self._elements.get(need.key)
        if element is None:
            return None
        if need.key in self._under_way:
            scope.notes.warn(element.place, "the decision requires itself")
            return None
        self._under_way.add(need.key)
        value = self._made(element, scope)
        self._under_way.discard(need.key)
        self._values[need.key] = value
        return value

    def _made(self, element: Element, scope: Scope) -> object:
        if element.kind == "inputData":
            return self._input(element, scope)
        if element.kind == "decisionService":
            return self._service(element, scope)
        inner = scope.alone(self._free if element.kind == "decision" else {})
        for required in element.requires:
            self._place(inner.names, required, scope)
        if element.code is None:
            return None
        if element.kind == "businessKnowledgeModel":
            return _knowledge(element, inner)
        return element.code(inner)

    def _place(self, names: dict[str, object], need: Need, scope: Scope) -> None:
        """Put a required value under its name, inside the context of its import if it has one."""
        element = self._elements.get(need.key)
        if element is None:
            return
        if not need.through:
            names[element.name] = self._value(need, scope)
            return
        value = self._import(need.through)._value(need, scope)
        shared = names.get(need.through)
        names[need.through] = {**(shared if isinstance(shared, dict) else {}), element.name: value}

    def _import(self, name: str) -> Asked:
        """Return the question as an import sees it.

        Its inputs may be given in a context of the import's name, so that a model imported on two
        ways may have different inputs on each; else they are the same as everybody's.
        """
        if name not in self._imports:
            inside = self._given.get(name)
            inputs = {**self._given, **inside} if isinstance(inside, Mapping) else self._given
            self._imports[name] = Asked(self._elements, inputs, self._known)
        return self._imports[name]

    def _input(self, element: Element, scope: Scope) -> object:
        value = to_feel(self._given.get(element.name), scope.run)
        return fitted(value, element.type, element.place, scope)

    def _parameters(self, element: Element) -> Sequence[Parameter]:
        required = (self._elements.get(need.key) for need in element.requires)
        return [Parameter(name=e.name, type=e.type) for e in required if e is not None]

    def _service(self, element: Element, scope: Scope) -> ServiceCall:
        return ServiceCall(
            parameters=tuple(self._parameters(element)),
            ask=lambda bound, inner: self._serve(element, bound, inner),
            place=element.place,
            scope=scope.alone({}),
        )

    def _serve(self, element: Element, bound: Mapping[str, object], scope: Scope) -> object:
        """Answer a service: its decisions see its inputs and nothing of the question around it."""
        known: dict[str, object] = {}
        for need in element.requires:
            required = self._elements.get(need.key)
            if required is not None:
                value = to_feel(bound.get(required.name), scope.run)
                known[need.key] = fitted(value, required.type, required.place, scope)
        inside = Asked(self._elements, {}, known)
        outputs = {
            self._elements[need.key].name: inside._value(need, scope)
            for need in element.outputs
            if need.key in self._elements
        }
        value = next(iter(outputs.values())) if len(outputs) == 1 else outputs
        return fitted(value, element.type, element.place, scope)


def _knowledge(element: Element, scope: Scope) -> object:
    """Make the callable of a knowledge model; it sees itself, so that it may call itself."""
    made = element.code(scope) if element.code is not None else None
    if isinstance(made, Routine):
        scope.names[element.name] = made
    return made

"""From where a token can come to a join: worked out once, when a definition is parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.spiff.specs.process import ProcessSpec


Reach = dict[str, dict[str, frozenset[str]]]


def reach(spec: ProcessSpec, *, boundaries: bool) -> Reach:
    """For each inclusive join and each flow into it, return the elements from which a token can
    come by that flow without passing through the join.

    With `boundaries` a boundary event is reached from its activity; without, by no flow at all.
    """
    sources, before = _graph(spec, boundaries=boundaries)
    return {
        node.name: {flow: _back(sources[flow], node.name, before) for flow in node.incoming}
        for node in spec.task_specs.values()
        if node.joins_late
    }


def _graph(spec: ProcessSpec, *, boundaries: bool) -> tuple[dict[str, str], dict[str, set[str]]]:
    sources: dict[str, str] = {}
    before: dict[str, set[str]] = {name: set() for name in spec.task_specs}
    for node in spec.task_specs.values():
        for flow in node.outgoing:
            sources[flow.id] = node.name
            before[flow.target.name].add(node.name)
        for boundary in node.boundaries if boundaries else ():
            before[boundary.name].add(node.name)
    return sources, before


def _back(source: str, join: str, before: dict[str, set[str]]) -> frozenset[str]:
    if source == join:
        return frozenset()
    seen, stack = {source}, [source]
    while stack:
        for name in before[stack.pop()]:
            if name != join and name not in seen:
                seen.add(name)
                stack.append(name)
    return frozenset(seen)

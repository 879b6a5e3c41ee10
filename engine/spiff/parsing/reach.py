"""From where a token can come to a join: worked out once, when a definition is parsed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from engine.spiff.specs.process import ProcessSpec


def reach(spec: ProcessSpec) -> dict[str, dict[str, frozenset[str]]]:
    """For each inclusive join and each flow into it, return the elements from which a token can
    come by that flow without passing through the join.

    A boundary event is reached from its activity.
    """
    sources, before = _graph(spec)
    return {
        node.name: {flow: _back(sources[flow], node.name, before) for flow in node.incoming}
        for node in spec.task_specs.values()
        if node.joins_late
    }


def _graph(spec: ProcessSpec) -> tuple[dict[str, str], dict[str, set[str]]]:
    sources: dict[str, str] = {}
    before: dict[str, set[str]] = {name: set() for name in spec.task_specs}
    for node in spec.task_specs.values():
        for flow in node.outgoing:
            sources[flow.id] = node.name
            before[flow.target.name].add(node.name)
        for boundary in node.boundaries:
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

"""A BPMN file as the rules see it: its elements by id, its flows, and a way to note problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from engine.definitions.diagrams.names import (
    FLOW_NODES,
    SUB_PROCESSES,
    bpmn,
    camunda,
    executable,
    is_bpmn,
    local,
    reference,
)
from engine.definitions.lint.known import Known
from engine.definitions.lint.places import Place, Places
from engine.definitions.problems import Problem, Severity

Tag = etree._Element

MAX_OF_A_KIND: Final = 250
"""Errors, or warnings, of one file: enough to mend, and a file of nonsense ends soon."""


@dataclass(kw_only=True, slots=True)
class Source:
    """One file under the linter. `processes` are those that are executed."""

    file: str
    root: Tag
    places: Places
    known: Known | None = None
    problems: list[Problem] = field(default_factory=list)
    processes: list[Tag] = field(default_factory=list)
    by_id: dict[str, Tag] = field(default_factory=dict)
    outgoing: dict[str, list[Tag]] = field(default_factory=dict)
    incoming: dict[str, list[Tag]] = field(default_factory=dict)
    time_limits: frozenset[str] = frozenset()
    """The checkpoints that elements of the file have."""
    _noted: Counter[Severity] = field(default_factory=Counter)

    @classmethod
    def of(cls, file: str, raw: bytes, root: Tag, known: Known | None) -> Source:
        """Lay out a file."""
        source = cls(file=file, root=root, places=Places(raw, root), known=known)
        source.processes = executable(root)
        for tag in root.iter(etree.Element):
            if is_bpmn(tag) and (identity := tag.get("id")):
                source.by_id.setdefault(identity, tag)
        source.time_limits = frozenset(
            tag.get("value", "")
            for tag in root.iter(camunda("property"))
            if tag.get("name") == "timeLimit"
        )
        for flow in source.all("sequenceFlow"):
            source.outgoing.setdefault(reference(flow.get("sourceRef")) or "", []).append(flow)
            source.incoming.setdefault(reference(flow.get("targetRef")) or "", []).append(flow)
        return source

    def all(self, *kinds: str) -> Iterator[Tag]:
        """Yield the elements of some kinds in the executed processes, nested ones too."""
        wanted = [bpmn(kind) for kind in kinds]
        for process in self.processes:
            yield from process.iter(*wanted)

    def nodes(self) -> Iterator[Tag]:
        """Yield all flow nodes of the executed processes."""
        return self.all(*sorted(FLOW_NODES))

    def referred(self, tag: Tag, attribute: str) -> Tag | None:
        """Return the element that an attribute refers to, if there is one."""
        return self.by_id.get(reference(tag.get(attribute)) or "")

    def error(self, tag: Tag, code: str, place: Place | None = None, **data: str | int) -> None:
        """Note what stops the deployment."""
        self._note(tag, code, Severity.ERROR, place, data)

    def warning(self, tag: Tag, code: str, place: Place | None = None, **data: str | int) -> None:
        """Note what deserves a second look."""
        self._note(tag, code, Severity.WARNING, place, data)

    def _note(
        self,
        tag: Tag,
        code: str,
        severity: Severity,
        place: Place | None,
        data: dict[str, str | int],
    ) -> None:
        # Counted apart, so that no flood of warnings hides an error.
        self._noted[severity] += 1
        if self._noted[severity] > MAX_OF_A_KIND:
            return
        owner = owner_of(tag)
        line, column = place or self.places.tag(tag)
        self.problems.append(
            Problem(
                code=code,
                severity=severity,
                file=self.file,
                element=None if owner is None else owner.get("id"),
                name="" if owner is None else owner.get("name", ""),
                data=data,
                line=line,
                column=column,
            )
        )


def owner_of(tag: Tag) -> Tag | None:
    """Return the element of the diagram that a tag is or lies in: what a designer can click on."""
    for found in (tag, *tag.iterancestors()):
        if is_bpmn(found) and found.get("id") and local(found) in _CLICKABLE:
            return found
    return None


def scope_of(tag: Tag) -> Tag | None:
    """Return the process or sub-process an element lies in."""
    for around in tag.iterancestors():
        if local(around) in SUB_PROCESSES or local(around) == "process":
            return around
    return None


_CLICKABLE = FLOW_NODES | {
    "process",
    "sequenceFlow",
    "participant",
    "lane",
    "message",
    "signal",
    "error",
    "escalation",
    "dataObjectReference",
    "dataStoreReference",
    "textAnnotation",
}

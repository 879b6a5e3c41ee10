"""Rules about what a diagram refers to in other files, and about who does a task."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.definitions.diagrams.mappings import computed_performers, performers
from engine.definitions.diagrams.names import (
    DECISION_BINDINGS,
    DECISION_RESULTS,
    DECISION_VERSIONS,
    camunda,
)
from engine.definitions.lint.source import Source, Tag

_CALLED = {"version": "calledElementVersion", "versionTag": "calledElementVersionTag"}


def decisions_exist(source: Source) -> None:
    """A business rule task decides by a decision that is deployed or bundled."""
    for tag in source.all("businessRuleTask"):
        key = tag.get(camunda("decisionRef"))
        if key is None:
            continue
        binding = bound(source, tag, "decisionRef", DECISION_BINDINGS, DECISION_VERSIONS)
        shape = tag.get(camunda("mapDecisionResult"))
        if shape is not None and shape not in DECISION_RESULTS:
            source.error(tag, "decision-result", value=shape[:50])
        if not tag.get(camunda("resultVariable")):
            source.warning(tag, "decision-unused")
        if source.known is not None and is_literal(key):
            beside = binding == "deployment"
            known = source.known.decisions_beside if beside else source.known.decisions
            if key not in known:
                place = source.places.attribute(tag, "decisionRef", 0)
                if beside:
                    source.error(tag, "decision-not-beside", place, decision=key[:100])
                else:
                    source.error(tag, "decision-unknown", place, decision=key[:100])


def called_processes_exist(source: Source) -> None:
    """A call activity calls a process that is deployed, bundled or in the same file."""
    own = frozenset(process.get("id", "") for process in source.processes)
    for tag in source.all("callActivity"):
        key = (tag.get("calledElement") or "").strip()
        if not key:
            source.error(tag, "called-missing")
            continue
        bound(source, tag, "calledElement", ("latest", "deployment", *_CALLED), _CALLED)
        known = None if source.known is None else source.known.processes | own
        if known is not None and is_literal(key) and key not in known:
            place = source.places.attribute(tag, "calledElement", 0)
            source.error(tag, "called-unknown", place, process=key[:100])


def tasks_have_doers(source: Source) -> None:
    """A user task says who may do it; one with something to fill in has a form."""
    for tag in source.all("userTask"):
        if computed_performers(tag):
            source.error(tag, "performer")
        if performers(tag):
            continue
        names = ("assignee", "candidateUsers", "candidateGroups")
        if not any((tag.get(camunda(name)) or "").strip() for name in names):
            source.warning(tag, "nobody")


def processes_say_how_long_history_stays(source: Source) -> None:
    """Camunda 7.20 and later refuse a process without a time to live."""
    for tag in source.processes:
        if not tag.get(camunda("historyTimeToLive")):
            source.warning(tag, "history-ttl")


def bound(
    source: Source, tag: Tag, of: str, known: tuple[str, ...], needed: Mapping[str, str]
) -> str:
    """Return how a tag binds what it refers to, noting a binding that is unknown or unfinished."""
    attribute = f"{of}Binding"
    binding = tag.get(camunda(attribute), "latest")
    place = source.places.attribute(tag, attribute, 0)
    if binding not in known:
        source.error(tag, "binding", place, attribute=attribute, value=binding[:50])
    elif binding in needed and not tag.get(camunda(needed[binding])):
        source.error(tag, "binding-version", place, attribute=needed[binding])
    return binding


def is_literal(key: str) -> bool:
    """Whether a reference says itself what is meant, rather than computing it."""
    return not key.lstrip().startswith("=") and "{" not in key


RULES: tuple[Callable[[Source], None], ...] = (
    decisions_exist,
    called_processes_exist,
    tasks_have_doers,
    processes_say_how_long_history_stays,
)

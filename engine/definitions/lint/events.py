"""Rules about events: one definition each, of a kind BPMN allows there, and complete."""

from __future__ import annotations

from collections.abc import Callable

from engine.definitions.diagrams.juel import has_juel
from engine.definitions.diagrams.names import (
    CATCHING,
    EVENTS,
    LONGEST_NAME,
    TIMES,
    bpmn,
    local,
    reference,
    text_of,
)
from engine.definitions.diagrams.reader import event_definitions
from engine.definitions.lint.allowed import EVENTS_OF
from engine.definitions.lint.expressions import body, check
from engine.definitions.lint.source import Source, Tag
from engine.definitions.lint.timers import is_cron, is_literal, is_time
from engine.definitions.starts import StartKind

_REFERENCES = {
    "message": "messageRef",
    "signal": "signalRef",
    "error": "errorRef",
    "escalation": "escalationRef",
}


def events_are_of_one_kind(source: Source) -> None:
    """An event waits for, or throws, one thing of a kind that BPMN allows there."""
    for tag in source.all(*EVENTS):
        found = event_definitions(tag)
        if len(found) > 1:
            source.error(tag, "events-several")
        elif not found and local(tag) in ("boundaryEvent", "intermediateCatchEvent"):
            source.error(tag, "event-missing")
        for definition in found[:1]:
            _definition(source, tag, definition)


def _definition(source: Source, tag: Tag, definition: Tag) -> None:
    if local(definition) == "eventDefinitionRef":
        shared = source.by_id.get(reference(definition.text) or "")
        if shared is None or not local(shared).endswith("EventDefinition"):
            source.error(tag, "event-reference", id=(definition.text or "").strip()[:100])
            return
        definition = shared
    kind = local(definition).removesuffix("EventDefinition")
    if kind not in EVENTS_OF[local(tag)] or (_begins_process(tag) and kind not in tuple(StartKind)):
        source.error(tag, "event-kind", event=kind, type=local(tag))
    elif kind == "timer":
        _timer(source, tag, definition)
    elif kind in _REFERENCES:
        _referring(source, tag, definition, kind)
        if kind == "error" and "false" in (tag.get("cancelActivity"), tag.get("isInterrupting")):
            source.warning(tag, "error-interrupts")
    elif not _is_complete(kind, definition):
        source.error(tag, "event-name", event=kind)


def _is_complete(kind: str, definition: Tag) -> bool:
    if kind == "link":
        return bool(definition.get("name"))
    return kind != "conditional" or definition.find(bpmn("condition")) is not None


def _referring(source: Source, tag: Tag, definition: Tag, kind: str) -> None:
    """What is awaited has a name; an error or escalation caught without one means any.

    A thrown message is work of a topic; its message is for the reader alone.
    """
    attribute, catches = _REFERENCES[kind], local(tag) in CATCHING
    referred = source.referred(definition, attribute)
    if referred is None:
        means_any = catches and kind in ("error", "escalation") and not definition.get(attribute)
        is_code = kind == "error" and bool(definition.get(attribute))  # as Camunda 7 reads it
        means_any = means_any or is_code
        if not means_any and (catches or kind != "message"):
            source.error(tag, "event-name", event=kind)
    elif kind in ("message", "signal"):
        _name(source, tag, referred, kind)
    elif kind in ("error", "escalation") and not referred.get(f"{kind}Code"):
        source.warning(referred, "event-code", event=kind)


def _name(source: Source, tag: Tag, referred: Tag, kind: str) -> None:
    name = referred.get("name", "")
    if not name:
        source.error(referred, "event-name", event=kind)
    elif len(name) > LONGEST_NAME:
        source.error(referred, "event-name-long", event=kind, limit=LONGEST_NAME)
    elif _begins_process(tag) and (name.lstrip().startswith("=") or has_juel(name)):
        source.error(tag, "start-name", event=kind)


def _begins_process(tag: Tag) -> bool:
    scope = tag.getparent()
    return local(tag) == "startEvent" and scope is not None and local(scope) == "process"


def _timer(source: Source, tag: Tag, definition: Tag) -> None:
    times = [time for kind in TIMES for time in definition.iterfind(bpmn(kind))]
    if len(times) != 1 or not text_of(times[0]):
        source.error(tag, "timer-missing")
        return
    time, text = times[0], text_of(times[0])
    place = source.places.text(time, len(time.text or "") - len((time.text or "").lstrip()))
    if has_juel(text):
        check(source, body(source, time, local(time)))
    elif is_literal(text):
        if not is_time(local(time), text):
            source.error(tag, "timer", place, text=text[:80], kind=local(time))
    elif is_cron(text):
        # The runner reads cron itself; only a repetition may be written so.
        if local(time) != "timeCycle":
            source.error(tag, "timer", place, text=text[:80], kind=local(time))
    else:
        check(source, body(source, time, local(time)))


def receivers_know_their_message(source: Source) -> None:
    """A receive task says which message it waits for."""
    for tag in source.all("receiveTask"):
        referred = source.referred(tag, "messageRef")
        if not tag.get("messageRef"):
            source.warning(tag, "receive-unnamed")
        elif referred is None or not referred.get("name"):
            source.error(tag, "event-name", event="message")


RULES: tuple[Callable[[Source], None], ...] = (events_are_of_one_kind, receivers_know_their_message)

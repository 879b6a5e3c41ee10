"""Processes that begin by an event, as tests draw them, and the cases that began."""

from engine.api import (
    CaseDetail,
    CaseList,
    Correlate,
)
from tests.support.drawing import chain, diagram, task

END = '<bpmn:endEvent id="done" />'
ROOTS = (
    '<bpmn:message id="m" name="arrived" /><bpmn:message id="m2" name="left" />'
    '<bpmn:signal id="s" name="alarm" />'
)


def begun_by(event, key="main", element="begun", assignee="boss"):
    """A process with one task that begins by one event."""
    start = f'<bpmn:startEvent id="{element}" name="Begun">{event}</bpmn:startEvent>'
    body = start + task("work", assignee=assignee) + END + chain(element, "work", "done")
    return diagram(body, key=key, roots=ROOTS)


MESSAGE = '<bpmn:messageEventDefinition id="d-{0}" messageRef="{0}" />'
SIGNAL = '<bpmn:signalEventDefinition id="sd" signalRef="s" />'


def timed(kind, text):
    return f'<bpmn:timerEventDefinition id="t"><bpmn:{kind}>{text}</bpmn:{kind}></bpmn:timerEventDefinition>'  # noqa: E501


def cases(station, actor="director"):
    rows = station.engine.query(CaseList(actor=actor, language="en")).rows
    return [station.engine.query(CaseDetail(actor=actor, case=r.id, language="en")) for r in rows]


def began(station, case):
    return next(e for e in station.events(case) if e.kind == "case-started")


def send(station, message="arrived", actor="director", **more):
    return station.engine.execute(Correlate(actor=actor, message=message, reason="it came", **more))

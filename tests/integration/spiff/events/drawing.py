"""Short ways to draw events, and the scopes in which they are caught."""

from __future__ import annotations

from tests.integration.spiff.kit import bpmn, flows

ENDS = '<startEvent id="start"/><endEvent id="fin"/>'
ROOTS = (
    '<message id="m1" name="papers"/><message id="m2" name="withdrawn"/>'
    '<signal id="s1" name="storm"/>'
    '<error id="e1" name="No line" errorCode="no-line"/><error id="e2" errorCode="other"/>'
    '<error id="e3" name="Plain"/>'
    '<escalation id="x1" escalationCode="urge"/>'
)


def event(tag: str, name: str, kind: str, attributes: str = "", more: str = "") -> str:
    refs = {
        "message": f'messageRef="{attributes}"',
        "signal": f'signalRef="{attributes}"',
        "error": f'errorRef="{attributes}"' if attributes else "",
        "escalation": f'escalationRef="{attributes}"' if attributes else "",
        "link": f'name="{attributes}"',
    }
    inner = f"<condition>{attributes}</condition>" if kind == "conditional" else ""
    return (
        f'<{tag} id="{name}" {more}><{kind}EventDefinition {refs.get(kind, "")}>{inner}'
        f"</{kind}EventDefinition></{tag}>"
    )


def main(body: str, *chains: str) -> bytes:
    return bpmn(ENDS + body + flows(*chains), roots=ROOTS)


def scope(body: str, *chains: str, name: str = "sub") -> str:
    return f'<subProcess id="{name}">{body}{flows(*chains)}</subProcess>'


def on(name: str, host: str, kind: str, ref: str, *, interrupting: bool = True) -> str:
    more = f'attachedToRef="{host}" cancelActivity="{str(interrupting).lower()}"'
    return event("boundaryEvent", name, kind, ref, more)


FAILING = '<startEvent id="s"/><userTask id="a"/>' + event("endEvent", "bad", "error", "e1")


def esp(kind: str, ref: str, *, interrupting: bool) -> str:
    more = f'isInterrupting="{str(interrupting).lower()}"'
    return (
        '<subProcess id="esp" triggeredByEvent="true">'
        + event("startEvent", "es", kind, ref, more)
        + '<userTask id="react"/><endEvent id="ee"/>'
        + flows("es react ee")
        + "</subProcess>"
    )

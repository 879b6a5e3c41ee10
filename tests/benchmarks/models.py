"""The two benchmark processes, their forms and the rules of their clocks, made as text.

`ten-steps`: start, ten user tasks (a non-interrupting 48-hour timer beside the third, sixth and
ninth), an exclusive gateway, two user tasks side by side, end. `loop`: one user task, again and
again while `go_on`. Forms, candidates and time limits are attributes of these elements: a step here
does all that a step at a station does. `desk` (eight tasks side by side) and `tick` (one timer)
fill stores.
"""

import json
from itertools import pairwise
from xml.sax.saxutils import escape

SEQUENCE = tuple(f"t{number}" for number in range(1, 11))
PARALLEL = ("p1", "p2")
TASKS = (*SEQUENCE, *PARALLEL)
TIMED = ("t3", "t6", "t9")
STEPS = len(TASKS)
GROUP = "customer-managers"
DESKS = {
    "visit": GROUP, "offer": GROUP, "letter": GROUP, "call": GROUP, "study": "development",
    "switching": "operations", "slot": "dispatch", "invoice": "marketing",
}  # fmt: skip
"""User tasks of `desk`, and the group each is offered to."""
WHOLE, PART = "whole", "part"
"""Checkpoints: the case from end to end, and each task with a timer."""

_NAMESPACES = (
    'xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'targetNamespace="https://yekuo.example/bench"'
)


def files():
    """Return everything to deploy: file name → bytes."""
    texts = {
        "ten-steps.bpmn": ten_steps(),
        "loop.bpmn": loop(),
        "time-limits.dmn": limits(),
        "desk.bpmn": desk(),
        "tick.bpmn": tick(),
        "again.form": json.dumps(_form("again", [_field("checkbox", "go_on"), *_fields("again")])),
    }
    texts |= {f"{task}.form": json.dumps(_form(task, _fields(task))) for task in TASKS}
    return {name: text.encode() for name, text in texts.items()}


def payload(task, case):
    """Return what a person enters: ten values, about 260 bytes, of no other task or case."""
    return {
        f"{task}_name": f"Household {case}, form {task}",
        f"{task}_amount": 2310.5 + case % 1000,
        f"{task}_count": 3 + case % 7,
        f"{task}_approved": True,
        f"{task}_date": "2026-11-23",
        f"{task}_comment": "seen on site, nothing stands in the way",
        f"{task}_email": "household@example.org",
        f"{task}_city": "Xuyi",
        f"{task}_code": f"YK-{case:06d}-{task}",
        f"{task}_rating": 5,
    }


def ten_steps():
    """Return the process of twelve steps."""
    way = ["start", *SEQUENCE, "gw"]
    flows = [(a, b, None) for a, b in pairwise(way)]
    flows += [("gw", "split", "t1_amount > 10"), ("gw", "end_low", None)]
    flows += [("split", "p1", None), ("split", "p2", None), ("p1", "join", None)]
    flows += [("p2", "join", None), ("join", "end", None)]
    flows += [(f"b{task[1:]}", f"be{task[1:]}", None) for task in TIMED]
    ends = ["end_low", "end", *(f"be{task[1:]}" for task in TIMED)]
    parts = [_node("startEvent", "start", flows)]
    parts += [_user_task(task, flows) for task in TASKS]
    parts.append(_node("exclusiveGateway", "gw", flows, ' default="f_gw_end_low"'))
    parts += [_node("parallelGateway", name, flows) for name in ("split", "join")]
    parts += [_node("endEvent", name, flows) for name in ends]
    parts += [_timer(task, flows) for task in TIMED]
    parts += [_flow(*flow) for flow in flows]
    return _process("ten-steps", parts)


def loop():
    """Return the process that goes round while `go_on`."""
    flows = [
        ("start", "merge", None), ("merge", "again", None), ("again", "gw", None),
        ("gw", "merge", "go_on"), ("gw", "end", None),
    ]  # fmt: skip
    parts = [
        _node("startEvent", "start", flows),
        _node("exclusiveGateway", "merge", flows),
        _user_task("again", flows),
        _node("exclusiveGateway", "gw", flows, ' default="f_gw_end"'),
        _node("endEvent", "end", flows),
        *(_flow(*flow) for flow in flows),
    ]
    return _process("loop", parts)


def desk():
    """Return the process that offers a task to each of some desks at once, and never ends soon."""
    flows = [("start", "split", None), ("join", "end", None)]
    for name in DESKS:
        flows += [("split", name, None), (name, "join", None)]
    parts = [_node("startEvent", "start", flows), _node("endEvent", "end", flows)]
    parts += [_node("parallelGateway", name, flows) for name in ("split", "join")]
    parts += [
        _node("userTask", name, flows, f' camunda:candidateGroups="{group}"')
        for name, group in DESKS.items()
    ]
    return _process("desk", [*parts, *(_flow(*flow) for flow in flows)])


def tick():
    """Return the process that waits for a moment and ends."""
    flows = [("start", "wait", None), ("wait", "end", None)]
    timer = (
        '<bpmn:timerEventDefinition id="moment"><bpmn:timeDuration '
        'xsi:type="bpmn:tFormalExpression">P30D</bpmn:timeDuration></bpmn:timerEventDefinition>'
    )
    parts = [
        _node("startEvent", "start", flows),
        _node("intermediateCatchEvent", "wait", flows, "", timer),
        _node("endEvent", "end", flows),
        *(_flow(*flow) for flow in flows),
    ]
    return _process("tick", parts)


def limits():
    """Return the decision table that gives both checkpoints their time."""
    outputs = {
        "level": '"station"', "value": "20", "unit": '"wd"', "statistic": '"max"', "warn_at": "80",
        "edition": '"bench"', "source": '"made for measuring"',
    }  # fmt: skip
    numbers = ("value", "warn_at")
    heads = "".join(
        f'<output id="o-{name}" name="{name}" typeRef="{"number" if name in numbers else "string"}"'
        " />"
        for name in outputs
    )
    rules = "".join(
        f'<rule id="{point}"><inputEntry id="{point}-i"><text>"{point}"</text></inputEntry>'
        + "".join(
            f'<outputEntry id="{point}-{name}"><text>{text}</text></outputEntry>'
            for name, text in outputs.items()
        )
        + "</rule>"
        for point in (WHOLE, PART)
    )
    return (
        '<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="bench-limits" '
        'name="Limits" namespace="https://yekuo.example/bench">'
        '<decision id="time-limits" name="Time limits">'
        '<decisionTable id="table" hitPolicy="COLLECT"><input id="i" label="Checkpoint">'
        '<inputExpression id="ie" typeRef="string"><text>checkpoint</text></inputExpression>'
        f"</input>{heads}{rules}</decisionTable></decision></definitions>"
    )


def _process(name, parts):
    inside = "\n".join(
        [_properties(timeLimit=WHOLE) if name in ("ten-steps", "desk") else "", *parts]
    )
    return (
        f'<bpmn:definitions id="defs-{name}" {_NAMESPACES}>'
        f'<bpmn:process id="{name}" name="{name}" isExecutable="true">\n{inside}\n'
        "</bpmn:process></bpmn:definitions>"
    )


def _node(kind, name, flows, attributes="", inside=""):
    comes = "".join(f"<bpmn:incoming>{_id(f)}</bpmn:incoming>" for f in flows if f[1] == name)
    goes = "".join(f"<bpmn:outgoing>{_id(f)}</bpmn:outgoing>" for f in flows if f[0] == name)
    before, after = (inside, "") if inside.startswith("<bpmn:extension") else ("", inside)
    return (
        f'<bpmn:{kind} id="{name}" name="{name}"{attributes}>{before}{comes}{goes}{after}'
        f"</bpmn:{kind}>"
    )


def _user_task(name, flows):
    attributes = f' camunda:formRef="{name}" camunda:candidateGroups="{GROUP}"'
    limit = _properties(timeLimit=PART) if name in TIMED else ""
    return _node("userTask", name, flows, attributes, limit)


def _timer(task, flows):
    number = task[1:]
    definition = (
        f'<bpmn:timerEventDefinition id="td{number}"><bpmn:timeDuration '
        'xsi:type="bpmn:tFormalExpression">PT48H</bpmn:timeDuration></bpmn:timerEventDefinition>'
    )
    attributes = f' cancelActivity="false" attachedToRef="{task}"'
    return _node("boundaryEvent", f"b{number}", flows, attributes, definition)


def _flow(source, target, condition):
    inside = (
        '<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">'
        f"{escape(condition)}</bpmn:conditionExpression>"
        if condition
        else ""
    )
    known = f'id="{_id((source, target))}" sourceRef="{source}" targetRef="{target}"'
    return f"<bpmn:sequenceFlow {known}>{inside}</bpmn:sequenceFlow>"


def _id(flow):
    return f"f_{flow[0]}_{flow[1]}"


def _properties(**values):
    inside = "".join(
        f'<camunda:property name="{name}" value="{value}" />' for name, value in values.items()
    )
    return (
        "<bpmn:extensionElements><camunda:properties>"
        f"{inside}</camunda:properties></bpmn:extensionElements>"
    )


def _form(name, components):
    return {"type": "default", "id": name, "schemaVersion": 19, "components": components}


def _fields(task):
    required = {"required": True}
    return [
        _field("textfield", f"{task}_name", validate={**required, "maxLength": 120}),
        _field("number", f"{task}_amount", decimalDigits=2, validate={**required, "min": 0}),
        _field("number", f"{task}_count", decimalDigits=0, validate={"min": 0, "max": 99}),
        _field("checkbox", f"{task}_approved"),
        {
            "type": "datetime", "subtype": "date", "id": f"{task}_date", "key": f"{task}_date",
            "dateLabel": "Date", "validate": required,
        },
        _field("textarea", f"{task}_comment", validate={"maxLength": 500}),
        _field("textfield", f"{task}_email", validate={"validationType": "email"}),
        _field("select", f"{task}_city", values=[_option("Xuyi"), _option("Jinhu")]),
        _field("textfield", f"{task}_code", validate={"pattern": "^YK-[0-9]+-[a-z0-9]+$"}),
        _field("number", f"{task}_rating", decimalDigits=0, validate={"min": 1, "max": 5}),
    ]  # fmt: skip


def _field(kind, key, **more):
    return {"type": kind, "id": key, "key": key, "label": key, **more}


def _option(name):
    return {"label": name, "value": name}

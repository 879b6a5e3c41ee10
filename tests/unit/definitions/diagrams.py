"""Small makers of BPMN files for the tests beside this."""

from engine.definitions.lint import lint

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
 xmlns:camunda="http://camunda.org/schema/1.0/bpmn" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="defs" targetNamespace="t">
"""
PROCESS = '<bpmn:process id="p" isExecutable="true" camunda:historyTimeToLive="P1D">'


def process(inside, roots="", opening=PROCESS):
    """A file with one process."""
    return f"{HEAD}{roots}\n{opening}\n{inside}\n</bpmn:process></bpmn:definitions>".encode()


def around(element, roots=""):
    """A file where a flow leads from the start to the element with id `x`, and on to the end."""
    return process(
        f"""<bpmn:startEvent id="start" /><bpmn:endEvent id="end" />
<bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="x" />
<bpmn:sequenceFlow id="f2" sourceRef="x" targetRef="end" />
{element}""",
        roots,
    )


def user_task(inside="", **attributes):
    """A user task `x` that somebody may do; `formRef="a"` becomes `camunda:formRef="a"`."""
    given = {"candidateGroups": "managers", **attributes}
    text = " ".join(f'camunda:{name}="{value}"' for name, value in given.items() if value)
    return f'<bpmn:userTask id="x" name="Do it" {text}>{inside}</bpmn:userTask>'


def extended(inside):
    """Extension elements."""
    return f"<bpmn:extensionElements>{inside}</bpmn:extensionElements>"


def properties(**pairs):
    """Camunda properties."""
    listed = "".join(
        f'<camunda:property name="{name}" value="{value}" />' for name, value in pairs.items()
    )
    return extended(f"<camunda:properties>{listed}</camunda:properties>")


def found(raw, known=None):
    """What the linter finds, as (severity, code, element)."""
    return [(str(p.severity), p.code, p.element) for p in lint("a.bpmn", raw, known)]

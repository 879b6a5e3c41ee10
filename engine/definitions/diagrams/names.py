"""The namespaces and tags of BPMN files as Camunda Modeler writes them."""

from __future__ import annotations

from typing import Final

from lxml import etree

BPMN: Final = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CAMUNDA: Final = "http://camunda.org/schema/1.0/bpmn"
ACTIVITI: Final = "http://activiti.org/bpmn"

TASKS: Final = frozenset(
    {
        "task",
        "userTask",
        "manualTask",
        "serviceTask",
        "sendTask",
        "receiveTask",
        "scriptTask",
        "businessRuleTask",
    }
)
SUB_PROCESSES: Final = frozenset(("subProcess", "transaction", "adHocSubProcess"))
ACTIVITIES: Final = TASKS | SUB_PROCESSES | {"callActivity"}
GATEWAYS: Final = frozenset(
    {
        "exclusiveGateway",
        "parallelGateway",
        "inclusiveGateway",
        "eventBasedGateway",
        "complexGateway",
    }
)
CATCHING: Final = frozenset(("startEvent", "intermediateCatchEvent", "boundaryEvent"))
THROWING: Final = frozenset(("intermediateThrowEvent", "endEvent"))
EVENTS: Final = CATCHING | THROWING
FLOW_NODES: Final = ACTIVITIES | GATEWAYS | EVENTS
SILENT: Final = frozenset(
    {
        "extensionElements",
        "documentation",
        "incoming",
        "outgoing",
        "laneSet",
        "sequenceFlow",
        "textAnnotation",
        "association",
        "group",
        "dataObject",
        "dataObjectReference",
        "dataStoreReference",
        "dataInputAssociation",
        "dataOutputAssociation",
        "ioSpecification",
        "property",
        "auditing",
        "monitoring",
        "resourceRole",
        "performer",
        "humanPerformer",
        "potentialOwner",
        "correlationSubscription",
        "supports",
        "supportedInterfaceRef",
        "ioBinding",
    }
)
"""What may stand in a process without a token ever being on it."""
LOOPS: Final = frozenset(("standardLoopCharacteristics", "multiInstanceLoopCharacteristics"))
"""What may stand in an activity and says that it is done more than once."""
TIMES: Final = ("timeDate", "timeDuration", "timeCycle")
"""What may hold the time of a timer."""
LONGEST_NAME: Final = 200
"""Characters the store holds of a message's or signal's name."""
DECISION_RESULTS: Final = ("singleEntry", "singleResult", "collectEntries", "resultList")
"""What `camunda:mapDecisionResult` can be; the last is the default."""
DECISION_VERSIONS: Final = {"version": "decisionRefVersion", "versionTag": "decisionRefVersionTag"}
"""Which attribute says the version for a binding of `camunda:decisionRef`."""
DECISION_BINDINGS: Final = ("latest", "deployment", *DECISION_VERSIONS)


def bpmn(tag: str) -> str:
    """Return a BPMN tag as lxml writes it."""
    return f"{{{BPMN}}}{tag}"


def camunda(tag: str) -> str:
    """Return a camunda tag or attribute as lxml writes it."""
    return f"{{{CAMUNDA}}}{tag}"


def local(element: etree._Element) -> str:
    """Return a tag without its namespace."""
    return etree.QName(element).localname


def executable(root: etree._Element) -> list[etree._Element]:
    """Return the processes of a file that are executed: those that say `isExecutable`.

    Where none says anything and one alone has elements, that one is meant: a file is deployed to be
    executed, and the standard leaves it open what it means to say nothing.
    """
    processes = list(root.iterfind(bpmn("process")))
    if all(process.get("isExecutable") is None for process in processes):
        filled = [one for one in processes if any(local(tag) in FLOW_NODES for tag in one)]
        return filled if len(filled) == 1 else []
    return [process for process in processes if is_true(process.get("isExecutable"))]


def is_bpmn(element: etree._Element) -> bool:
    """Return whether an element is of the BPMN namespace."""
    return etree.QName(element).namespace == BPMN


def text_of(element: etree._Element | None) -> str:
    """Return an element's own text without blanks at its ends; empty for None."""
    return "" if element is None or element.text is None else element.text.strip()


def is_true(text: str | None) -> bool:
    """Return whether an XML attribute says yes: `true` or `1`, and `True` as Camunda 7 reads it."""
    return text is not None and text.strip().lower() in ("true", "1")


def reference(name: str | None) -> str | None:
    """Return the local part of a qualified name that refers to an element by id."""
    return name.rpartition(":")[2].strip() if name else None

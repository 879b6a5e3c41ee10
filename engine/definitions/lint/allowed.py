"""What is executed: which elements, attributes and extensions, by the element that has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from engine.definitions.diagrams.names import ACTIVITIES, FLOW_NODES

EVENTS_OF: Final[Mapping[str, frozenset[str]]] = {
    "startEvent": frozenset({"timer", "message", "signal", "conditional", "error", "escalation"})
    | {"compensate"},
    "endEvent": frozenset({"terminate", "message", "error", "escalation", "signal", "cancel"})
    | {"compensate"},
    "intermediateThrowEvent": frozenset({"link", "message", "escalation", "signal", "compensate"}),
    "intermediateCatchEvent": frozenset({"link", "timer", "message", "signal", "conditional"}),
    "boundaryEvent": frozenset(
        {"timer", "message", "signal", "conditional", "error", "escalation", "cancel", "compensate"}
    ),
}
"""The event definitions BPMN 2.0 allows on each event; which of them run, the runner's own check
knows (table 10.93 of the standard)."""

HINTS: Final = frozenset(
    {"asyncBefore", "asyncAfter", "async", "exclusive", "jobPriority", "taskPriority"}
)
"""How Camunda 7 schedules work: here without effect."""

_FORM: Final = frozenset({"formRef", "formRefBinding", "formRefVersion", "formKey"})
_WORK: Final = frozenset({"type", "topic", "expression"})

ATTRIBUTES: Final[Mapping[str, frozenset[str]]] = {
    "process": frozenset({"versionTag", "historyTimeToLive", "isStartableInTasklist"})
    | {"candidateStarterGroups", "candidateStarterUsers"},
    "startEvent": _FORM | {"initiator"},
    "userTask": _FORM
    | {"assignee", "candidateUsers", "candidateGroups", "dueDate", "followUpDate", "priority"},
    "businessRuleTask": _WORK
    | {"decisionRef", "decisionRefBinding", "decisionRefVersion", "decisionRefVersionTag"}
    | {"resultVariable", "mapDecisionResult"},
    "serviceTask": _WORK | {"resultVariable"},
    "sendTask": _WORK | {"resultVariable"},
    "scriptTask": frozenset({"resultVariable"}),
    "callActivity": frozenset(
        {"calledElementBinding", "calledElementVersion", "calledElementVersionTag"}
    ),
    "multiInstanceLoopCharacteristics": frozenset({"collection", "elementVariable"}),
    "messageEventDefinition": _WORK,
    "errorEventDefinition": frozenset({"errorCodeVariable", "errorMessageVariable"}),
    "error": frozenset({"errorMessage"}),
    "escalationEventDefinition": frozenset({"escalationCodeVariable"}),
    "conditionalEventDefinition": frozenset({"variableName", "variableEvents"}),
}
"""What is executed. Camunda 7 ignores an attribute where it means nothing, and so do we."""

ELSEWHERE: Final = frozenset(
    {"caseRef", "caseBinding", "caseVersion", "caseTenantId", "calledElementTenantId"}
    | {"decisionRefTenantId"}
)
"""What Camunda 7 executes and this engine does not."""

JAVA: Final = frozenset(
    {"class", "delegateExpression", "expression", "resource", "variableMappingClass"}
    | {"variableMappingDelegateExpression", "formHandlerClass"}
)

EXTENSIONS: Final[Mapping[str, frozenset[str]]] = {
    "properties": FLOW_NODES
    | {"process", "sequenceFlow", "lane", "laneSet", "participant", "collaboration"}
    | {"textAnnotation", "dataObjectReference", "dataStoreReference", "group", "association"}
    | {"definitions", "message", "signal", "error", "escalation", "messageFlow"},
    "inputOutput": ACTIVITIES | {"intermediateCatchEvent", "intermediateThrowEvent", "endEvent"},
    "in": frozenset({"callActivity", "signalEventDefinition"}),
    "formData": frozenset({"userTask", "startEvent"}),
    "errorEventDefinition": frozenset({"serviceTask", "sendTask", "businessRuleTask"}),
    "out": frozenset({"callActivity"}),
}
HINT_EXTENSIONS: Final = frozenset(
    {"failedJobRetryTimeCycle", "potentialStarter", "field", "formProperty"}
)
IGNORED: Final = frozenset({"in", "out", "properties"})
"""Extension elements that Camunda 7 ignores where they mean nothing."""

ZEEBE: Final = frozenset(
    {"assignmentDefinition", "calledDecision", "calledElement", "executionListeners"}
    | {"ioMapping", "loopCharacteristics", "priorityDefinition", "script", "subscription"}
    | {"taskDefinition", "taskListeners", "taskSchedule", "adHoc"}
)
"""Extension elements that say what Camunda 8 executes: a diagram that has them means something
else than Camunda 7, which does not see them, would do. Others (properties, forms, tags of versions,
`userTask`) change nothing.
"""

PROPERTIES: Final[Mapping[str, frozenset[str]]] = {
    "timeLimit": ACTIVITIES | {"process"},
    "clockStop": ACTIVITIES,
    "stage": frozenset({"process"}),
    "paper": ACTIVITIES,
    "notify": FLOW_NODES,
}
"""Our extension properties and what they belong on; `name:<language>` may stand on anything."""

STAGES: Final = frozenset({"presale", "connection", "aftersale"})
LANGUAGES: Final = frozenset({"zh", "en"})
TRANSLATED: Final = frozenset({"name", "text", "documentation"})

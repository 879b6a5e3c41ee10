"""A diagram of four elements, small enough to read, for pages that show where a case stands."""

NAMES = {
    "en": ("Application accepted", "Draft the supply plan", "Sign off in parallel",
           "Reply delivered", "Prepare the supply plan", "Check planning and capacity"),
    "zh": ("已受理", "草拟供电方案", "并行会签", "已答复", "编制供电方案", "审核规划与容量"),
}  # fmt: skip

_SHAPES = (
    ("start", "startEvent", 160, 100, 36),
    ("draft-plan", "userTask", 250, 78, 100),
    ("sign-off", "callActivity", 410, 78, 100),
    ("replied", "endEvent", 570, 100, 36),
)
_FLOWS = (
    ("to-draft", "start", "draft-plan", 196, 250),
    ("to-sign-off", "draft-plan", "sign-off", 350, 410),
    ("to-reply", "sign-off", "replied", 510, 570),
)
_HEAD = (
    '<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
    'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" '
    'xmlns:di="http://www.omg.org/spec/DD/20100524/DI" id="d" targetNamespace="yekuo">'
)


def xml(language: str, process: str) -> str:
    """Return the diagram of the case's process, or of the called one, with names in a language."""
    names = NAMES[language]
    named = dict(zip((s[0] for s in _SHAPES), names[:4], strict=True))
    if process == "sign-off-process":
        named["draft-plan"] = names[5]
    elements = "".join(
        f'<bpmn:{kind} id="{id_}" name="{named[id_]}"/>' for id_, kind, *_ in _SHAPES
    )
    flows = "".join(
        f'<bpmn:sequenceFlow id="{id_}" sourceRef="{source}" targetRef="{target}"/>'
        for id_, source, target, *_ in _FLOWS
    )
    shapes = "".join(
        f'<bpmndi:BPMNShape id="{id_}-s" bpmnElement="{id_}"><dc:Bounds x="{x}" y="{y}" '
        f'width="{size}" height="{36 if size == 36 else 80}"/></bpmndi:BPMNShape>'
        for id_, _kind, x, y, size in _SHAPES
    )
    edges = "".join(
        f'<bpmndi:BPMNEdge id="{id_}-e" bpmnElement="{id_}"><di:waypoint x="{start}" y="118"/>'
        f'<di:waypoint x="{end}" y="118"/></bpmndi:BPMNEdge>'
        for id_, _source, _target, start, end in _FLOWS
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{_HEAD}<bpmn:process id="{process}" '
        f'name="{names[4]}" isExecutable="true">{elements}{flows}</bpmn:process>'
        f'<bpmndi:BPMNDiagram id="di"><bpmndi:BPMNPlane id="p" bpmnElement="{process}">'
        f"{shapes}{edges}</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></bpmn:definitions>"
    )

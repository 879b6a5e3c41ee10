"""What the tests of the diagrams share: names of BPMN, and finding one's way in a file."""

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
MODELER = "{http://camunda.org/schema/modeler/1.0}"
TASKS = ("userTask", "serviceTask", "businessRuleTask", "callActivity", "subProcess")
GATEWAYS = ("exclusiveGateway", "inclusiveGateway", "parallelGateway")
EVENTS = ("startEvent", "endEvent", "boundaryEvent")


def properties(element):
    found = element.iterfind(f"{BPMN}extensionElements/{CAMUNDA}properties/{CAMUNDA}property")
    return {prop.get("name"): prop.get("value") for prop in found}


def process_of(root):
    (process,) = root.iterfind(f"{BPMN}process")
    return process


def elements(diagrams, *tags):
    """Yield (file, element) of these tags, in every diagram; of all tags when none is named."""
    for name, root in diagrams.items():
        for element in process_of(root).iter(*[f"{BPMN}{tag}" for tag in tags]):
            yield name, element


def flows(root, attribute):
    """The sequence flows by their source or target."""
    found = {}
    for flow in root.iter(f"{BPMN}sequenceFlow"):
        found.setdefault(flow.get(attribute), []).append(flow)
    return found

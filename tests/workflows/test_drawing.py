"""What the eye sees: nothing overlaps, nothing crosses, every label has its place."""

from dataclasses import dataclass
from itertools import combinations, pairwise

import pytest

BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
DI = "{http://www.omg.org/spec/BPMN/20100524/DI}"
DC = "{http://www.omg.org/spec/DD/20100524/DC}"
WAY = "{http://www.omg.org/spec/DD/20100524/DI}waypoint"
FRAMES = {f"{BPMN}participant", f"{BPMN}lane", f"{BPMN}subProcess"}
GAP = 15  # pixels that must stay free between two shapes that no flow joins
NAMES = [
    "archive-and-call-back",
    "build-connection",
    "completion-inspection",
    "customer-works",
    "design-review",
    "energising",
    "formalities",
    "grid-works",
    "hv-connection",
    "intermediate-inspection",
    "supply-plan",
]


@dataclass(frozen=True, kw_only=True, slots=True)
class Box:
    """A rectangle: left, top, right, bottom, in pixels."""

    left: float
    top: float
    right: float
    bottom: float

    def grown(self, by):
        return Box(
            left=self.left - by, top=self.top - by, right=self.right + by, bottom=self.bottom + by
        )

    def meets(self, other):
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def holds(self, other):
        return (
            self.left <= other.left
            and self.top <= other.top
            and self.right >= other.right
            and self.bottom >= other.bottom
        )

    def on_border(self, point):
        x, y = point
        inside = self.left <= x <= self.right and self.top <= y <= self.bottom
        return inside and (x in (self.left, self.right) or y in (self.top, self.bottom))


def box(bounds):
    x, y, width, height = (float(bounds.get(name)) for name in ("x", "y", "width", "height"))
    return Box(left=x, top=y, right=x + width, bottom=y + height)


def stretch(first, second):
    """A piece of a flow as a box without breadth."""
    (a, b), (c, d) = first, second
    return Box(left=min(a, c), top=min(b, d), right=max(a, c), bottom=max(b, d))


@dataclass(frozen=True, kw_only=True, slots=True)
class Drawing:
    """The shapes, ways and labels of one diagram by the id of their element, and the elements."""

    elements: dict
    shapes: dict
    ways: dict
    labels: dict

    def frames(self):
        return {id_ for id_ in self.shapes if self.elements[id_].tag in FRAMES}

    def flows(self):
        """The ways of the sequence flows: an annotation's dotted line may lie askew."""
        tag = f"{BPMN}sequenceFlow"
        return {id_: way for id_, way in self.ways.items() if self.elements[id_].tag == tag}

    def ends(self, flow):
        return self.elements[flow].get("sourceRef"), self.elements[flow].get("targetRef")


@pytest.fixture(scope="module", params=NAMES)
def drawing(request, diagrams):
    root = diagrams[request.param]
    elements = {element.get("id"): element for element in root.iter() if element.get("id")}
    shapes, labels, ways = {}, {}, {}
    for shape in root.iter(f"{DI}BPMNShape", f"{DI}BPMNEdge"):
        of = shape.get("bpmnElement")
        if shape.tag == f"{DI}BPMNShape":
            shapes[of] = box(shape.find(f"{DC}Bounds"))
        else:
            points = [(float(p.get("x")), float(p.get("y"))) for p in shape.iterfind(WAY)]
            ways[of] = points
        label = shape.find(f"{DI}BPMNLabel/{DC}Bounds")
        if label is not None:
            labels[of] = box(label)
    return Drawing(elements=elements, shapes=shapes, ways=ways, labels=labels)


def test_every_diagram_is_looked_at(diagrams):
    assert sorted(diagrams) == NAMES


def test_everything_is_drawn(drawing):
    for id_, element in drawing.elements.items():
        tag = element.tag.removeprefix(BPMN)
        if tag in ("sequenceFlow", "association"):
            assert id_ in drawing.ways
        elif tag.endswith(("Task", "Event", "Gateway", "Activity", "Process", "Annotation")):
            assert id_ in drawing.shapes


def test_shapes_keep_their_distance(drawing):
    frames = drawing.frames()
    shapes = {id_: shape for id_, shape in drawing.shapes.items() if id_ not in frames}
    for (one, a), (two, b) in combinations(shapes.items(), 2):
        hosts = {drawing.elements[id_].get("attachedToRef") for id_ in (one, two)}
        if {one, two} & hosts or (len(hosts - {None}) == 1 and None not in hosts):
            continue
        assert not a.grown(GAP).meets(b), (one, two)


def test_frames_hold_their_shapes_wholly_or_not_at_all(drawing):
    for frame in drawing.frames():
        around = drawing.shapes[frame]
        for id_, shape in drawing.shapes.items():
            if id_ == frame or drawing.elements[id_].get("attachedToRef") == frame:
                continue
            free = not around.meets(shape)
            assert free or around.holds(shape) or shape.holds(around), (frame, id_)


def test_a_step_stands_in_the_lane_that_it_belongs_to(drawing):
    for id_, element in drawing.elements.items():
        if element.tag == f"{BPMN}lane":
            for node in element.iterfind(f"{BPMN}flowNodeRef"):
                shape = drawing.shapes[node.text]
                assert drawing.shapes[id_].holds(shape), (id_, node.text)


def test_flows_are_square_and_join_their_shapes(drawing):
    for flow, way in drawing.flows().items():
        source, target = drawing.ends(flow)
        assert drawing.shapes[source].on_border(way[0]), flow
        assert drawing.shapes[target].on_border(way[-1]), flow
        for (a, b), (c, d) in pairwise(way):
            assert (a == c) != (b == d), flow


def test_no_flow_crosses_a_shape(drawing):
    frames = drawing.frames()
    for flow, way in drawing.flows().items():
        for one, two in pairwise(way):
            for id_, shape in drawing.shapes.items():
                if id_ in frames or id_ in drawing.ends(flow):
                    continue
                if drawing.elements[id_].get("attachedToRef") in drawing.ends(flow):
                    continue
                if drawing.elements[drawing.ends(flow)[0]].get("attachedToRef") == id_:
                    continue
                assert not shape.meets(stretch(one, two)), (flow, id_)


def test_no_two_flows_cross(drawing):
    for (one, first), (two, second) in combinations(drawing.flows().items(), 2):
        if set(drawing.ends(one)) & set(drawing.ends(two)):
            continue  # they share a trunk, or meet at the shape that they share
        for a in pairwise(first):
            for b in pairwise(second):
                assert not stretch(*a).grown(1).meets(stretch(*b)), (one, two)


def test_flows_of_one_gateway_meet_only_along_their_trunk(drawing):
    for (one, first), (two, second) in combinations(drawing.flows().items(), 2):
        (a, b), (c, d) = drawing.ends(one), drawing.ends(two)
        if a == c or b == d or not {a, b} & {c, d}:
            continue
        for p in pairwise(first):
            for q in pairwise(second):
                assert not stretch(*p).meets(stretch(*q).grown(0.5)), (one, two)


def test_labels_lie_on_nothing(drawing):
    frames = drawing.frames() - {
        id_ for id_ in drawing.shapes if drawing.elements[id_].tag == f"{BPMN}subProcess"
    }
    for of, label in drawing.labels.items():
        for id_, shape in drawing.shapes.items():
            if id_ in frames or shape.holds(label):
                continue
            assert not shape.meets(label), (of, id_)
        for id_, other in drawing.labels.items():
            assert id_ == of or not other.meets(label), (of, id_)
        for id_, way in drawing.ways.items():
            for one, two in pairwise(way):
                assert not label.meets(stretch(one, two)), (of, id_)


def test_labels_stay_in_the_lane_of_what_they_name(drawing):
    lanes = [s for id_, s in drawing.shapes.items() if drawing.elements[id_].tag == f"{BPMN}lane"]
    for of, label in drawing.labels.items():
        if drawing.elements[of].tag == f"{BPMN}sequenceFlow":
            continue
        assert any(lane.holds(label) for lane in lanes), of

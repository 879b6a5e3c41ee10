"""Damaged diagrams: told what is wrong, never a crash; what is accepted can be started."""

from contextlib import suppress
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.kernel.errors import YekuoError
from engine.kernel.xml import UnreadableFile
from engine.spiff import Refusal, check
from tests.integration.spiff.kit import Play

ROOT = Path(__file__).parents[3] / "workflows" / "connection"
SOUND = [file.read_bytes() for file in sorted(ROOT.glob("*.bpmn"))]
WORDS = ["", "start", "nowhere", "= 1 +", "true", "false", "PT1H", "P", "${x}", "-1", "\u4e1a"]


class Anything(dict):
    """Has an answer for every name."""

    def __init__(self, answer: object) -> None:
        self.answer = answer

    def __missing__(self, name: str) -> object:
        return self.answer


damage = st.tuples(
    st.sampled_from(["drop", "empty", "twin", "attribute", "gone", "tag", "text"]),
    st.integers(0, 400),
    st.integers(0, 20),
    st.sampled_from(WORDS),
)


def damaged(xml: bytes, wounds: list[tuple[str, int, int, str]]) -> bytes:
    root = etree.fromstring(xml)
    model = [node for node in root.iter() if "BPMN/20100524/MODEL" in str(node.tag)][1:]
    for kind, place, which, word in wounds:
        if model[place % len(model)].getparent() is None:
            continue  # it has been dropped before
        wound(model[place % len(model)], model[(place * 7 + 3) % len(model)], kind, which, word)
    return etree.tostring(root)


def wound(node: etree._Element, other: etree._Element, kind: str, which: int, word: str) -> None:
    parent = node.getparent()
    names = sorted(node.attrib) or ["id"]
    name = names[which % len(names)]
    match kind:
        case "drop":
            parent.remove(node)
        case "empty":
            node[:] = []
        case "twin":
            parent.append(etree.fromstring(etree.tostring(node)))
        case "attribute":
            node.set(name, word)
        case "gone":
            node.attrib.pop(name, None)
        case "tag":
            node.tag = other.tag
        case _:
            node.text = word


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(file=st.integers(0, len(SOUND) - 1), wounds=st.lists(damage, min_size=1, max_size=4))
def test_a_damaged_diagram_is_told_what_is_wrong_or_can_be_started(file, wounds):
    hurt = damaged(SOUND[file], wounds)
    try:
        found = check(hurt)
    except UnreadableFile:
        return
    assert all(isinstance(one, Refusal) and one.reason for one in found)
    if not found:
        start_each(hurt)


def start_each(xml: bytes) -> None:
    play = Play(xml)
    for process in play.files.files[1][1]:
        play.host.decisions = Anything(None)
        play.host.topics = Anything(lambda seen: None)
        with suppress(YekuoError):  # an element that fails says so in its own words
            play.start(process)

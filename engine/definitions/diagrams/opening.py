"""From the bytes of a BPMN file to its tree, and what is put right before anybody reads it."""

from __future__ import annotations

from itertools import count

from lxml import etree

from engine.definitions.diagrams import juel, plain
from engine.definitions.diagrams.names import ACTIVITI, bpmn, camunda, reference
from engine.kernel.xml import UnreadableFile, parse_xml


def definitions(raw: bytes, file: str = "") -> etree._Element:
    """Return the `bpmn:definitions` element of a file, JUEL and plain texts in it written in FEEL.

    Raises UnreadableFile.
    """
    root = as_drawn(raw, file)
    juel.into_feel(root)
    plain.into_feel(root)
    return root


def as_drawn(raw: bytes, file: str = "") -> etree._Element:
    """Return the `bpmn:definitions` element of a file as it stands there. Raises UnreadableFile."""
    root = parse_xml(raw, file)
    if root.tag != bpmn("definitions"):
        line = root.sourceline or 0
        raise UnreadableFile(file, "not-bpmn", line, 0, str(root.tag)[:200])
    if ACTIVITI in root.nsmap.values():
        _as_camunda(root)
    _name_flows(root)
    return root


def _as_camunda(root: etree._Element) -> None:
    """Read extensions of the engine Camunda 7 grew from as its own, as Camunda 7 does."""
    old, new = f"{{{ACTIVITI}}}", camunda("")
    for tag in root.iter(etree.Element):
        tag.tag = str(tag.tag).replace(old, new)
        for name, value in list(tag.attrib.items()):
            if str(name).startswith(old):
                del tag.attrib[name]
                tag.set(str(name).replace(old, new), value)


def _name_flows(root: etree._Element) -> None:
    """Give each sequence flow without an id one, made of what it joins: BPMN asks for none."""
    nameless = [flow for flow in root.iter(bpmn("sequenceFlow")) if not flow.get("id")]
    if not nameless:
        return
    taken = {tag.get("id") for tag in root.iter(etree.Element)}
    for flow in nameless:
        ends = [reference(flow.get(end)) or "" for end in ("sourceRef", "targetRef")]
        wanted = "-to-".join(ends)
        free = wanted if wanted not in taken else _numbered(wanted, taken)
        flow.set("id", free)
        taken.add(free)


def _numbered(wanted: str, taken: set[str | None]) -> str:
    return next(name for n in count(2) if (name := f"{wanted}-{n}") not in taken)

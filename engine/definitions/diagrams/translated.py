"""A diagram with its names in the reader's language, for the viewer."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from engine.definitions.diagrams.names import CAMUNDA, bpmn, is_bpmn, local
from engine.definitions.diagrams.reader import properties_of
from engine.kernel.xml import parse_xml


@lru_cache(maxsize=128)
def diagram_in(raw: bytes, language: str, file: str = "") -> bytes:
    """Return a BPMN file whose names are those of the extension properties `name:<language>`.

    What has no translation keeps its name; of a text annotation it is the text that is replaced.
    Participants without a translation of their own take their process's. What only the engine
    needs (camunda attributes and extensions, documentation) is left out.

    Raises:
        UnreadableFile: the bytes are not XML.
    """
    root = parse_xml(raw, file)
    names = dict(_translated_processes(root, language))
    for tag in list(root.iter(etree.Element)):
        if not is_bpmn(tag):
            continue
        name = properties_of(tag).get(f"name:{language}") or names.get(tag.get("processRef", ""))
        if name and local(tag) == "textAnnotation":
            _replace_text(tag, name)
        elif name:
            tag.set("name", name)
    _strip(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")


def _translated_processes(root: etree._Element, language: str) -> list[tuple[str, str]]:
    found = (
        (process.get("id", ""), properties_of(process).get(f"name:{language}"))
        for process in root.iterfind(bpmn("process"))
    )
    return [(identity, name) for identity, name in found if name]


def _replace_text(tag: etree._Element, words: str) -> None:
    text = tag.find(bpmn("text"))
    if text is not None:
        text.text = words


def _strip(root: etree._Element) -> None:
    for tag in list(root.iter(bpmn("extensionElements"), bpmn("documentation"))):
        parent = tag.getparent()
        if parent is not None:
            parent.remove(tag)
    for tag in root.iter(etree.Element):
        for name in [name for name in tag.attrib if etree.QName(name).namespace == CAMUNDA]:
            del tag.attrib[name]

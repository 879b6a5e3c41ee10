"""Reads the XML of a DMN file.

Elements are looked up by their local names in the file's own DMN namespace, so that the versions
1.1 to 1.5 read alike and foreign extension elements are never mistaken for ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from engine.decisions.errors import DecisionFileError
from engine.kernel.xml import UnreadableFile, parse_xml

MAX_DEPTH: Final = 150
NAMESPACES: Final = frozenset(
    {
        "http://www.omg.org/spec/DMN/20151101/dmn.xsd",
        "http://www.omg.org/spec/DMN/20180521/MODEL/",
        "https://www.omg.org/spec/DMN/20191111/MODEL/",
        "https://www.omg.org/spec/DMN/20211108/MODEL/",
        "https://www.omg.org/spec/DMN/20230324/MODEL/",
    }
)


def parse(xml: bytes | str) -> etree._Element:
    """Return the `definitions` element of a DMN file.

    Raises:
        DecisionFileError: it is empty, too large or too deep, not UTF-8, has a document type, is
            not well-formed, or is not DMN 1.1 to 1.5.
    """
    raw = xml.encode() if isinstance(xml, str) else xml
    try:
        root = parse_xml(raw, max_depth=MAX_DEPTH)
    except UnreadableFile as error:
        raise DecisionFileError(error.reason, error.detail, error.line) from error
    if etree.QName(root).localname != "definitions" or namespace_of(root) not in NAMESPACES:
        raise DecisionFileError(reason="not-dmn", detail=str(root.tag))
    return root


def namespace_of(element: etree._Element) -> str:
    """Return the namespace of an element's tag."""
    return etree.QName(element).namespace or ""


def tag_of(element: etree._Element) -> str:
    """Return the local name of an element's tag."""
    return etree.QName(element).localname


def children(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Yield the child elements of the same namespace with one of these tags (all without any)."""
    namespace = namespace_of(element)
    for child in element:
        if namespace_of(child) == namespace and (not tags or tag_of(child) in tags):
            yield child


def child(element: etree._Element, *tags: str) -> etree._Element | None:
    """Return the first such child."""
    return next(children(element, *tags), None)


def text_of(element: etree._Element | None) -> str:
    """Return the text of an element's `text` child, or of the element itself, stripped."""
    if element is None:
        return ""
    inner = child(element, "text")
    found = element if inner is None else inner
    return ("".join(found.itertext())).strip()


def foreign_language(element: etree._Element) -> str:
    """Return the language an element says its expressions are in; nothing when that is FEEL."""
    language = element.get("expressionLanguage", "").strip()
    return "" if language.lower() in ("", "feel") or "/feel/" in language.lower() else language


def identifier(element: etree._Element) -> str:
    """Return the element's id, or nothing."""
    return element.get("id", "")

"""Reads the XML of a DMN file that a stranger sent.

No document type, no entities, no network; bounded size and depth. Elements are looked up by their
local names in the file's own DMN namespace, so that the versions 1.1 to 1.5 read alike and foreign
extension elements are never mistaken for ours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from engine.decisions.errors import DecisionFileError

MAX_BYTES: Final = 5_000_000
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
_PROLOGUE: Final = re.compile(rb"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)


def parse(xml: bytes | str) -> etree._Element:
    """Return the `definitions` element of a DMN file.

    Raises:
        DecisionFileError: it is empty, too large or too deep, has a document type, is not
            well-formed, or is not DMN 1.1 to 1.5.
    """
    raw = xml.encode() if isinstance(xml, str) else xml
    if len(raw) > MAX_BYTES:
        raise DecisionFileError(reason="too-large", detail=str(MAX_BYTES))
    if not raw.strip():
        raise DecisionFileError(reason="empty")
    _refuse_document_type(raw)
    root = _parsed(raw)
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


def identifier(element: etree._Element) -> str:
    """Return the element's id, or nothing."""
    return element.get("id", "")


def _refuse_document_type(raw: bytes) -> None:
    """Refuse a document type before a parser sees it: DMN files never have one."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in raw[:4]:
        raise DecisionFileError(reason="not-xml", detail="the encoding must be UTF-8")
    start = 3 if raw.startswith(b"\xef\xbb\xbf") else 0
    while (skipped := _PROLOGUE.match(raw, start)) is not None:
        start = skipped.end()
    if raw[start : start + 9].upper() == b"<!DOCTYPE":
        raise DecisionFileError(reason="dtd", line=raw.count(b"\n", 0, start) + 1)


def _parsed(raw: bytes) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno or 0
        raise DecisionFileError(reason="not-xml", detail=error.msg or "", line=line) from error
    if root.getroottree().docinfo.doctype:
        raise DecisionFileError(reason="dtd")
    _refuse_depth(root)
    return root


def _refuse_depth(root: etree._Element) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            line = element.sourceline or 0
            raise DecisionFileError(reason="too-deep", detail=str(MAX_DEPTH), line=line)

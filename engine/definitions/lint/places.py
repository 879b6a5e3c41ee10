"""Where things stand in an XML file: tags, attributes and the characters of a text.

lxml knows the line of a tag's end only, so expat reads the file once more for the beginnings.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from xml.parsers import expat

from lxml import etree

from engine.kernel.xml import MAX_BYTES, UnreadableFile, decoded

_ATTRIBUTE = re.compile(rb"""([^\s=/<>"']+)\s*=\s*("[^"]*"|'[^']*')""")
_TAG = re.compile(rb"""<[^\s/>]+(?:\s+[^\s=/<>"']+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_CDATA = b"<![CDATA["
_UNNAMED = ""
_LONGEST = 10_000
"""Columns beyond this many bytes are not counted: no designer looks there."""

Place = tuple[int, int]
"""Line and column, counted from 1; zeros when unknown."""


class Places:
    """The places of one file. `raw` must have been read by `parse_xml` already."""

    def __init__(self, raw: bytes, root: etree._Element) -> None:
        """Note where each tag of a tree begins.

        Raises:
            UnreadableFile: the two parsers do not agree on what the file says.
        """
        raw = decoded(raw, _UNNAMED, MAX_BYTES).encode()
        self._raw = raw
        self._lines = [0, *(found.end() for found in re.finditer(b"\n", raw))]
        starts: list[int] = []
        reader = expat.ParserCreate("utf-8")
        reader.StartElementHandler = lambda _name, _given: starts.append(reader.CurrentByteIndex)
        try:
            reader.Parse(raw, True)  # noqa: FBT003  expat's own signature
        except expat.ExpatError as error:
            detail = expat.ErrorString(error.code)
            place = (error.lineno, error.offset + 1)
            raise UnreadableFile(_UNNAMED, "not-xml", *place, detail) from None
        tags = root.iter(etree.Element)
        self._starts: Mapping[etree._Element, int] = {
            tag: start for tag, start in zip(tags, starts, strict=True)
        }

    def tag(self, tag: etree._Element) -> Place:
        """Return where a tag begins."""
        return self._place(self._starts[tag])

    def text(self, tag: etree._Element, offset: int) -> Place:
        """Return where a character of an element's text stands, counted from 0."""
        opening = _TAG.match(self._raw, self._starts[tag])
        if opening is None:
            return self.tag(tag)
        return self._place(_advanced(self._raw, opening.end(), offset))

    def attribute(self, tag: etree._Element, name: str, offset: int) -> Place:
        """Return where a character of an attribute's value stands, by the name without prefix."""
        opening = _TAG.match(self._raw, self._starts[tag])
        for found in _ATTRIBUTE.finditer(opening[0] if opening else b""):
            if found[1].rpartition(b":")[2] == name.encode():
                begin = self._starts[tag] + found.start(2) + 1
                return self._place(_advanced(self._raw, begin, offset))
        return self.tag(tag)

    def _place(self, at: int) -> Place:
        line = bisect_right(self._lines, at)
        before = self._raw[max(self._lines[line - 1], at - _LONGEST) : at]
        return line, len(before.decode("utf-8", "replace")) + 1


def _advanced(raw: bytes, at: int, characters: int) -> int:
    """Return the place so many characters further, a reference such as `&gt;` counting as one."""
    for _ in range(characters + 1):
        if raw.startswith(_CDATA, at):
            at += len(_CDATA)
        if characters == 0:
            return at
        characters -= 1
        at = _after_one(raw, at)
    return at


def _after_one(raw: bytes, at: int) -> int:
    if raw[at : at + 1] == b"&":
        end = raw.find(b";", at, at + 12)
        return end + 1 if end > 0 else at + 1
    if raw[at : at + 2] == b"\r\n":
        return at + 2
    at += 1
    while at < len(raw) and raw[at] & 0xC0 == 0x80:
        at += 1
    return at

"""Reading files that a stranger sent: no document types, no entities, no network, bounded size.

A document type declaration is refused before any parser sees the text, which rules out entity bombs
and external entities at once: BPMN and DMN files never have one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

from engine.kernel.errors import YekuoError

MAX_BYTES: Final = 5_000_000
"""A diagram of a thousand elements is about one megabyte."""
MAX_DEPTH: Final = 200

_DECLARED = re.compile(r"""\A<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_OPENING = re.compile(rb"""\A<\?xml[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]+)["']""")
_UTF16_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
_UNMARKED: Final = {b"<\0?\0": "utf-16-le", b"\0<\0?": "utf-16-be"}
"""How UTF-16 begins without a mark (XML 1.0, appendix F)."""
_UTF8: Final = ("utf-8", "utf8", "us-ascii", "ascii")
_DECODED_BY: Final = {
    **dict.fromkeys(("gb18030", "gbk", "gb2312"), "gb18030"),
    **dict.fromkeys(("iso-8859-1", "latin1", "latin-1"), "iso-8859-1"),
    "windows-1252": "cp1252",
    "big5": "big5",
}
"""Other encodings a file may declare. Each writes its own declaration as ASCII does."""
_SKIPPED = re.compile(r"\s+|<\?.*?\?>|<!--.*?-->", re.DOTALL)


@dataclass
class UnreadableFile(YekuoError):
    """A file that cannot be read at all.

    `reason` is one of `empty`, `too-large`, `encoding`, `dtd`, `not-xml`, `too-deep`, `not-bpmn`,
    `not-json`; `line` and `column` count from 1, 0 when the place is unknown; `detail` is the
    parser's own word, or the limit.
    """

    file: str
    reason: str
    line: int = 0
    column: int = 0
    detail: str = ""


def parse_xml(
    raw: bytes, file: str = "", max_bytes: int = MAX_BYTES, max_depth: int = MAX_DEPTH
) -> etree._Element:
    """Return the root element of XML, without comments and processing instructions.

    Raises:
        UnreadableFile: too large, in an encoding that is not read, with a document type, not
            well-formed or too deep.
    """
    text = decoded(raw, file, max_bytes)
    _refuse_document_type(text, file)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        encoding="utf-8",
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise _syntax(error, file) from None
    _refuse_depth(root, file, max_depth)
    return root


def decoded(raw: bytes, file: str, max_bytes: int) -> str:
    """Return a file as text without a byte order mark.

    It is UTF-8, UTF-16, or what an XML declaration in ASCII says: GB18030 and those
    within it, ISO 8859-1, Windows-1252, Big5.

    Raises:
        UnreadableFile: empty, larger than `max_bytes`, or in another encoding.
    """
    if len(raw) > max_bytes:
        raise UnreadableFile(file, "too-large", detail=str(max_bytes))
    if not raw.strip():
        raise UnreadableFile(file, "empty")
    encoding = _encoding(raw)
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode(encoding, "replace")
        named = encoding.removesuffix("-sig")
        raise UnreadableFile(file, "encoding", *place(before, len(before)), named) from None
    if encoding.startswith("utf-16") and "\0" in text:  # UTF-32
        raise UnreadableFile(file, "encoding", 1, 1, encoding.removesuffix("-sig"))
    declared = _DECLARED.match(text)
    if declared and not _fits(declared[1].lower(), encoding):
        raise UnreadableFile(file, "encoding", 1, declared.start(1) + 1, declared[1])
    return text


def _encoding(raw: bytes) -> str:
    """Return the encoding to try: by the mark, by the declaration, else UTF-8."""
    if raw.startswith(_UTF16_MARKS):
        return "utf-16"
    if raw.startswith(tuple(_UNMARKED)):
        return _UNMARKED[raw[:4]]
    declared = _OPENING.match(raw)
    name = declared[1].decode().lower() if declared else ""
    return _DECODED_BY.get(name, "utf-8-sig")


def _fits(declared: str, encoding: str) -> bool:
    """Whether a declaration says what the file is in. UTF-16 shows by itself."""
    known = _DECODED_BY.get(declared, "utf-8-sig" if declared in _UTF8 else declared)
    return known == encoding or encoding.startswith("utf-16")


def _refuse_document_type(text: str, file: str) -> None:
    """A document type can only stand before the root element, among comments and instructions."""
    at = 0
    while skipped := _SKIPPED.match(text, at):
        at = skipped.end()
    if text.startswith("<!", at):
        line, column = place(text, at)
        raise UnreadableFile(file, "dtd", line, column)


def place(text: str, at: int) -> tuple[int, int]:
    """Return line and column, counted from 1, of the character at offset `at`."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _syntax(error: etree.XMLSyntaxError, file: str) -> UnreadableFile:
    line, column = error.position
    message = str(error.msg or "")
    reason = "too-deep" if "depth" in message.lower() else "not-xml"
    return UnreadableFile(file, reason, line, max(column, 0), message[:200])


def _refuse_depth(root: etree._Element, file: str, max_depth: int) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if depth > max_depth:
            raise UnreadableFile(file, "too-deep", element.sourceline or 0, detail=str(max_depth))

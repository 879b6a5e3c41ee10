"""What a file is, by its first bytes; its name's ending must agree. Nothing is ever unpacked.

The signatures are those of the formats' own specifications: PDF 32000-1 §7.5.2, PNG §5.2, JPEG
B.1.1, GIF89a §17, TIFF 6.0 §2, RIFF/WebP, ISO/IEC 23008-12 (HEIC), PKWARE APPNOTE 4.3.7 (ZIP),
MS-CFB 2.2, Autodesk's DWG version codes and DXF group codes.
"""

from __future__ import annotations

import re
from collections.abc import Callable

HEAD = 8192
"""How many of a file's first bytes are looked at."""

_ZIP_BASED = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "ofd": "application/ofd",
    "zip": "application/zip",
}
_OLE_BASED = {
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "wps": "application/vnd.ms-works",
    "et": "application/vnd.ms-excel",
    "dps": "application/vnd.ms-powerpoint",
}
_TEXTS = {"txt": "text/plain", "csv": "text/csv"}
_IMAGES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "bmp": "image/bmp",
    "heic": "image/heic",
}
_OWN = {
    "pdf": "application/pdf",
    "dwg": "image/vnd.dwg",
    "dxf": "image/vnd.dxf",
}

MEDIA = {**_OWN, **_IMAGES, **_ZIP_BASED, **_OLE_BASED, **_TEXTS}
"""The media type of each ending that is taken."""

ENDINGS = tuple(MEDIA)

_HEIC_BRANDS = frozenset({b"heic", b"heix", b"mif1", b"heim", b"heis"})
_DXF = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s*999\r?\n[^\r\n]*\r?\n)*\s*0\r?\nSECTION\r?\n"
    rb"|AutoCAD Binary DXF\r\n\x1a\0"
)
_SIGNATURES: tuple[tuple[str, Callable[[bytes], bool]], ...] = (
    ("pdf", lambda head: head.startswith(b"%PDF-")),
    ("png", lambda head: head.startswith(b"\x89PNG\r\n\x1a\n")),
    ("jpg", lambda head: head.startswith(b"\xff\xd8\xff")),
    ("gif", lambda head: head.startswith((b"GIF87a", b"GIF89a"))),
    ("webp", lambda head: head.startswith(b"RIFF") and head[8:12] == b"WEBP"),
    ("tif", lambda head: head.startswith((b"II*\0", b"MM\0*"))),
    ("bmp", lambda head: head.startswith(b"BM") and head[6:10] == b"\0\0\0\0"),
    ("heic", lambda head: head[4:8] == b"ftyp" and head[8:12] in _HEIC_BRANDS),
    ("zip", lambda head: head.startswith((b"PK\x03\x04", b"PK\x05\x06"))),
    ("ole", lambda head: head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")),
    ("dwg", lambda head: re.match(rb"AC10\d\d", head) is not None),
    ("dxf", lambda head: _DXF.match(head) is not None),
    ("text", lambda head: _is_text(head)),
)
_FIRST_ENTRY = {
    "docx": (b"[Content_Types].xml", b"_rels/", b"docProps/", b"word/", b"customXml/"),
    "xlsx": (b"[Content_Types].xml", b"_rels/", b"docProps/", b"xl/", b"customXml/"),
    "pptx": (b"[Content_Types].xml", b"_rels/", b"docProps/", b"ppt/", b"customXml/"),
    "odt": (b"mimetype",),
    "ods": (b"mimetype",),
}
"""What the first file in the archive may be called (ECMA-376-2, OpenDocument 1.3-2 §3.3)."""


def ending_of(name: str) -> str:
    """Return a file name's ending in small letters, empty without one."""
    stem, dot, ending = name.rpartition(".")
    return ending.casefold() if dot and stem else ""


def found_in(head: bytes) -> str | None:
    """Return what a file is by its first bytes (an ending, `ole` or `text`), None if unknown."""
    return next((kind for kind, fits in _SIGNATURES if fits(head)), None)


def agrees(ending: str, head: bytes) -> bool:
    """Say whether a file may be taken under an ending: an image passes under any image's."""
    found = found_in(head)
    if ending in _IMAGES:
        return found in _IMAGES
    if ending in _ZIP_BASED:
        return found == "zip" and _begins_as(ending, head)
    if ending in _OLE_BASED:
        return found == "ole"
    if ending in _TEXTS:
        return found in ("text", "dxf")
    return found == ending


def true_ending(ending: str, head: bytes) -> str:
    """Return the ending a file should have: an image's own when it is called by another's."""
    found = found_in(head)
    if ending not in _IMAGES or found is None or MEDIA[found] == MEDIA[ending]:
        return ending
    return found


def _begins_as(ending: str, head: bytes) -> bool:
    """Say whether an archive's first entry is one that such a document begins with."""
    wanted = _FIRST_ENTRY.get(ending)
    length = int.from_bytes(head[26:28], "little")
    return wanted is None or head[30 : 30 + length].startswith(wanted)


def _is_text(head: bytes) -> bool:
    """Say whether bytes are text in UTF-8, UTF-16 with its mark, or GB 18030."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _reads_as(head[: len(head) // 2 * 2], "utf-16")
    return any(_reads_as(head, encoding) for encoding in ("utf-8", "gb18030"))


def _reads_as(head: bytes, encoding: str) -> bool:
    """Say whether bytes are text in an encoding, but for a character cut off at their end."""
    for cut in range(4):
        try:
            text = head[: len(head) - cut].decode(encoding)
        except UnicodeDecodeError:
            continue
        return not any((c < " " and c not in "\t\n\r\f") or c == "\x7f" for c in text)
    return False

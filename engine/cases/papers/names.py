"""What a file is called once it has come in: no folders, no tricks, never a system's own name."""

from __future__ import annotations

import re

from engine.cases.incoming.text import plain

LONGEST = 150
"""Characters of a name; with its digest and folder it fits every file system in UTF-8."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\s]+')
_DEVICES = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)(\.|$)")
"""Names that Windows keeps for devices (Microsoft: Naming Files, Paths, and Namespaces)."""


def clean_name(sent: str) -> str:
    """Return a harmless file name of what a browser sent; `file` when nothing is left of it.

    Older browsers send a whole path: the last part counts, whichever way its slashes lean.
    """
    last = re.split(r"[/\\]", plain(sent, keep=""))[-1]
    name = _FORBIDDEN.sub(" ", last).strip(" .") or "file"
    if _DEVICES.match(name):
        name = f"_{name}"
    stem, dot, ending = name.rpartition(".")
    if not dot:
        return name[:LONGEST]
    return f"{stem[: LONGEST - len(ending[:20]) - 1].rstrip(' .')}.{ending[:20]}"

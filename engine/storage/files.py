"""Files in a folder, each under the digest of its content: `ab/abcdef…`.

A content is written under a name of its own, flushed to the disk and only then given its place, in
one step; the folder is flushed too. So a file under its digest is whole, whatever happens, and what
was cut short lies in `incoming` until it is dropped. A file's time is the station's, as `at` says.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from engine.cases.papers.ports import StoredFile, TooLarge

_CHUNK = 256 * 1024
_DIGEST = re.compile(r"[0-9a-f]{64}")


class FolderFiles:
    """A store of files in one folder, made when the first file comes."""

    def __init__(self, folder: Path) -> None:
        """Keep files in `folder`."""
        self._folder = folder
        self._incoming = folder / "incoming"

    def keep(self, content: BinaryIO, largest: int, at: datetime) -> StoredFile:
        """Write a content to the disk for good; a content already there becomes young again.

        Raises TooLarge beyond `largest` bytes, OSError when it cannot be written.
        """
        self._incoming.mkdir(parents=True, exist_ok=True)
        begun = f"{int(at.timestamp())}-"
        descriptor, name = tempfile.mkstemp(prefix=begun, suffix=".part", dir=self._incoming)
        draft = Path(name)
        try:
            with os.fdopen(descriptor, "wb") as target:
                stored = _copy(content, target, largest)
                target.flush()
                os.fsync(target.fileno())
            os.utime(draft, (at.timestamp(), at.timestamp()))
            self._put(draft, self._place(stored.sha256))
        finally:
            draft.unlink(missing_ok=True)
        return stored

    def _put(self, draft: Path, place: Path) -> None:
        if not place.parent.is_dir():
            place.parent.mkdir(exist_ok=True)
            _flush(self._folder)
        os.replace(draft, place)
        _flush(place.parent)

    def has(self, sha256: str) -> bool:
        """Say whether a content is there."""
        return bool(_DIGEST.fullmatch(sha256)) and self._place(sha256).is_file()

    def open(self, sha256: str) -> BinaryIO | None:
        """Open a content that is still what its digest says; None when missing or another."""
        if not self.has(sha256):
            return None
        try:
            content = self._place(sha256).open("rb")
        except OSError:
            return None
        if hashlib.file_digest(content, "sha256").hexdigest() != sha256:
            content.close()
            return None
        content.seek(0)
        return content

    def older_than(self, moment: datetime) -> Iterator[str]:
        """Give the digests of contents last kept before a moment."""
        for folder in sorted(self._folder.glob("[0-9a-f][0-9a-f]")):
            for name in sorted(os.listdir(folder)):
                if _DIGEST.fullmatch(name) and self.is_older(name, moment):
                    yield name

    def is_older(self, sha256: str, moment: datetime) -> bool:
        """Say whether a content is there and was last kept before a moment."""
        try:
            return self._place(sha256).stat().st_mtime < moment.timestamp()
        except FileNotFoundError:
            return False

    def drop_unfinished(self, moment: datetime) -> int:
        """Delete what was begun before a moment and never finished; return how many."""
        dropped = 0
        for draft in self._incoming.glob("*.part"):
            begun = draft.name.partition("-")[0]
            if begun.isdecimal() and int(begun) < moment.timestamp():
                draft.unlink(missing_ok=True)
                dropped += 1
        return dropped

    def remove(self, sha256: str) -> None:
        """Delete a content, if it is there."""
        self._place(sha256).unlink(missing_ok=True)

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256


def _copy(content: BinaryIO, target: BinaryIO, largest: int) -> StoredFile:
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(_CHUNK):
        size += len(chunk)
        if size > largest:
            raise TooLarge
        digest.update(chunk)
        target.write(chunk)
    return StoredFile(sha256=digest.hexdigest(), size=size)


def _flush(folder: Path) -> None:
    """Make a folder's entries durable, where the system can."""
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)

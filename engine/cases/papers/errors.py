"""What can be refused about papers."""

from __future__ import annotations

from dataclasses import dataclass

from engine.kernel.errors import YekuoError


@dataclass
class UnknownPaper(YekuoError):
    """The case has no such paper, or it was removed."""

    paper: int


@dataclass
class FileTooLarge(YekuoError):
    """A file has more than `largest` bytes."""

    name: str
    largest: int


@dataclass
class FileTypeRefused(YekuoError):
    """A file is not of a type that is taken: its ending is none of `allowed`, or its content is not
    what the ending says (`found` is what it is, None when that is not known).
    """

    name: str
    ending: str
    found: str | None
    allowed: tuple[str, ...]


@dataclass
class EmptyFile(YekuoError):
    """A file has no content."""

    name: str


@dataclass
class FileNotKept(YekuoError):
    """The file could not be written down, or went away before it was a paper: send it again."""

    reason: str


@dataclass
class FileDamaged(YekuoError):
    """The stored file is missing or no longer what was put there; it is not given out."""

    paper: int
    sha256: str


@dataclass
class BadPaper(YekuoError):
    """A paper that cannot be entered or removed: which field, and what it held."""

    field: str
    found: str


@dataclass
class TooManyPapers(YekuoError):
    """The case has as many papers as a case may have."""

    most: int

"""The root of every error a person may meet.

An error carries data, never a sentence for a screen and never an HTTP status: the web's table turns
the class and its fields into both, in the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass, fields


@dataclass
class YekuoError(Exception):
    """Something a caller did, or met, that the engine refuses; the fields say what."""

    def __str__(self) -> str:
        """Return the class and its fields, for logs and for programmers."""
        shown = ", ".join(f"{f.name}={getattr(self, f.name)!r}" for f in fields(self))
        return f"{type(self).__name__}({shown})"

    def __reduce__(self) -> tuple[object, ...]:
        """Let errors travel between processes with their fields."""
        return type(self), tuple(getattr(self, f.name) for f in fields(self))


@dataclass
class Undoing(YekuoError):
    """What undoes the whole command, wherever in a case it comes up.

    All else that an element of a diagram meets leaves the case where it is, with an incident.
    """


@dataclass
class StoreBusy(Undoing):
    """Another writer was first or the store was locked: the same again may well succeed."""

    reason: str


@dataclass
class StoreUnavailable(Undoing):
    """The store cannot be reached or written to: nothing can be done until somebody mends it.

    Whether what was being done when it went away was kept is not known: it can be looked up.
    """

    reason: str


@dataclass
class StoreFull(StoreUnavailable):
    """The disk of the store is full: nothing was changed, nothing can be until there is room."""


@dataclass
class BadPlace(YekuoError):
    """The text that says where a page of a list begins was not made by us."""

    place: str

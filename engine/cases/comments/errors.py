"""What can be refused about comments."""

from __future__ import annotations

from dataclasses import dataclass

from engine.kernel.errors import YekuoError


@dataclass
class UnknownComment(YekuoError):
    """The case has no such comment."""

    comment: int


@dataclass
class BadComment(YekuoError):
    """The text is empty (`length` is 0) or longer than `longest` characters."""

    length: int
    longest: int

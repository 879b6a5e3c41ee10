"""What can go wrong with an expression, told so that a process designer understands it."""

from __future__ import annotations

from dataclasses import dataclass


class FeelError(Exception):
    """The root of the errors of this package."""


class FeelSyntaxError(FeelError):
    """The text is not an expression.

    `position` counts characters from 0; `expected` is a phrase ("a value", "')'"); `found` is what
    stands there instead ("the end" at the end of the text); `line` and `column` count from 1.
    """

    def __init__(self, *, text: str, position: int, expected: str, found: str) -> None:
        """Remember where the text went wrong and what would have been right there."""
        self.text = text
        self.position = position
        self.expected = expected
        self.found = found
        self.line = text.count("\n", 0, position) + 1
        self.column = position - (text.rfind("\n", 0, position) + 1) + 1
        super().__init__(text, position, expected, found)

    def __str__(self) -> str:
        """Say it in one sentence."""
        place = f"line {self.line}, column {self.column}"
        return f"At {place}: expected {self.expected}, but found {self.found}."

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error travel between processes."""
        return _rebuild_syntax_error, (self.text, self.position, self.expected, self.found)


def _rebuild_syntax_error(text: str, position: int, expected: str, found: str) -> FeelSyntaxError:
    return FeelSyntaxError(text=text, position=position, expected=expected, found=found)


class FeelLimitExceeded(FeelError):
    """An expression needed more than it may take.

    `limit` names which ("steps", "list size", "text size", "nesting", "calls", "expression size",
    "number size"); `allowed` is the number that was exceeded.
    """

    def __init__(self, *, limit: str, allowed: int) -> None:
        """Remember which limit it was."""
        self.limit = limit
        self.allowed = allowed
        super().__init__(limit, allowed)

    def __str__(self) -> str:
        """Say it in one sentence."""
        return f"The expression exceeds the limit for {self.limit} ({self.allowed})."

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error travel between processes."""
        return _rebuild_limit, (self.limit, self.allowed)


def _rebuild_limit(limit: str, allowed: int) -> FeelLimitExceeded:
    return FeelLimitExceeded(limit=limit, allowed=allowed)


class NotApplicable(FeelError):
    """Raised by a function whose arguments make no sense; the call becomes null with a warning."""

    def __init__(self, message: str) -> None:
        """Take the sentence that becomes the warning."""
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, kw_only=True, slots=True)
class FeelWarning:
    """Why a part of an expression became null: the place in the text, and a sentence."""

    position: int
    message: str


class JuelError(FeelError):
    """A text with `${…}` that cannot be translated.

    `position` counts characters from 0; `reason` is a sentence.
    """

    def __init__(self, *, position: int, reason: str) -> None:
        """Remember where and why."""
        self.position = position
        self.reason = reason
        super().__init__(position, reason)

    def __str__(self) -> str:
        """Say it in one sentence."""
        return f"At character {self.position + 1}: {self.reason}"

    def __reduce__(self) -> tuple[object, ...]:
        """Let the error travel between processes."""
        return _rebuild_juel, (self.position, self.reason)


def _rebuild_juel(position: int, reason: str) -> JuelError:
    return JuelError(position=position, reason=reason)

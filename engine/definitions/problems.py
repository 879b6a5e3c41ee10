"""What is wrong with a file, as a code and fields; the sentence is made where it is shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from engine.definitions.sentences import SENTENCES


class Severity(StrEnum):
    """An error stops a deployment, a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """One thing a designer should know about a file.

    `code` is a key of `SENTENCES`, `data` fills its places; `element` and `name` are those of the
    diagram's element, the decision or the form's field; `line` and `column` count from 1, 0 when
    unknown.
    """

    code: str
    severity: Severity = Severity.ERROR
    file: str = ""
    element: str | None = None
    name: str = ""
    data: Mapping[str, str | int] = field(default_factory=dict)
    line: int = 0
    column: int = 0

    @property
    def is_error(self) -> bool:
        """Whether the file may not be deployed for this."""
        return self.severity is Severity.ERROR

    @property
    def where(self) -> str:
        """The place, as a programmer writes it: `file:line:column`, what is known of it."""
        parts = [self.file, str(self.line or ""), str(self.column or "")]
        return ":".join(part for part in parts if part)

    def __str__(self) -> str:
        """Say it in one English sentence that names file, line, element and reason."""
        reason = SENTENCES[self.code].format_map({"name": self.name, **self.data})
        element = f'"{self.name}" ({self.element}): ' if self.name else f"{self.element}: "
        return f"{self.where}: " * bool(self.where) + element * bool(self.element) + reason


def in_file(problems: Iterable[Problem], file: str) -> tuple[Problem, ...]:
    """Return the problems with the file they were found in."""
    return tuple(replace(problem, file=file) for problem in problems)


def errors(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return those that stop a deployment."""
    return tuple(problem for problem in problems if problem.is_error)

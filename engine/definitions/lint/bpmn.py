"""The linter's door: one file in, its problems out, in the order of its lines."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from engine.definitions.diagrams.opening import as_drawn
from engine.definitions.lint import elements, events, flows, forms, references
from engine.definitions.lint.expressions import texts_are_readable
from engine.definitions.lint.known import Known
from engine.definitions.lint.source import Source
from engine.definitions.problems import Problem
from engine.kernel.xml import UnreadableFile

_RULES: Final[tuple[Callable[[Source], None], ...]] = (
    *elements.RULES,
    *flows.RULES,
    *events.RULES,
    texts_are_readable,
    *references.RULES,
    *forms.RULES,
)


def lint(file: str, raw: bytes, known: Known | None = None) -> list[Problem]:
    """Return everything that would not run as drawn (errors) and what deserves a look (warnings).

    Without `known` it is not checked whether forms, decisions and called processes exist. A file
    that cannot be read is one problem. Never raises for what a file holds.
    """
    try:
        source = Source.of(file, raw, as_drawn(raw, file), known)
    except UnreadableFile as error:
        return [unreadable(file, error)]
    for rule in _RULES:
        rule(source)
    return sorted(source.problems, key=lambda problem: (problem.line, problem.column))


def unreadable(file: str, error: UnreadableFile) -> Problem:
    """Return a file that cannot be read as a problem."""
    return Problem(
        code=error.reason,
        file=file,
        data={"detail": error.detail, "limit": error.detail},
        line=error.line,
        column=error.column,
    )

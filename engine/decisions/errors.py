"""What loading and asking a decision model can refuse."""

from __future__ import annotations

from dataclasses import dataclass

from engine.kernel.errors import YekuoError


@dataclass
class DecisionFileError(YekuoError):
    """A DMN file that cannot be read at all.

    `reason` is one of `empty`, `too-large`, `encoding`, `dtd`, `not-xml`, `too-deep`, `not-dmn`,
    `import-missing`, `import-cycle`; `detail` is the parser's own word, the limit or the namespace;
    `line` counts from 1 and is 0 when the place is unknown.
    """

    reason: str
    detail: str = ""
    line: int = 0


@dataclass
class UnknownDecision(YekuoError):
    """The model has no decision or decision service of that id or name."""

    wanted: str
    known: tuple[str, ...]

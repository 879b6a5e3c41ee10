"""What a diagram may refer to beside itself."""

from __future__ import annotations

from dataclasses import dataclass

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Keys of the forms, decisions and processes that are deployed or come along in the bundle.

    `topics` are those somebody works on; None when that is not known.
    """

    forms: frozenset[str] = _NONE
    decisions: frozenset[str] = _NONE
    processes: frozenset[str] = _NONE
    topics: frozenset[str] | None = None

    def and_also(self, other: Known) -> Known:
        """Return what both know."""
        topics = [known.topics for known in (self, other) if known.topics is not None]
        return Known(
            forms=self.forms | other.forms,
            decisions=self.decisions | other.decisions,
            processes=self.processes | other.processes,
            topics=frozenset().union(*topics) if topics else None,
        )

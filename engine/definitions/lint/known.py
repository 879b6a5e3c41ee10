"""What a diagram may refer to beside itself."""

from __future__ import annotations

from dataclasses import dataclass

_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True, slots=True)
class Known:
    """Keys of the forms, decisions and processes that are deployed or come along in the bundle.

    Those `beside` the diagram are in its own bundle: what is bound to its deployment must be there.
    `topics` are those somebody works on, `checkpoints` those the table of time limits has rows
    for; None when that is not known.
    """

    forms: frozenset[str] = _NONE
    decisions: frozenset[str] = _NONE
    processes: frozenset[str] = _NONE
    forms_beside: frozenset[str] = _NONE
    decisions_beside: frozenset[str] = _NONE
    files_beside: frozenset[str] = _NONE
    topics: frozenset[str] | None = None
    checkpoints: frozenset[str] | None = None

    def and_also(self, other: Known) -> Known:
        """Return what both know."""
        return Known(
            forms=self.forms | other.forms,
            decisions=self.decisions | other.decisions,
            processes=self.processes | other.processes,
            forms_beside=self.forms_beside | other.forms_beside,
            decisions_beside=self.decisions_beside | other.decisions_beside,
            files_beside=self.files_beside | other.files_beside,
            topics=_either(self.topics, other.topics),
            checkpoints=_either(self.checkpoints, other.checkpoints),
        )


def _either(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one | other

"""Where tokens rest, and the timers that are armed there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

_RESTING = frozenset(
    {
        "task", "userTask", "manualTask", "serviceTask", "businessRuleTask", "scriptTask",
        "sendTask", "receiveTask", "subProcess", "transaction", "callActivity",
        "intermediateCatchEvent", "multiInstanceBody",
    }
)  # fmt: skip


def is_resting(kind: str) -> bool:
    """Say whether a token rests in elements of a type, so that people are shown it waits there."""
    return kind in _RESTING


@dataclass(frozen=True, kw_only=True, slots=True)
class Timer:
    """A timer armed in this step (`due` None: it sleeps), and the checkpoints it asked about."""

    element: str
    due: datetime | None
    checkpoints: frozenset[str]

    @property
    def payload(self) -> dict[str, Any]:
        """What its job remembers."""
        return {"element": self.element, "checkpoints": sorted(self.checkpoints)}

"""The rules that apply to a checkpoint, from the decision table `time-limits`.

All rows that apply are pinned on the clock, each with the version of the table it stood in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from engine.kernel.errors import YekuoError
from engine.timelimits.limits import Level, Limit, Statistic, Unit

TABLE = "time-limits"


@dataclass
class BadLimitRow(YekuoError):
    """A row of the time-limit table that is no limit: what is wrong with which column."""

    checkpoint: str
    column: str
    found: str


def limits_of(checkpoint: str, rows: Any, policy: str) -> list[Limit]:  # noqa: ANN401  a decision's
    """Return the limits of the rows that a decision gave (a list of contexts, or none).

    Raises:
        BadLimitRow: a row lacks a column, or a code in it is unknown.
        BadLimit: a figure in it is impossible.
    """
    found: Sequence[Mapping[str, Any]] = [rows] if isinstance(rows, Mapping) else rows or []
    return [_limit(checkpoint, row, policy) for row in found]


def _limit(checkpoint: str, row: Mapping[str, Any], policy: str) -> Limit:
    try:
        return Limit(
            checkpoint=checkpoint,
            value=row["value"],
            unit=Unit(row["unit"]),
            statistic=Statistic(row.get("statistic") or "max"),
            warn_at=row.get("warn_at"),
            level=Level(row["level"]),
            policy=policy,
            edition=str(row.get("edition") or ""),
            source=str(row.get("source") or ""),
        )
    except KeyError as missing:
        raise BadLimitRow(checkpoint, str(missing.args[0]), "") from missing
    except ValueError as unknown:
        raise BadLimitRow(checkpoint, "unit, statistic or level", str(unknown)) from unknown


def as_row(limit: Limit) -> dict[str, Any]:
    """Return a limit as it is stored and written into the history."""
    return {
        "checkpoint": limit.checkpoint,
        "value": limit.value,
        "unit": limit.unit.value,
        "statistic": limit.statistic.value,
        "warn_at": limit.warn_at,
        "level": limit.level.value,
        "policy": limit.policy,
        "edition": limit.edition,
        "source": limit.source,
    }


def from_row(row: Mapping[str, Any]) -> Limit:
    """Return the limit that `as_row` wrote."""
    return _limit(row["checkpoint"], row, row["policy"])

"""What became of a customer's tier, in sentences."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import gettext as _

from webui.parts.codes import TIER_REASONS, TIERS, word
from webui.shared.moments import day


def sentence(kind: str, data: Mapping[str, Any]) -> str:
    """Return what an event about a tier says."""
    tier = word(TIERS, data.get("tier"))
    match kind:
        case "tier-set":
            return _set(tier, data)
        case "tier-released":
            return _released(tier, data.get("reason"))
        case _:
            return _changed(tier, data)


def _changed(tier: str, data: Mapping[str, Any]) -> str:
    why = word(TIER_REASONS, data.get("reason"))
    if not data.get("kept"):
        return str(_("The tier is now “%(tier)s”: %(why)s", tier=tier, why=why))
    return str(
        _(
            "By the rules the tier would now be “%(tier)s”: %(why)s. The one set by hand stays.",
            tier=tier,
            why=why,
        )
    )


def _set(tier: str, data: Mapping[str, Any]) -> str:
    reason, until = data.get("reason"), data.get("until")
    if until:
        last = day(date.fromisoformat(until))
        return str(
            _(
                "The tier was set by hand to “%(tier)s” through %(last)s: %(reason)s",
                tier=tier,
                last=last,
                reason=reason,
            )
        )
    return str(_("The tier was set by hand to “%(tier)s”: %(reason)s", tier=tier, reason=reason))


def _released(tier: str, reason: str | None) -> str:
    if not tier:
        tier = str(_("none"))
    if reason is None:
        return str(
            _(
                "The last day of the tier set by hand is over; by the rules it is “%(tier)s”.",
                tier=tier,
            )
        )
    return str(_("The rules say the tier again, “%(tier)s”: %(reason)s", tier=tier, reason=reason))

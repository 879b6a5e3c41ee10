"""An absence as a line."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext as _

from engine.api import AbsenceId, AbsenceView
from webui.shared.languages import language
from webui.shared.moments import day


@dataclass(frozen=True, kw_only=True, slots=True)
class AbsenceShown:
    """Who is away when, and who stands in."""

    id: AbsenceId
    name: str
    days: str
    substitutes: str
    is_running: bool
    may_change: bool


def shown(view: AbsenceView) -> AbsenceShown:
    """Return an absence in the reader's language."""
    first, last = day(view.first), day(view.last)
    span = first if first == last else str(_("%(first)s to %(last)s", first=first, last=last))
    return AbsenceShown(
        id=view.id,
        name=view.person.name_in(language()),
        days=span,
        substitutes=str(_(", ")).join(user.name_in(language()) for user in view.substitutes),
        is_running=view.state == "running",
        may_change=view.may_change,
    )

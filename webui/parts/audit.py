"""What happened to people and to customers, day by day: each a sentence, with the facts changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from engine.api import AuditEntry, AuditTrail
from webui.shared.languages import language
from webui.shared.moments import day, local

Changes = tuple[tuple[str, str, str], ...]
"""Facts that changed: what each is called, what it was, what it is."""


@dataclass(frozen=True, kw_only=True, slots=True)
class EntryShown:
    """Something that happened: its time of day, who did it, a sentence, what changed."""

    time: str
    who: str
    sentence: str
    changes: Changes


@dataclass(frozen=True, kw_only=True, slots=True)
class DayShown:
    """What happened on one day, latest first."""

    day: str
    entries: tuple[EntryShown, ...]


def by_day(
    trail: AuditTrail,
    sentence: Callable[[AuditEntry], str],
    changes: Callable[[AuditEntry], Changes],
) -> tuple[DayShown, ...]:
    """Return what happened in days of the station's zone, in the reader's language."""

    def shown(entry: AuditEntry) -> EntryShown:
        return EntryShown(
            time=f"{local(entry.at):%H:%M}",
            who=entry.by.name_in(language()) if entry.by else str(_("the station's own machine")),
            sentence=sentence(entry),
            changes=changes(entry),
        )

    return tuple(
        DayShown(day=day(on), entries=tuple(shown(entry) for entry in entries))
        for on, entries in groupby(trail.rows, key=lambda entry: local(entry.at).date())
    )

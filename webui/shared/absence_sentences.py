"""Why an absence cannot be entered, in words."""

from __future__ import annotations

from flask_babel import gettext as _

from engine.api import BadAbsence


def bad_absence(error: BadAbsence) -> str:
    """Return the sentence for a refused absence."""
    other = error.other
    sentences = {
        "past": _("An absence begins today at the earliest."),
        "backwards": _("The last day must not be before the first, nor before today."),
        "too-long": _("An absence has at most %(days)s days. Check the year.", days=other),
        "overlap": _(
            "There is an absence at that time already; it begins on %(day)s. Change that one.",
            day=other,
        ),
        "over": _("This absence is over. Enter a new one."),
        "no-substitute": _("Name at least one person who stands in."),
        "too-many": _("At most %(count)s people can stand in.", count=other),
        "oneself": _("Nobody can stand in for themself. Name somebody else."),
        "unknown": _("There is no active person with the name “%(login)s”.", login=other),
        "no-tasks": _("“%(login)s” cannot stand in: the person's role does no tasks.", login=other),
        "circle": _(
            "“%(login)s” is away at that time too, and their tasks come back here. "
            "Name somebody else.",
            login=other,
        ),
    }
    return sentences.get(error.reason) or str(_("This absence cannot be entered as it is."))

"""Puts the pages about people together."""

from __future__ import annotations

from flask import Blueprint

from webui.people import listing, overviews, person_pages
from webui.people.absences import pages as absence_pages
from webui.people.profile import notice_choices, tokens
from webui.people.profile import pages as profile_pages


def people() -> Blueprint:
    """Return the administration of people."""
    made = Blueprint("people", __name__, template_folder="templates")
    listing.install(made)
    overviews.install(made)
    person_pages.install(made)
    return made


def profile() -> Blueprint:
    """Return a person's own account."""
    made = Blueprint("profile", __name__, template_folder="templates")
    profile_pages.install(made)
    tokens.install(made)
    notice_choices.install(made)
    return made


def absences() -> Blueprint:
    """Return the pages of absences."""
    made = Blueprint("absences", __name__, template_folder="templates")
    absence_pages.install(made)
    return made

"""Puts the pages of notices together."""

from __future__ import annotations

from flask import Blueprint

from webui.notices import pages


def blueprint() -> Blueprint:
    """Return the list of notices and the bell."""
    notices = Blueprint("notices", __name__, template_folder="templates")
    pages.install(notices)
    return notices

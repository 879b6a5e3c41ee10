"""Puts the first page together."""

from __future__ import annotations

from flask import Blueprint

from webui.home import pages, tour


def blueprint() -> Blueprint:
    """Return the first page and what it fetches."""
    home = Blueprint("home", __name__, template_folder="templates")
    pages.install(home)
    tour.install(home)
    return home

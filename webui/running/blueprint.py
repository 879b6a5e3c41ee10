"""Puts the pages of keeping a station running together."""

from __future__ import annotations

from flask import Blueprint

from webui.running import conditions, incidents, sending


def blueprint() -> Blueprint:
    """Return the list of incidents, and the pages that send and ask by hand."""
    running = Blueprint("running", __name__, template_folder="templates")
    incidents.install(running)
    sending.install(running)
    conditions.install(running)
    return running

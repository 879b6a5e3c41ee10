"""Puts the inbox together."""

from __future__ import annotations

from flask import Blueprint

from webui.inbox.listing import bulk, kept, views
from webui.inbox.task import doing, drafts, passing_on


def blueprint() -> Blueprint:
    """Return the pages of the inbox and of tasks."""
    inbox = Blueprint("inbox", __name__, template_folder="templates")
    views.install(inbox)
    doing.install(inbox)
    drafts.install(inbox)
    passing_on.install(inbox)
    bulk.install(inbox)
    kept.install(inbox)
    return inbox

"""Puts the inbox together."""

from __future__ import annotations

from flask import Blueprint

from webui.inbox import bulk, drafts, kept, passing_on, tasks, views


def blueprint() -> Blueprint:
    """Return the pages of the inbox and of tasks."""
    inbox = Blueprint("inbox", __name__, template_folder="templates")
    views.install(inbox)
    tasks.install(inbox)
    drafts.install(inbox)
    passing_on.install(inbox)
    bulk.install(inbox)
    kept.install(inbox)
    return inbox

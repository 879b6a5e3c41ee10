"""Makes the shared templates known: `parts/…`."""

from __future__ import annotations

from flask import Blueprint


def blueprint() -> Blueprint:
    """Return a blueprint without routes that carries the templates."""
    return Blueprint("parts", __name__, template_folder="templates")

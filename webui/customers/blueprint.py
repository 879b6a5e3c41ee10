"""Puts the pages of customers together."""

from __future__ import annotations

from flask import Blueprint

from webui.customers import changing, listing, pages


def blueprint() -> Blueprint:
    """Return the pages of customers."""
    customers = Blueprint("customers", __name__, template_folder="templates")
    listing.install(customers)
    changing.install(customers)
    pages.install(customers)
    return customers

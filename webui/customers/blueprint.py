"""Puts the pages of customers together."""

from __future__ import annotations

from flask import Blueprint

from webui.customers import changing, importing, listing, pages, rating


def blueprint() -> Blueprint:
    """Return the pages of customers."""
    customers = Blueprint("customers", __name__, template_folder="templates")
    listing.install(customers)
    changing.install(customers)
    importing.install(customers)
    rating.install(customers)
    pages.install(customers)
    return customers

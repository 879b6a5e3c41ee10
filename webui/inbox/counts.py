"""How many tasks each view holds, asked of the engine once per request."""

from __future__ import annotations

from typing import cast

from flask import g

from engine.api import Counts, InboxCounts, InboxNumber, User
from webui.shared.sign_in.sessions import engine


def counts(user: User) -> Counts:
    """Return the numbers of a person's tasks."""
    if not hasattr(g, "inbox_counts"):
        g.inbox_counts = engine().query(InboxCounts(actor=user.id))
    return cast("Counts", g.inbox_counts)


def mine(user: User) -> int:
    """Return how many open tasks a person has: the number in the navigation.

    A page that shows no other number asks for no other.
    """
    if hasattr(g, "inbox_counts"):
        return counts(user).mine
    if not hasattr(g, "inbox_mine"):
        g.inbox_mine = engine().query(InboxNumber(actor=user.id, view="mine")).number
    return cast("int", g.inbox_mine)

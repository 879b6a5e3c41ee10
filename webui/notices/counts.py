"""How much a person has not read, asked of the engine once per request."""

from __future__ import annotations

from typing import cast

from flask import g

from engine.api import UnreadNotices, User
from webui.shared.sign_in.sessions import engine


def unread(user: User) -> int:
    """Return how many notices a person has not read: the number at the bell."""
    if not hasattr(g, "unread_notices"):
        g.unread_notices = engine().query(UnreadNotices(actor=user.id))
    return cast("int", g.unread_notices)

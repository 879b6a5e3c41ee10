"""Who is asking: the signed session cookie, and the engine's word on that person.

A session holds the sign-in name alone. Each request asks the engine who that is now, so a person
who was taken off the list, or lost a role, notices at once.
"""

from __future__ import annotations

from typing import cast

from flask import Flask, current_app, g, has_request_context, session

from engine.api import Engine, Me, UnknownUser, User, UserId

_USER = "user"
_UNASKED = object()


def install(app: Flask, engine: Engine) -> None:
    """Keep the engine at hand for requests, and the reader for templates."""
    app.extensions["yekuo-engine"] = engine
    app.context_processor(lambda: {"me": reader()})


def engine() -> Engine:
    """Return the engine of the running application."""
    return cast("Engine", current_app.extensions["yekuo-engine"])


def reader() -> User | None:
    """Return who is signed in, None when nobody is; asked once per request."""
    if not has_request_context():
        return None
    known = getattr(g, "reader", _UNASKED)
    if known is _UNASKED:
        g.reader = known = _ask()
    return cast("User | None", known)


def me() -> User:
    """Return who is signed in, on a page that nobody else reaches. Raises LookupError if nobody."""
    person = reader()
    if person is None:
        msg = "a page for signed-in people was reached by nobody"
        raise LookupError(msg)
    return person


def begin(user: User) -> None:
    """Start a session as `user`: whatever an earlier one held, the CSRF token too, is gone."""
    session.clear()
    session[_USER] = user.id
    session.permanent = True
    g.reader = user


def end() -> None:
    """End the session."""
    session.clear()
    g.reader = None


def assume_nobody() -> None:
    """Let the rest of this request do without the engine; the session stays."""
    g.reader = None


def _ask() -> User | None:
    name = session.get(_USER)
    if not isinstance(name, str):
        return None
    try:
        return engine().query(Me(actor=UserId(name)))
    except UnknownUser:
        session.clear()
        return None

"""Who is asking: the signed session cookie, and the engine's word on that person.

A cookie holds the sign-in name and a secret that stands for a session the engine keeps. Each
request asks the engine whose it is: a session that was ended opens nothing, whoever has its cookie,
and a person who was taken off the list, or lost a role, notices at once.
"""

from __future__ import annotations

from contextlib import suppress
from typing import cast

from flask import Flask, Response, current_app, g, has_request_context, request, session

from engine.api import (
    BeginSession,
    EndSession,
    Engine,
    PasswordProof,
    Resumed,
    ResumeSession,
    SessionId,
    SessionOver,
    StoreBusy,
    StoreUnavailable,
    TouchSession,
    User,
    UserId,
    Visit,
)

_USER = "user"
_SECRET = "session"  # noqa: S105  the name of a cookie's field
_UNASKED = object()
BY_ITSELF = "X-By-Itself"
"""What a page says when it asks again and again without anybody at it."""


def install(app: Flask, engine: Engine) -> None:
    """Keep the engine at hand for requests, and the reader for templates."""
    app.extensions["yekuo-engine"] = engine
    app.after_request(_leave_with)
    app.teardown_appcontext(_leave)
    app.context_processor(lambda: {"me": reader()})


def engine() -> Visit:
    """Return the engine: what a request asks of it is one look at the store, up to a change."""
    if "visit" not in g:
        g.visit = cast("Engine", current_app.extensions["yekuo-engine"]).visit()
    return cast("Visit", g.visit)


def _leave_with(answer: Response) -> Response:
    """End the look before an answer goes out: a slow line must not hold on to it."""
    _leave(None)
    return answer


def _leave(_error: BaseException | None) -> None:
    if "visit" in g:
        engine().close()


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


def begin(user: User, proof: PasswordProof) -> None:
    """Start a session as `user`: whatever an earlier one held, the CSRF token too, is gone.

    Raises WrongCredentials when the password was changed since it was checked.
    """
    secret = engine().execute(
        BeginSession(
            actor=user.id,
            proof=proof,
            browser=request.user_agent.string,
            address=request.remote_addr or "",
            idle=current_app.permanent_session_lifetime,
        )
    )
    session.clear()
    session[_USER] = user.id
    session[_SECRET] = secret
    session.permanent = True
    g.reader = user


def end() -> None:
    """End the session here and at the engine: a copy of the cookie opens nothing any more."""
    person = reader()
    if person is not None:
        engine().execute(EndSession(actor=person.id, session=this_session()))
    forget()


def forget() -> None:
    """Let the browser forget a session that the engine has ended."""
    session.clear()
    g.reader = None


def this_session() -> SessionId:
    """Return the session of the request, on a page that nobody else reaches."""
    me()
    return cast("Resumed", g.resumed).session


def assume_nobody() -> None:
    """Let the rest of this request do without the engine; the session stays."""
    g.reader = None


def _ask() -> User | None:
    name, secret = session.get(_USER), session.get(_SECRET)
    if not isinstance(name, str) or not isinstance(secret, str):
        return None
    idle = current_app.permanent_session_lifetime
    try:
        resumed = engine().query(ResumeSession(actor=UserId(name), secret=secret, idle=idle))
    except SessionOver:
        session.clear()
        return None
    g.resumed = resumed
    if resumed.is_stale and not by_itself():
        _note(resumed)
    return resumed.user


def by_itself() -> bool:
    """Say whether a page asks without its reader: that keeps no session alive."""
    return request.headers.get(BY_ITSELF) == "1"


def _note(resumed: Resumed) -> None:
    """Write down that the session is used; a busy store is no reason to keep the page back."""
    with suppress(StoreBusy, StoreUnavailable):
        engine().execute(TouchSession(actor=resumed.user.id, session=resumed.session))

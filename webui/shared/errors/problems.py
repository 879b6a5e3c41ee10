"""Error pages: a whole page, a fragment for htmx, or JSON for a script, whatever was asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import wraps
from typing import TypeVar

from flask import Flask, Response, jsonify, make_response, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf.csrf import CSRFError, generate_csrf
from werkzeug.exceptions import HTTPException, InternalServerError, TooManyRequests

from engine.api import StoreUnavailable, YekuoError
from webui.shared.errors.table import answer_for
from webui.shared.errors.ways import ways
from webui.shared.sign_in.sessions import assume_nobody

log = logging.getLogger(__name__)

E = TypeVar("E", bound=Exception)


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """What is told: `fields` are pairs of a form field's path and its sentence."""

    status: int
    title: str
    sentence: str
    fields: list[dict[str, str]] = field(default_factory=list)
    token_is_stale: bool = False


def _titles() -> dict[int, str]:
    return {
        400: _("This request cannot be understood"),
        401: _("Please sign in"),
        403: _("You may not do this"),
        404: _("This page does not exist"),
        405: _("This cannot be done here"),
        409: _("Somebody was faster"),
        413: _("This is too large"),
        422: _("This cannot be accepted"),
        429: _("Too many attempts"),
        500: _("Something went wrong here"),
        503: _("The station is busy"),
    }


def _sentences() -> dict[int, str]:
    return {
        400: _(
            "Something in the address or in what was sent is not as it should be. "
            "Go back and try again."
        ),
        401: _("You are not signed in, or your session has ended."),
        403: _("Your role does not allow this. If you need it, ask the administrator."),
        404: _("The address may be mistyped, or what stood here is gone."),
        405: _(
            "The address exists, but not for this kind of request. "
            "Go back and use the page's own buttons."
        ),
        413: _("A request may have at most %(limit)s MB. Send a smaller file.", limit=_limit()),
        429: _(
            "Signing in failed too often. Wait a minute, then try again. "
            "If the password is forgotten, the administrator sets a new one."
        ),
        500: _(
            "Nothing was changed. The error is noted; tell the administrator if it comes again."
        ),
    }


def _limit() -> str:
    return f"{(request.max_content_length or 0) / 1024 / 1024:.0f}"


def install(app: Flask) -> None:
    """Answer every error with a page of ours."""
    app.register_error_handler(YekuoError, _even_when_lost(_refused))
    app.register_error_handler(CSRFError, _even_when_lost(_forged))
    app.register_error_handler(HTTPException, _even_when_lost(_http))


def _even_when_lost(answer: Callable[[E], Response]) -> Callable[[E], Response]:
    """Tell of a database that is lost while an answer is made.

    An answer asks it too: for the reader's language, for the station's time.
    """

    @wraps(answer)
    def answering(error: E) -> Response:
        try:
            return answer(error)
        except StoreUnavailable as lost:
            return _lost(lost)

    return answering


def problem(status: int, sentence: str | None = None, title: str | None = None) -> Problem:
    """Return a status in words, with a sentence of one's own if need be."""
    titles, sentences = _titles(), _sentences()
    return Problem(
        status=status,
        title=title or titles.get(status) or titles[400 if status < 500 else 500],
        sentence=sentence or sentences.get(status) or sentences[400 if status < 500 else 500],
    )


def wants_json() -> bool:
    """Tell whether a script asked: it says so by what it accepts, or by what it sent."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"])
    if request.accept_mimetypes["application/json"] > request.accept_mimetypes["text/html"]:
        return True
    return best != "text/html" and request.is_json


def wants_fragment() -> bool:
    """Tell whether htmx asked for a part of a page."""
    return request.headers.get("HX-Request") == "true"


def render(what: Problem) -> Response:
    """Return a problem in the form the asker reads."""
    choose: Callable[[Problem], Response] = _page
    if wants_json():
        choose = _json
    elif wants_fragment():
        choose = _fragment
    response = choose(what)
    response.status_code = what.status
    return response


def _json(what: Problem) -> Response:
    body: dict[str, object] = {"message": what.sentence, "errors": what.fields}
    if what.status == 401:
        body["sign_in"] = url_for("frame.sign_in")
    if what.token_is_stale:
        # Somebody who signed in again in another tab must not lose what this page holds. Only a
        # script of ours can read this answer, and it asks its reader before it sends again.
        body["csrf_token"] = generate_csrf()
    return jsonify(body)


def _fragment(what: Problem) -> Response:
    return make_response(render_template("shared/problem_fragment.html", problem=what))


def _page(what: Problem) -> Response:
    try:
        return make_response(
            render_template("shared/problem.html", problem=what, ways=ways(what.status))
        )
    except StoreUnavailable:
        # The frame asks for numbers; a database that is lost by now must not hide what was said.
        assume_nobody()
        return make_response(render_template("shared/problem.html", problem=what, ways=()))


def _refused(error: YekuoError) -> Response:
    if isinstance(error, StoreUnavailable):
        return _lost(error)
    status, sentence = answer_for(error)
    return render(problem(status, sentence))


def _lost(error: StoreUnavailable) -> Response:
    # Neither the page about it nor its language may be asked of the database.
    assume_nobody()
    log.error("%s", error)
    status, sentence = answer_for(error)
    response = render(problem(status, sentence, _("The station cannot work at the moment")))
    response.headers["Retry-After"] = "60"
    return response


def _forged(error: CSRFError) -> Response:
    log.info("request without a valid CSRF token: %s", error.description)
    sentence = _("The page was open too long or in another session. Reload it and send again.")
    found = problem(400, sentence, _("This page is out of date"))
    return render(replace(found, token_is_stale=True))


def _http(error: HTTPException) -> Response:
    """Answer what Flask or Werkzeug raised; an unexpected error comes as InternalServerError."""
    if error.response is not None:
        return make_response(error.response)
    if error.code is not None and error.code < 400:
        return make_response(error.get_response())
    if isinstance(error, InternalServerError):
        # What failed may be the database: the page must not ask it who reads.
        assume_nobody()
        return render(problem(500))
    response = render(problem(error.code or 500))
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    if isinstance(error, TooManyRequests):
        response.headers.setdefault("Retry-After", "60")
    return response

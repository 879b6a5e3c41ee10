"""The frame's own pages, and the rule that every other page is for signed-in people alone."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from engine.api import ChooseLanguage
from webui.shared import bodies, languages
from webui.shared.errors import problems
from webui.shared.errors.ways import page_of_form
from webui.shared.navigation import safe_target, seen_by
from webui.shared.settings import WebSettings
from webui.shared.sign_in import own_password, sessions
from webui.shared.sign_in import pages as sign_in

PLAIN_TEXT = "text/plain; charset=utf-8"

OPEN_TO_ALL = frozenset(
    {
        "static",
        "frame.sign_in",
        "frame.try_sign_in",
        "frame.sign_out",
        "frame.choose_language",
        "frame.alive",
    }
)
"""The endpoints that ask nobody to sign in; everything else does."""


def blueprint(limiter: Limiter, settings: WebSettings) -> Blueprint:
    """Return the frame's pages: start, sign-in and -out, password, language, sign of life."""
    frame = Blueprint("frame", __name__, template_folder="templates")
    sign_in.install(frame, limiter, settings)
    own_password.install(frame, limiter, settings)
    frame.add_url_rule("/", "home", _home)
    frame.add_url_rule("/language", "choose_language", _choose_language, methods=["POST"])
    frame.add_url_rule("/alive", "alive", _alive)
    return frame


def install_first(app: Flask, settings: WebSettings) -> None:
    """Put before all else what costs nothing: a foreign host name, a huge body, nobody signed in.

    All of it comes before the CSRF check: whoever's session has ended is told that, not that the
    page's token is wrong.
    """
    hosts = frozenset(host.casefold() for host in settings.hosts)

    def refuse_other_hosts() -> ResponseReturnValue | None:
        # A page elsewhere that points its own name at this address must get nothing to work with.
        if not hosts or urlsplit(f"//{request.host}").hostname in hosts:
            return None
        return "this station does not answer to that name\n", 400, {"Content-Type": PLAIN_TEXT}

    app.before_request(refuse_other_hosts)
    bodies.install(app)
    app.before_request(require_sign_in)


def require_sign_in() -> ResponseReturnValue | None:
    """Lead whoever is not signed in to the sign-in page, and back here after it."""
    # An address that leads nowhere is told from a page only to those who are signed in.
    if request.endpoint in OPEN_TO_ALL or sessions.reader() is not None:
        return None
    if sessions.by_itself():
        return "", 204  # what somebody is typing there must not go for a sign-in page
    if problems.wants_json():
        return problems.render(problems.problem(401))
    if problems.wants_fragment():
        response = problems.render(problems.problem(401))
        response.headers["HX-Redirect"] = url_for("frame.sign_in", next=_page_of_fragment())
        return response
    if request.method in ("GET", "HEAD"):
        target: str | None = request.full_path.rstrip("?")
    else:
        target = page_of_form()
    return redirect(url_for("frame.sign_in", next=None if target == "/" else target))


def _page_of_fragment() -> str | None:
    parts = urlsplit(request.headers.get("HX-Current-URL", ""))
    return safe_target(f"{parts.path}?{parts.query}".rstrip("?"))


def _home() -> ResponseReturnValue:
    """Lead to the first page a person has; a person without any sees why."""
    items = seen_by(sessions.reader(), current_app.extensions["yekuo-navigation"])
    return redirect(url_for(items[0].endpoint)) if items else render_template("shared/home.html")


def _choose_language() -> AnyResponse:
    chosen = languages.read(request.form.get("language"))
    if chosen is None:
        raise BadRequest
    person = sessions.reader()
    if person is not None:
        sessions.engine().execute(ChooseLanguage(actor=person.id, language=chosen))
    response = redirect(safe_target(request.form.get("next")) or url_for("frame.home"), 303)
    response.set_cookie(
        languages.COOKIE,
        chosen,
        max_age=languages.A_YEAR,
        secure=request.is_secure,
        httponly=True,
        samesite="Lax",
    )
    return response


def _alive() -> ResponseReturnValue:
    return "alive\n", 200, {"Content-Type": PLAIN_TEXT}

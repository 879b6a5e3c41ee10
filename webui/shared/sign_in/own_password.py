"""Changing one's own password: the old one is asked for, wrong ones are counted."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_limiter import Limiter
from werkzeug.wrappers import Response as AnyResponse

from engine.api import (
    LONGEST_PASSWORD,
    ChangePassword,
    HashPassword,
    SignIn,
    WeakPassword,
    WrongCredentials,
)
from webui.shared.errors.table import answer_for
from webui.shared.settings import WebSettings
from webui.shared.sign_in import sessions

WRONG = 403


def install(blueprint: Blueprint, limiter: Limiter, settings: WebSettings) -> None:
    """Add the page. Wrong old passwords alone count towards the limit."""

    def wrong(response: AnyResponse) -> bool:
        return response.status_code == WRONG

    post: Any = limiter.limit(settings.sign_in_limit, key_func=_key, deduct_when=wrong)(_change)
    blueprint.add_url_rule("/me/password", "password", _show, methods=["GET"])
    blueprint.add_url_rule("/me/password", "change_password", post, methods=["POST"])


def _key() -> str:
    return f"password {sessions.me().id}"


def _show() -> AnyResponse:
    return _page(200)


def _page(status: int, **errors: str) -> AnyResponse:
    page = make_response(
        render_template("shared/password.html", errors=errors, longest=LONGEST_PASSWORD)
    )
    page.status_code = status
    return page


def _change() -> AnyResponse:
    """Change it, end every session, and go on here with a new one."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    if new != request.form.get("again", ""):
        return _page(422, again=_("The two are not the same. Type the new password again."))
    person, engine = sessions.me(), sessions.engine()
    try:
        if len(old) > LONGEST_PASSWORD:
            raise WrongCredentials(person.id)
        signed_in = engine.query(SignIn(actor=person.id, password=old))
        hashed = engine.query(HashPassword(actor=person.id, password=new))
        proof = engine.execute(
            ChangePassword(actor=person.id, proof=signed_in.proof, password=hashed)
        )
    except WrongCredentials:
        return _page(WRONG, old=_("This is not your password. Nothing was changed."))
    except WeakPassword as error:
        status, sentence = answer_for(error)
        return _page(status, new=sentence)
    sessions.begin(person, proof)
    flash(_("Your password is changed. Everywhere else you are signed out."), "success")
    return redirect(url_for("frame.home"), 303)

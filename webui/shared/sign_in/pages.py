"""Signing in and out, by plain HTML forms that need no script."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_limiter import Limiter
from werkzeug.wrappers import Response as AnyResponse

from engine.api import LONGEST_PASSWORD, SignedIn, SignIn, UserId, WrongCredentials
from webui.shared.errors.table import answer_for
from webui.shared.navigation import safe_target
from webui.shared.settings import WebSettings
from webui.shared.sign_in import sessions

LONGEST_NAME = 100


def install(blueprint: Blueprint, limiter: Limiter, settings: WebSettings) -> None:
    """Add the pages. Failed attempts alone count towards the limits."""

    def failed(response: AnyResponse) -> bool:
        return response.status_code == 401

    post: Any = _try
    post = limiter.limit(settings.sign_in_limit, key_func=_account, deduct_when=failed)(post)
    post = limiter.limit(settings.address_limit, key_func=_address, deduct_when=failed)(post)
    blueprint.add_url_rule("/sign-in", "sign_in", _show, methods=["GET"])
    blueprint.add_url_rule("/sign-in", "try_sign_in", post, methods=["POST"])
    blueprint.add_url_rule("/sign-out", "sign_out", _sign_out, methods=["POST"])


def _address() -> str:
    return request.remote_addr or "unknown"


def _account() -> str:
    return f"{_login().casefold()} {_address()}"


def _login() -> str:
    return request.form.get("login", "").strip()[:LONGEST_NAME]


def _show() -> AnyResponse:
    if sessions.reader() is not None:
        return redirect(_target())
    return _page()


def _try() -> AnyResponse:
    try:
        signed_in = _checked(_login(), request.form.get("password", ""))
        sessions.begin(signed_in.user, signed_in.proof)
    except WrongCredentials as error:
        status, sentence = answer_for(error)
        response = _page(login=error.login, refused=sentence)
        response.status_code = status
        return response
    return redirect(_target(), 303)


def _checked(login: str, password: str) -> SignedIn:
    if not login or not password or len(password) > LONGEST_PASSWORD:
        raise WrongCredentials(login)
    return sessions.engine().query(SignIn(actor=UserId(login), password=password))


def _sign_out() -> AnyResponse:
    sessions.end()
    return redirect(url_for("frame.sign_in"), 303)


def _page(*, login: str = "", refused: str | None = None) -> Response:
    return make_response(
        render_template(
            "shared/sign_in.html",
            login=login,
            refused=refused,
            next=_wish(),
            asked_for=_wish() not in (None, url_for("frame.home")),
            longest=LONGEST_NAME,
        )
    )


def _wish() -> str | None:
    return safe_target(request.values.get("next"))


def _target() -> str:
    return _wish() or url_for("frame.home")

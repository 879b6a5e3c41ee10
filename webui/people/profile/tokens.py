"""Personal tokens: made, shown once, taken back."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from werkzeug.exceptions import BadRequest

from engine.api import BadToken, CreateToken, RevokeToken, TokenId, TokenScope
from webui.parts.forms.reading import number_of, text, whole
from webui.people import words
from webui.people.profile import pages as profile_pages
from webui.shared.errors.table import answer_for
from webui.shared.sign_in.sessions import engine, me

LONGEST_NAME = 101


def install(profile: Blueprint) -> None:
    """Add the addresses."""
    profile.add_url_rule("/me/tokens", "make_token", _make, methods=["POST"])
    profile.add_url_rule("/me/tokens/<token>/revoke", "revoke_token", _revoke, methods=["POST"])


def _make() -> ResponseReturnValue:
    """Make a token; its secret stands on the answer alone, which no cache keeps."""
    name, days = text("name", LONGEST_NAME), whole(text("days"))
    scope = next((each for each in TokenScope if each.value == text("scope")), None)
    if scope is None or days is None:
        raise BadRequest
    try:
        made = engine().execute(CreateToken(actor=me().id, name=name, scope=scope, days=days))
    except BadToken as error:
        status, sentence = answer_for(error)
        return profile_pages.page(status=status, token_error=sentence, token_name=name)
    return render_template(
        "profile/token.html",
        name=name,
        secret=made.secret,
        expires=made.expires,
        scope=words.token_scope(scope),
    )


def _revoke(token: str) -> ResponseReturnValue:
    engine().execute(RevokeToken(actor=me().id, token=TokenId(number_of(token))))
    flash(_("The token opens nothing any more."), "success")
    return redirect(url_for("profile.account"), 303)

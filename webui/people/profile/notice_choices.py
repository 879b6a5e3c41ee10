"""How one hears of what: a card of one's own account."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.api import ChooseNotices, NoticeChoices, NoticeHow, NoticeKind
from webui.parts.codes import Words
from webui.shared.sign_in.sessions import engine, me

KINDS: Words = {
    "assigned": _l("A task becomes mine through somebody else"),
    "offered": _l("A task is offered to me or to my group"),
    "mentioned": _l("Somebody mentions me in a comment"),
    "at-risk": _l("A time limit comes near"),
    "overdue": _l("A time limit has passed"),
    "stands-in": _l("Tasks wait for me in the place of somebody who is away"),
}
HOW: Words = {
    "app": _l("In the app"),
    "mail": _l("In the app and by mail at once"),
    "daily": _l("In the app and by mail every morning"),
    "off": _l("Not at all"),
}


@dataclass(frozen=True, kw_only=True, slots=True)
class ChoicesShown:
    """The card. `rows` are code, words and what holds; `ways` are code and words.

    `state` says whether mail reaches the person: `none` is sent at all, there is `no-address`,
    it was `refused`, or all is `well`.
    """

    rows: list[tuple[str, str, str]]
    ways: list[tuple[str, str]]
    state: str
    address: str
    refused: str


def install(profile: Blueprint) -> None:
    """Add the address."""
    profile.add_url_rule("/me/notices", "choose_notices", _choose, methods=["POST"])


def shown() -> ChoicesShown:
    """Return what the reader has chosen."""
    found = engine().query(NoticeChoices(actor=me().id))
    state = "well"
    if not found.mails:
        state = "none"
    elif found.address is None:
        state = "no-address"
    elif found.refused is not None:
        state = "refused"
    return ChoicesShown(
        rows=[
            (kind.value, str(KINDS[kind.value]), how.value) for kind, how in found.chosen.items()
        ],
        ways=[(code, str(words)) for code, words in HOW.items()],
        state=state,
        address=found.address or "",
        refused=found.refused or "",
    )


def _choose() -> ResponseReturnValue:
    ways = {how.value: how for how in NoticeHow}
    chosen = {
        kind: ways[wish]
        for kind in NoticeKind
        if kind.value in KINDS and (wish := request.form.get(kind.value, "")) in ways
    }
    engine().execute(ChooseNotices(actor=me().id, chosen=chosen))
    flash(_("From now on you are told as you chose."), "success")
    return redirect(url_for("profile.account", _anchor="notices"), 303)

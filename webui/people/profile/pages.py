"""One's own account: who one is, language, sessions, tokens."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from engine.api import (
    Absences,
    EndSession,
    EndSessions,
    Scope,
    SessionId,
    Sessions,
    SessionView,
    Tokens,
    scope_of,
)
from webui.parts.codes import GROUPS, word
from webui.parts.forms.reading import number_of
from webui.people import words
from webui.people.absences.lines import AbsenceShown
from webui.people.absences.lines import shown as absence_shown
from webui.people.profile import browsers, notice_choices
from webui.shared.moments import moment
from webui.shared.sign_in import sessions
from webui.shared.sign_in.sessions import engine, me


@dataclass(frozen=True, kw_only=True, slots=True)
class SessionShown:
    """A place one is signed in at."""

    id: SessionId
    browser: str
    address: str
    began: str
    seen: str
    is_here: bool


def install(profile: Blueprint) -> None:
    """Add the addresses."""
    profile.add_url_rule("/me", "account", _show)
    profile.add_url_rule("/me/sessions/<session>/end", "end_session", _end, methods=["POST"])
    profile.add_url_rule("/me/sessions/end", "end_sessions", _end_others, methods=["POST"])


def page(*, status: int = 200, **more: object) -> ResponseReturnValue:
    """Return the page of one's own account; `more` are a refused form's values and sentence."""
    person = me()
    found = engine().query(Sessions(actor=person.id, idle=current_app.permanent_session_lifetime))
    shown = render_template(
        "profile/account.html",
        roles=words.roles(person.roles),
        groups=str(_(", ")).join(word(GROUPS, group) for group in sorted(person.groups)),
        sessions=[_session(each) for each in found],
        tokens=engine().query(Tokens(actor=person.id)),
        token_scopes=[(code, str(label)) for code, label in words.TOKEN_SCOPES.items()],
        token_days=TOKEN_DAYS,
        token_scope=words.token_scope,
        absences=_absences(),
        notices=notice_choices.shown(),
        **more,
    )
    return shown, status


TOKEN_DAYS = (7, 30, 90, 365)


def _absences() -> list[AbsenceShown] | None:
    """Return one's own absences; None when one has no tasks anybody could do."""
    person = me()
    if scope_of(person, "absence.enter") is Scope.NONE:
        return None
    found = engine().query(Absences(actor=person.id, person=person.id))
    return [absence_shown(each) for each in found]


def _session(view: SessionView) -> SessionShown:
    return SessionShown(
        id=view.id,
        browser=browsers.named(view.browser),
        address=view.address,
        began=moment(view.began),
        seen=moment(view.seen),
        is_here=view.id == sessions.this_session(),
    )


def _show() -> ResponseReturnValue:
    return page()


def _end(session: str) -> ResponseReturnValue:
    engine().execute(EndSession(actor=me().id, session=SessionId(number_of(session))))
    flash(_("The session is ended."), "success")
    return redirect(url_for("profile.account"), 303)


def _end_others() -> ResponseReturnValue:
    ended = engine().execute(EndSessions(actor=me().id, keep=sessions.this_session()))
    flash(ngettext("%(num)d session was ended.", "%(num)d sessions were ended.", ended), "success")
    return redirect(url_for("profile.account"), 303)

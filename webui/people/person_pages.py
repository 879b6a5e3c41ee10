"""One person: entering, changing, a new password, signing out everywhere."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from engine.api import (
    BadPerson,
    ChangePerson,
    EndSessionsOf,
    EnterPerson,
    Forbidden,
    HashPassword,
    LastAdministrator,
    PasswordHash,
    PersonDetail,
    PersonExists,
    PersonMoved,
    PersonView,
    SetPassword,
    User,
    UserId,
    WeakPassword,
    YekuoError,
)
from webui.parts.forms.reading import text
from webui.people import person_form
from webui.people.listing import may_manage
from webui.people.person_form import FormShown
from webui.shared.errors.table import answer_for
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me

LONGEST_LOGIN = 65


def install(people: Blueprint) -> None:
    """Add the addresses."""
    people.add_url_rule("/people/new", "new", _new)
    people.add_url_rule("/people/new", "enter", _enter, methods=["POST"])
    people.add_url_rule("/people/one/<login>", "person", _show)
    people.add_url_rule("/people/one/<login>", "change", _change, methods=["POST"])
    people.add_url_rule("/people/one/<login>/password", "password", _password, methods=["POST"])
    people.add_url_rule("/people/one/<login>/sign-out", "sign_out", _sign_out, methods=["POST"])


def _require_manager() -> None:
    """Raise Forbidden before a form is shown to somebody who may not send it."""
    if not may_manage():
        raise Forbidden(me().id, EnterPerson.action)


def _new() -> ResponseReturnValue:
    _require_manager()
    return render_template("people/new.html", form=person_form.shown(person_form.EMPTY), tab="")


def _enter() -> ResponseReturnValue:
    _require_manager()
    person = person_form.read(text("login", LONGEST_LOGIN))
    try:
        engine().execute(EnterPerson(actor=me().id, person=person, password=_first_password()))
    except (BadPerson, PersonExists, WeakPassword) as error:
        form = _with(error, person_form.shown(person))
        return render_template("people/new.html", form=form, tab=""), answer_for(error)[0]
    flash(_("%(name)s is entered.", name=person.name_in(language())), "success")
    return redirect(url_for("people.person", login=person.id), 303)


def _first_password() -> PasswordHash | None:
    """Return the hash of the first password; None when none was typed."""
    return _password_typed() if request.form.get("password") else None


def _password_typed() -> PasswordHash:
    typed = request.form.get("password", "")
    return engine().query(HashPassword(actor=me().id, password=typed))


def _with(error: YekuoError, form: FormShown) -> FormShown:
    """Return the form with a refusal's sentence at the field it is about."""
    sentence = answer_for(error)[1]
    match error:
        case BadPerson(field="roles"):
            return form.with_error("roles", person_form.missing_role())
        case BadPerson(field=field):
            return form.with_error(field, sentence)
        case PersonExists():
            return form.with_error("login", sentence)
        case WeakPassword():
            return form.with_error("password", sentence)
        case LastAdministrator():
            return form.with_error("roles", sentence)
        case _:
            return form.with_error("", sentence)


def _read(login: str) -> PersonView:
    return engine().query(PersonDetail(actor=me().id, person=UserId(login)))


def _page(view: PersonView, form: FormShown, **more: object) -> str:
    return render_template(
        "people/person.html",
        view=view,
        form=form,
        name=view.user.name_in(language()),
        may_manage=may_manage(),
        tab="",
        **more,
    )


def _show(login: str) -> ResponseReturnValue:
    view = _read(login)
    return _page(view, person_form.shown(view.user, view.edition))


def _change(login: str) -> ResponseReturnValue:
    _require_manager()
    view = _read(login)
    person: User = person_form.read(view.user.id)
    edition = text("edition")
    try:
        engine().execute(ChangePerson(actor=me().id, person=person, edition=edition))
    except PersonMoved as error:
        # Shown are the values as they are now: sending them again overwrites nothing unseen.
        view = _read(login)
        form = _with(error, person_form.shown(view.user, view.edition))
        return _page(view, form), answer_for(error)[0]
    except PersonExists as error:
        form = person_form.shown(person, edition).with_error("", _taken(error))
        return _page(view, form), answer_for(error)[0]
    except (BadPerson, LastAdministrator) as error:
        return _page(view, _with(error, person_form.shown(person, edition))), answer_for(error)[0]
    flash(_("Saved."), "success")
    return redirect(url_for("people.person", login=view.user.id), 303)


def _taken(error: PersonExists) -> str:
    return str(
        _(
            "“%(login)s” is in use: of two sign-in names that differ in capitals alone, one can be "
            "active.",
            login=error.login,
        )
    )


def _password(login: str) -> ResponseReturnValue:
    _require_manager()
    view = _read(login)
    try:
        hashed = _password_typed()
        engine().execute(SetPassword(actor=me().id, person=view.user.id, password=hashed))
    except WeakPassword as error:
        status, sentence = answer_for(error)
        form = person_form.shown(view.user, view.edition)
        return _page(view, form, weak=sentence), status
    flash(_("The new password holds from now on; the old one opens nothing."), "success")
    return redirect(url_for("people.person", login=view.user.id), 303)


def _sign_out(login: str) -> ResponseReturnValue:
    _require_manager()
    view = _read(login)
    ended = engine().execute(EndSessionsOf(actor=me().id, person=view.user.id))
    flash(ngettext("%(num)d session was ended.", "%(num)d sessions were ended.", ended), "success")
    return redirect(url_for("people.person", login=view.user.id), 303)

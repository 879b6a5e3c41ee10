"""Absences: one's own, those one stands in for, and the station's."""

from __future__ import annotations

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import (
    AbsenceId,
    Absences,
    AbsenceView,
    BadAbsence,
    ChangeAbsence,
    EndAbsence,
    EnterAbsence,
    Forbidden,
    Scope,
    UnknownAbsence,
    UserId,
    scope_of,
)
from webui.parts.forms.reading import number_of, text
from webui.people.absences import form as absence_form
from webui.people.absences.form import FormShown, Unfit
from webui.people.absences.lines import shown
from webui.shared.errors.table import answer_for
from webui.shared.sign_in.sessions import engine, me

LONGEST_LOGIN = 65


def install(absences: Blueprint) -> None:
    """Add the addresses."""
    absences.add_url_rule("/absences", "listing", _list)
    absences.add_url_rule("/absences/new", "new", _new)
    absences.add_url_rule("/absences/new", "enter", _enter, methods=["POST"])
    absences.add_url_rule("/absences/<absence>", "edit", _edit)
    absences.add_url_rule("/absences/<absence>", "change", _change, methods=["POST"])
    absences.add_url_rule("/absences/<absence>/end", "end", _end, methods=["POST"])


def _list() -> ResponseReturnValue:
    actor = me()
    own = engine().query(Absences(actor=actor.id, person=actor.id))
    named = engine().query(Absences(actor=actor.id, person=actor.id, as_substitute=True))
    everybody = None
    if scope_of(actor, Absences.action) is Scope.STATION:
        found = engine().query(Absences(actor=actor.id))
        everybody = [shown(each) for each in found if each.person.id != actor.id]
    return render_template(
        "absences/listing.html",
        own=[shown(each) for each in own],
        named=[shown(each) for each in named],
        everybody=everybody,
        may_enter=scope_of(actor, EnterAbsence.action) is not Scope.NONE,
        for_others=absence_form.may_enter_for_others(),
    )


def _person() -> UserId:
    """Return whose absence a form is about: one's own unless somebody else is named."""
    return UserId(text("person", LONGEST_LOGIN) or me().id)


def _new() -> ResponseReturnValue:
    _require_enter()
    return render_template("absences/form.html", form=absence_form.new(_person()), absence=None)


def _require_enter() -> None:
    if scope_of(me(), EnterAbsence.action) is Scope.NONE:
        raise Forbidden(me().id, EnterAbsence.action)


def _enter() -> ResponseReturnValue:
    _require_enter()
    person = _person()
    try:
        engine().execute(
            EnterAbsence(
                actor=me().id,
                person=person,
                first=absence_form.day_of(text("first")),
                last=absence_form.day_of(text("last")),
                substitutes=absence_form.substitutes(),
            )
        )
    except (BadAbsence, Unfit) as error:
        return _refused(error, absence_form.sent(person, text("first")), None)
    flash(
        _("The absence is entered. The history will say who did what on whose behalf."), "success"
    )
    return redirect(url_for("absences.listing"), 303)


def _refused(
    error: BadAbsence | Unfit, form: FormShown, absence: AbsenceId | None
) -> ResponseReturnValue:
    """Return the form with what was typed, and a sentence at the field it is about."""
    if isinstance(error, Unfit):
        told, status = replace(form, days_error=absence_form.no_day()), 422
    else:
        status, sentence = answer_for(error)
        if absence_form.sentence_place(error) == "days_error":
            told = replace(form, days_error=sentence)
        else:
            told = replace(form, substitutes_error=sentence)
    return render_template("absences/form.html", form=told, absence=absence), status


def _found(absence: AbsenceId) -> AbsenceView:
    """Return an absence the reader may change. Raises UnknownAbsence, Forbidden."""
    _require_enter()
    whose = None if absence_form.may_enter_for_others() else me().id
    for view in engine().query(Absences(actor=me().id, person=whose)):
        if view.id == absence and view.may_change:
            return view
    raise UnknownAbsence(absence)


def _edit(absence: str) -> ResponseReturnValue:
    view = _found(AbsenceId(number_of(absence)))
    return render_template("absences/form.html", form=absence_form.of(view), absence=view.id)


def _change(absence: str) -> ResponseReturnValue:
    view = _found(AbsenceId(number_of(absence)))
    try:
        engine().execute(
            ChangeAbsence(
                actor=me().id,
                absence=view.id,
                last=absence_form.day_of(text("last")),
                substitutes=absence_form.substitutes(),
            )
        )
    except (BadAbsence, Unfit) as error:
        form = absence_form.sent(view.person.id, view.first.isoformat())
        return _refused(error, form, view.id)
    flash(_("Saved."), "success")
    return redirect(url_for("absences.listing"), 303)


def _end(absence: str) -> ResponseReturnValue:
    engine().execute(EndAbsence(actor=me().id, absence=AbsenceId(number_of(absence))))
    flash(_("The absence is ended. The tasks are back where they were."), "success")
    return redirect(url_for("absences.listing"), 303)

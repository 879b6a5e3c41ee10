"""An absence as a form: what is shown in it, and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask import request
from flask_babel import gettext as _

from engine.api import (
    AbsenceView,
    BadAbsence,
    PossibleSubstitutes,
    Scope,
    User,
    UserId,
    name_key,
    scope_of,
)
from webui.parts.forms.reading import text
from webui.people import words
from webui.shared.languages import language
from webui.shared.moments import station_time
from webui.shared.sign_in.sessions import engine, me

PLACES = 3
"""How many substitutes the form asks for; more are kept when they are there already."""
ABOUT_DAYS = frozenset({"past", "backwards", "too-long", "overlap", "over"})


class Unfit(Exception):
    """A day that was left out, or is none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class FormShown:
    """The form. `people` are those it may be entered for, empty when it is one's own."""

    person: str
    person_name: str
    first: str
    last: str
    today: str
    substitutes: list[str]
    people: list[tuple[str, str]]
    able: list[tuple[str, str]]
    days_error: str = ""
    substitutes_error: str = ""


def may_enter_for_others() -> bool:
    """Say whether the reader enters absences of other people."""
    return scope_of(me(), "absence.enter") is Scope.STATION


def new(person: UserId) -> FormShown:
    """Return an empty form for a person's absence."""
    return _form(person, text("first"), text("last"), _named())


def of(view: AbsenceView) -> FormShown:
    """Return the form of an absence there is."""
    chosen = [user.id for user in view.substitutes]
    return _form(view.person.id, view.first.isoformat(), view.last.isoformat(), list(chosen))


def sent(person: UserId, first: str) -> FormShown:
    """Return the form as it was sent."""
    return _form(person, first, text("last"), _named())


def _named() -> list[str]:
    return [login for login in request.values.getlist("substitute") if login]


def _form(person: UserId, first: str, last: str, chosen: list[str]) -> FormShown:
    able = _able(person)
    people = able if person == me().id else _able(me().id)
    everybody = {user.id: user for user in (*people, *able, me())}
    named = everybody.get(person)
    station = station_time()
    return FormShown(
        person=person,
        person_name=named.name_in(language()) if named else person,
        first=first,
        last=last,
        today=station.now.date().isoformat() if station else "",
        substitutes=chosen + [""] * max(1, PLACES - len(chosen)),
        people=_options([*people, me()]) if may_enter_for_others() else [],
        able=_options(able),
    )


def _able(person: UserId) -> tuple[User, ...]:
    return engine().query(PossibleSubstitutes(actor=me().id, person=person))


def _options(users: Sequence[User]) -> list[tuple[str, str]]:
    told = [(user.id, user.name_in(language()), words.roles(user.roles)) for user in users]
    in_order = sorted(told, key=lambda one: name_key(one[1]))
    return [(login, f"{name} · {roles}") for login, name, roles in in_order]


def day_of(typed: str) -> date:
    """Return a typed day. Raises Unfit."""
    try:
        return date.fromisoformat(typed)
    except ValueError as error:
        raise Unfit from error


def substitutes() -> tuple[UserId, ...]:
    """Return who was named."""
    return tuple(UserId(login) for login in _named())


def sentence_place(error: BadAbsence) -> str:
    """Return which part of the form a refusal is about."""
    return "days_error" if error.reason in ABOUT_DAYS else "substitutes_error"


def no_day() -> str:
    """Return what is said of a day that is none."""
    return str(_("Enter the first and the last day, such as 2026-03-09."))

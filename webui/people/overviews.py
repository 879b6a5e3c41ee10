"""Groups with their members, what each role may do, and what was changed about people."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from engine.api import Groups, PeopleHistory, Role, Scope, UserId
from webui.parts.codes import GROUPS, word
from webui.parts.forms.reading import text, whole
from webui.parts.people import by_name
from webui.people import events, words
from webui.people.listing import may_manage
from webui.shared.errors.problems import wants_fragment
from webui.shared.sign_in.sessions import engine, me

ROWS = 40


def install(people: Blueprint) -> None:
    """Add the addresses."""
    people.add_url_rule("/people/groups", "groups", _groups)
    people.add_url_rule("/people/permissions", "permissions", _permissions)
    people.add_url_rule("/people/history", "history", _history)


def _groups() -> ResponseReturnValue:
    found = engine().query(Groups(actor=me().id))
    shown = [
        {
            "code": group.name,
            "name": word(GROUPS, group.name),
            "members": by_name(group.members),
        }
        for group in found
    ]
    return render_template(
        "people/groups.html", groups=shown, tab="groups", may_manage=may_manage()
    )


def _permissions() -> ResponseReturnValue:
    # Who may see people at all may see this; the engine is asked so that it says who may.
    engine().query(Groups(actor=me().id))
    people = [role for role in Role if role is not Role.SYSTEM]
    chosen = next((role for role in people if role.value == text("role")), people[0])
    granted = words.granted(chosen)
    return render_template(
        "people/permissions.html",
        roles=[(role.value, words.role(role)) for role in people],
        chosen=chosen.value,
        about=str(words.ABOUT_ROLES[chosen.value]),
        may=[row for row in granted if row[2] is not Scope.NONE],
        may_not=[row for row in granted if row[2] is Scope.NONE],
        tab="permissions",
        may_manage=may_manage(),
    )


def _history() -> ResponseReturnValue:
    before, wish = whole(text("before")), text("person")
    found = engine().query(
        PeopleHistory(
            actor=me().id,
            person=UserId(wish) if wish else None,
            before=before,
            limit=ROWS,
        )
    )
    shown = {
        "days": events.by_day(found),
        "next": found.next,
        "person": wish or None,
        "tab": "history",
        "may_manage": may_manage(),
    }
    part = before is not None and wants_fragment()
    return render_template("people/events.html" if part else "people/history.html", **shown)

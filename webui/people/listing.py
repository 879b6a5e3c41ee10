"""The list of people."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import EnterPerson, People, PersonLine, Role, Scope, scope_of
from webui.parts.codes import GROUPS, word
from webui.parts.forms.reading import place, text
from webui.people import words
from webui.shared.errors.problems import wants_fragment
from webui.shared.languages import language
from webui.shared.moments import day
from webui.shared.sign_in.sessions import engine, me

ROWS = 50
STATES = {"active": True, "inactive": False, "all": None}


@dataclass(frozen=True, kw_only=True, slots=True)
class RowShown:
    """A person as a row: `away` says until when somebody is away, empty when there."""

    login: str
    name: str
    other_name: str
    roles: str
    groups: str
    away: str
    active: bool


def install(people: Blueprint) -> None:
    """Add the address."""
    people.add_url_rule("/people", "listing", _list)


def may_manage() -> bool:
    """Say whether the reader may change people."""
    return scope_of(me(), EnterPerson.action) is Scope.STATION


def _list() -> ResponseReturnValue:
    state = text("state") if text("state") in STATES else "active"
    role = next((r for r in Role if r.value == text("role") and r is not Role.SYSTEM), None)
    group, after = text("group") or None, place()
    found = engine().query(
        People(
            actor=me().id,
            text=text("q"),
            active=STATES[state],
            role=role,
            group=group,
            after=after,
            limit=ROWS,
        )
    )
    shown = {
        "rows": [_row(line) for line in found.rows],
        "next": found.next,
        "wish": {"q": text("q") or None, "state": state, "role": role, "group": group},
        "query": text("q"),
        "state": state,
        "role": words.role(role) if role else None,
        "group": word(GROUPS, group),
        "may_manage": may_manage(),
        "tab": "people",
    }
    part = after is not None and wants_fragment()
    return render_template("people/rows.html" if part else "people/listing.html", **shown)


def _row(line: PersonLine) -> RowShown:
    user = line.user
    name = user.name_in(language())
    other = user.name if language() == "zh" else user.name_zh or ""
    away = str(_("away until %(day)s", day=day(line.away_until))) if line.away_until else ""
    return RowShown(
        login=user.id,
        name=name,
        other_name=other if other != name else "",
        roles=words.roles(user.roles),
        groups=str(_(", ")).join(word(GROUPS, group) for group in sorted(user.groups)),
        away=away,
        active=user.active,
    )

"""A person as a form: what is shown in it, and what came back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from flask import request
from flask_babel import gettext as _

from engine.api import Groups, Role, StationId, User, UserId
from webui.parts.codes import GROUPS, word
from webui.parts.forms.reading import text
from webui.people import words
from webui.shared.sign_in.sessions import engine, me

LONGEST_NAME = 200
LONGEST_GROUPS = 500
LONGEST_ADDRESS = 254

EMPTY = User(id=UserId(""), station=StationId(0), name="")


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A box to tick."""

    value: str
    label: str
    note: str
    chosen: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class FormShown:
    """The form: `errors` by field, `edition` says what was read when it was shown."""

    user: User
    edition: str
    roles: list[Choice]
    groups: list[Choice]
    errors: dict[str, str] = field(default_factory=dict)

    def with_error(self, name: str, sentence: str) -> FormShown:
        """Return the form with a sentence at a field; what was typed stays."""
        return replace(self, errors=self.errors | {name: sentence})


def shown(user: User, edition: str = "") -> FormShown:
    """Return the form filled with a person."""
    known = {group.name for group in engine().query(Groups(actor=me().id))} | set(GROUPS)
    roles = [
        Choice(
            value=role.value,
            label=words.role(role),
            note=str(words.ABOUT_ROLES[role.value]),
            chosen=role in user.roles,
        )
        for role in Role
        if role is not Role.SYSTEM
    ]
    groups = [
        Choice(value=name, label=word(GROUPS, name), note=name, chosen=name in user.groups)
        for name in sorted(known | user.groups)
    ]
    return FormShown(user=user, edition=edition, roles=roles, groups=groups)


def read(login: str) -> User:
    """Return the person a form described; what makes no sense the engine refuses by field."""
    return User(
        id=UserId(login),
        station=me().station,
        name=text("name", LONGEST_NAME + 1),
        name_zh=text("name_zh", LONGEST_NAME + 1) or None,
        roles=frozenset(role for role in Role if role.value in request.form.getlist("roles")),
        groups=frozenset(_groups(request.form.getlist("groups"))),
        language=text("language") or None,
        active=text("active") != "no",
        email=text("email", LONGEST_ADDRESS + 1) or None,
    )


def _groups(ticked: Iterable[str]) -> Iterable[str]:
    typed = text("more_groups", LONGEST_GROUPS).replace("，", ",").replace("、", ",")
    yield from (name.strip() for name in [*ticked, *typed.split(",")] if name.strip())


def missing_role() -> str:
    """Return what is said when no role is ticked."""
    return str(_("Choose at least one role."))

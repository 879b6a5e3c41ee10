"""What happened to people, as sentences."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.api import AuditEntry, AuditTrail, User
from webui.parts import audit
from webui.parts.audit import Changes, DayShown
from webui.parts.codes import GROUPS, Words, word
from webui.parts.values import words as value_words
from webui.people import words
from webui.shared.languages import language
from webui.shared.moments import day, local

FACTS: Words = {
    "name": _l("Name"),
    "name_zh": _l("Chinese name"),
    "roles": _l("Roles"),
    "groups": _l("Groups"),
    "language": _l("Language"),
    "active": _l("Active"),
    "email": _l("Mail address"),
    "end": _l("Last day"),
    "substitutes": _l("Standing in"),
}


def by_day(found: AuditTrail) -> tuple[DayShown, ...]:
    """Return what happened in days of the station's zone, in the reader's language."""
    rows = tuple(_told(entry, found.named) for entry in found.rows)
    return audit.by_day(replace(found, rows=rows), _sentence, lambda entry: _changes(entry.data))


def _told(event: AuditEntry, named: Mapping[str, User]) -> AuditEntry:
    """Return an event with the substitutes' names in place of their logins."""

    def told(facts: Mapping[str, Any]) -> dict[str, Any]:
        names = [_name(named.get(login)) or login for login in facts.get("substitutes") or ()]
        return {**facts, "substitutes": str(_(", ")).join(names)} if names else dict(facts)

    data = told(event.data)
    for part in ("before", "after"):
        if part in data:
            data[part] = told(data[part])
    return replace(event, data=data)


def _sentence(event: AuditEntry) -> str:
    say = _SENTENCES.get(event.kind)
    return say(event) if say else event.kind


def _name(user: User | None) -> str:
    return user.name_in(language()) if user else ""


def _person(event: AuditEntry) -> str:
    return _name(event.person) or str(event.data.get("person", ""))


def _changes(data: Mapping[str, Any]) -> Changes:
    before, after = data.get("before") or {}, data.get("after") or {}
    told = [
        (str(FACTS.get(name, name)), _fact(name, before.get(name)), _fact(name, after.get(name)))
        for name in dict.fromkeys([*before, *after])
    ]
    return tuple(row for row in told if row[1] != row[2])


def _fact(name: str, value: Any) -> str:  # noqa: ANN401  a fact is of many types
    match name:
        case "roles":
            return words.roles(value or []) or "–"
        case "groups":
            return str(_(", ")).join(word(GROUPS, group) for group in value or ()) or "–"
        case "language":
            return str(words.LANGUAGES.get(value, "–"))
        case "end" if isinstance(value, datetime):
            return day(_last(value))
        case _:
            return value_words(value)


def _last(end: datetime) -> date:
    return local(end - timedelta(microseconds=1)).date()


def _password(event: AuditEntry) -> str:
    if event.by and event.person and event.by.id == event.person.id:
        return str(_("Changed their own password"))
    return str(_("Set a new password for %(name)s", name=_person(event)))


def _entered(event: AuditEntry) -> str:
    start, end = event.data.get("start"), event.data.get("end")
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return event.kind
    return str(
        _(
            "%(name)s is away from %(first)s to %(last)s; %(substitutes)s stand in",
            name=_person(event),
            first=day(start),
            last=day(_last(end)),
            substitutes=value_words(event.data.get("substitutes")),
        )
    )


def _token(event: AuditEntry) -> str:
    data = event.data
    expires = data.get("expires")
    return str(
        _(
            "Made the token “%(token)s” (%(scope)s), valid until %(day)s",
            token=data.get("name", ""),
            scope=word(words.TOKEN_SCOPES, data.get("scope")),
            day=day(expires) if isinstance(expires, datetime) else "–",
        )
    )


_SENTENCES: dict[str, Callable[[AuditEntry], str]] = {
    "person-entered": lambda e: str(_("Entered %(name)s", name=_person(e))),
    "person-changed": lambda e: str(_("Changed %(name)s", name=_person(e))),
    "password-set": _password,
    "sessions-ended": lambda e: str(_("Signed %(name)s out everywhere", name=_person(e))),
    "token-created": _token,
    "token-revoked": lambda e: str(
        _("Took the token “%(token)s” back", token=e.data.get("name", ""))
    ),
    "absence-entered": _entered,
    "absence-changed": lambda e: str(_("Changed the absence of %(name)s", name=_person(e))),
    "absence-ended": lambda e: str(_("Ended the absence of %(name)s", name=_person(e))),
}

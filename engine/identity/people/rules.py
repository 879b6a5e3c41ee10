"""What a person must be to be entered, and what changed: pure rules."""

from __future__ import annotations

import hashlib
import re
from typing import Any

from engine.identity.users import LANGUAGES, BadPerson, Role, User

RESERVED = frozenset({"system"})
LONGEST_LOGIN = 64
LONGEST_NAME = 200
LONGEST_GROUP = 64
LONGEST_ADDRESS = 254
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_ADDRESS = re.compile(rf"(?=.{{1,64}}@){_ATOM}(?:\.{_ATOM})*@{_LABEL}(?:\.{_LABEL})*", re.ASCII)
SIGNS = "._-@+"
"""What may stand in a login or a group beside letters and digits of any language."""


def check_person(user: User) -> None:
    """Refuse a person that cannot be. Raises BadPerson: which field, and what it held."""
    wrong = _wrong(user)
    if wrong is not None:
        raise BadPerson(user.id, *wrong)


def _wrong(user: User) -> tuple[str, str] | None:
    if user.id in RESERVED or not _is_word(user.id, LONGEST_LOGIN):
        return "login", user.id
    if not _is_line(user.name, LONGEST_NAME):
        return "name", user.name
    if user.name_zh is not None and not _is_line(user.name_zh, LONGEST_NAME):
        return "name_zh", user.name_zh
    if not user.roles or Role.SYSTEM in user.roles:
        return "roles", ", ".join(sorted(user.roles))
    bad = sorted(group for group in user.groups if not _is_word(group, LONGEST_GROUP))
    return ("groups", bad[0]) if bad else _wrong_contact(user)


def _wrong_contact(user: User) -> tuple[str, str] | None:
    if user.language is not None and user.language not in LANGUAGES:
        return "language", user.language
    if user.email is not None and not is_address(user.email):
        return "email", user.email
    return None


def is_address(text: str) -> bool:
    """Say whether a text is a mail address as the station writes to: no name around it, no quotes,
    ASCII alone, nothing that could end a line of a letter's head (RFC 5321, 4.1.2: dot-atoms).
    """
    return len(text) <= LONGEST_ADDRESS and _ADDRESS.fullmatch(text) is not None


def _is_line(text: str, longest: int) -> bool:
    return text.isprintable() and bool(text.strip()) and len(text) <= longest


def _is_word(text: str, longest: int) -> bool:
    """Say whether a text can stand in an address and in a list with commas between."""
    letters = all(letter.isalnum() or letter in SIGNS for letter in text)
    return letters and 0 < len(text) <= longest


def facts(user: User) -> dict[str, Any]:
    """Return what the history says of a person: never a password."""
    return {
        "name": user.name,
        "name_zh": user.name_zh,
        "roles": sorted(role.value for role in user.roles),
        "groups": sorted(user.groups),
        "language": user.language,
        "active": user.active,
        "email": user.email,
    }


def changes(before: User, after: User) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the facts that differ, as they were and as they are."""
    old, new = facts(before), facts(after)
    names = [name for name in old if old[name] != new[name]]
    return {name: old[name] for name in names}, {name: new[name] for name in names}


def edition_of(user: User) -> str:
    """Return a digest of all that can be changed about a person."""
    told = repr((user.id, sorted(facts(user).items())))
    return hashlib.sha256(told.encode()).hexdigest()[:16]

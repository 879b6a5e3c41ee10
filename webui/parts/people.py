"""People to choose from, in the order in which a reader looks them up."""

from __future__ import annotations

from collections.abc import Iterable

from engine.api import User, UserId, name_key
from webui.shared.languages import language


def by_name(users: Iterable[User]) -> list[tuple[UserId, str]]:
    """Return logins and names in the reader's language, Chinese names by pinyin."""
    named = [(user.id, user.name_in(language())) for user in users]
    return sorted(named, key=lambda one: (name_key(one[1]), one[0]))

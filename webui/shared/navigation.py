"""The way round: what stands in the bar at the left, by role, and where the search leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import urlsplit

from flask import Flask, request, url_for

from engine.api import Role, User
from webui.shared.numbers import counted
from webui.shared.sign_in.sessions import reader


class Words(Protocol):
    """A text whose language is chosen when it is shown: `lazy_gettext("Inbox")`."""

    def __str__(self) -> str:
        """Return the text in the reader's language."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class NavItem:
    """A page in the bar. `roles` are who sees it; none given, everybody does.

    `icon` is a macro of `shared/icons.html`. `count` gives the number shown beside it, None for
    no number; it is asked on each page, so it must be cheap.
    """

    endpoint: str
    label: Words
    icon: str
    roles: frozenset[Role] = frozenset()
    count: Callable[[User], int | None] | None = None

    def is_for(self, user: User) -> bool:
        """Tell whether a person sees it."""
        return not self.roles or bool(self.roles & user.roles)

    @property
    def is_here(self) -> bool:
        """Tell whether the page shown belongs to it."""
        return bool(request.blueprint) and request.blueprint == self.endpoint.partition(".")[0]


def install(
    app: Flask,
    items: tuple[NavItem, ...],
    search: str | None,
    account: tuple[NavItem, ...] = (),
    unread: Callable[[User], int] | None = None,
) -> None:
    """Offer the bar and the account's menu to templates.

    `search` is the endpoint that takes `?q=`, None for no search. `unread` counts what the bell
    tells of, None for no bell.
    """
    app.extensions["yekuo-navigation"] = items

    def seen() -> dict[str, object]:
        bar = seen_by(reader(), items)
        # Who may not see a page is not offered to search it.
        searches = search is not None and any(item.endpoint == search for item in bar)
        return {
            "navigation": bar,
            "account": seen_by(reader(), account),
            "search": url_for(search) if search and searches else None,
            "unread_messages": unread,
        }

    app.context_processor(seen)
    app.add_template_global(counted, "counted")


def seen_by(user: User | None, items: tuple[NavItem, ...]) -> tuple[NavItem, ...]:
    """Return what a person sees of the bar."""
    return tuple(item for item in items if user is not None and item.is_for(user))


def safe_target(text: str | None) -> str | None:
    """Return where to go next if it is a place of ours, else None.

    A link someone was lured to must not lead elsewhere after the sign-in: no scheme, no host, none
    of the spellings browsers read as one (`//host`, `/\\host`, control characters).
    """
    if not text or not text.startswith("/") or text[1:2] in ("/", "\\"):
        return None
    if any(character < " " or character == "\x7f" for character in text):
        return None
    parts = urlsplit(text)
    return None if parts.scheme or parts.netloc else text

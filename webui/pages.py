"""Which pages there are: one blueprint per audience, and their places in the bar at the left."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint
from flask_babel import lazy_gettext as _l

from engine.api import Role, User
from webui.cases.blueprint import blueprint as cases
from webui.customers.blueprint import blueprint as customers
from webui.home.blueprint import blueprint as home
from webui.inbox import counts
from webui.inbox.blueprint import blueprint as inbox
from webui.notices.blueprint import blueprint as notices
from webui.notices.counts import unread
from webui.parts.blueprint import blueprint as parts
from webui.people.blueprint import absences, people, profile
from webui.running.blueprint import blueprint as running
from webui.shared.navigation import NavItem

STAFF = frozenset(Role) - {Role.DESIGNER, Role.AUDITOR, Role.SYSTEM, Role.WORKER}
"""Those who do tasks."""
WORKING = frozenset(Role) - {Role.DESIGNER, Role.SYSTEM, Role.WORKER}
"""Everybody but the designer, who sees no customer's data."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Pages:
    """What stands within the frame; nothing unless said otherwise.

    `navigation` is the bar at the left in its order: the first page a person may see is their
    start page. `account` stands in the menu of one's own account. `search` is the endpoint the
    search box asks, with `?q=`. `unread` counts what the bell tells of, None for no bell.
    """

    navigation: tuple[NavItem, ...] = ()
    account: tuple[NavItem, ...] = ()
    search: str | None = None
    unread: Callable[[User], int] | None = None
    blueprints: tuple[Callable[[], Blueprint], ...] = ()


ALL = Pages(
    navigation=(
        NavItem(
            endpoint="home.page",
            label=_l("Home"),
            icon="home",
            roles=frozenset(Role) - {Role.SYSTEM, Role.WORKER},
        ),
        NavItem(
            endpoint="inbox.home", label=_l("Inbox"), icon="inbox", roles=WORKING, count=counts.mine
        ),
        NavItem(endpoint="cases.listing", label=_l("Cases"), icon="cases", roles=WORKING),
        NavItem(
            endpoint="customers.listing",
            label=_l("Customers"),
            icon="customers",
            roles=WORKING - {Role.DEPARTMENT},
        ),
        NavItem(
            endpoint="running.incidents",
            label=_l("Incidents"),
            icon="incident",
            roles=WORKING - {Role.DEPARTMENT},
        ),
        NavItem(
            endpoint="people.listing",
            label=_l("People"),
            icon="people",
            roles=frozenset({Role.ADMINISTRATOR, Role.AUDITOR}),
        ),
    ),
    account=(
        NavItem(endpoint="profile.account", label=_l("My account"), icon="person"),
        NavItem(
            endpoint="absences.listing",
            label=_l("Absences"),
            icon="absence",
            roles=STAFF | {Role.AUDITOR},
        ),
    ),
    search="cases.listing",
    unread=unread,
    blueprints=(parts, home, inbox, cases, running, customers, people, profile, absences, notices),
)

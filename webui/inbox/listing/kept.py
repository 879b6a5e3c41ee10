"""Filters that people keep: of the inbox and of the list of cases."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast, get_args

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import (
    ChangeFilter,
    FilterId,
    ForgetFilter,
    InboxView,
    ListName,
    SavedFilter,
    SavedFilters,
    SaveFilter,
)
from webui.inbox.listing.wishes import wished
from webui.parts.codes import GROUPS, word
from webui.parts.forms.reading import number_of, text
from webui.parts.numbers import at_least
from webui.shared.languages import language
from webui.shared.navigation import safe_target
from webui.shared.sign_in.sessions import engine, me

LISTS: tuple[ListName, ...] = get_args(ListName)
COUNTED = 12
"""Of how many kept filters the number of tasks is told."""
_KEPT = {
    "inbox": ("view", "q", "order", "due", "follow", "step", "process", "manager", "tier", "line",
              "customer"),
    "cases": ("state", "q", "order", "urgency", "process", "stage", "manager", "tier", "line",
              "customer", "from", "to"),
}  # fmt: skip
"""What of an address is kept; whatever else stands in it is nothing to keep."""


@dataclass(frozen=True, kw_only=True, slots=True)
class KeptShown:
    """A kept filter: `number` is how many tasks it leaves now, None when that was not asked."""

    id: FilterId
    name: str
    href: str
    shared: str
    group: str | None
    mine: bool
    number: str | None


def install(inbox: Blueprint) -> None:
    """Add the addresses."""
    lists = ",".join(LISTS)
    inbox.add_url_rule(f"/filters/<any({lists}):of>", "kept", _show)
    inbox.add_url_rule(f"/filters/<any({lists}):of>/menu", "kept_menu", _menu)
    inbox.add_url_rule(f"/filters/<any({lists}):of>", "keep", _keep, methods=["POST"])
    inbox.add_url_rule("/filters/<kept>/change", "change_kept", _change, methods=["POST"])
    inbox.add_url_rule("/filters/<kept>/forget", "forget_kept", _forget, methods=["POST"])


def _show(of: str) -> ResponseReturnValue:
    """Show all one keeps, to rename, share and forget."""
    found = [_shown(each, number=None) for each in _read(of)]
    return render_template("inbox/kept.html", of=of, kept=found, groups=_groups())


def _menu(of: str) -> ResponseReturnValue:
    """Show what one keeps, with numbers, and a field to keep what is asked now."""
    found = [
        _shown(each, number=_number(each) if of == "inbox" and place < COUNTED else None)
        for place, each in enumerate(_read(of))
    ]
    asked = _asked(of)
    narrowed = {key: value for key, value in asked.items() if key not in ("view", "state")}
    return render_template(
        "inbox/kept_menu.html", of=of, kept=found, asked=asked, narrowed=narrowed, groups=_groups()
    )


def _keep(of: str) -> ResponseReturnValue:
    asked = _asked(of)
    command = SaveFilter(
        actor=me().id,
        of=cast("ListName", of),
        name=text("name"),
        asked=asked,
        group=text("group") or None,
    )
    engine().execute(command)
    flash(_("The filter “%(name)s” is kept.", name=command.name), "success")
    return redirect(_href(of, asked), 303)


def _change(kept: str) -> ResponseReturnValue:
    wanted, group = FilterId(number_of(kept)), text("group") or None
    engine().execute(ChangeFilter(actor=me().id, id=wanted, name=text("name"), group=group))
    flash(_("Saved."), "success")
    return redirect(_back(), 303)


def _forget(kept: str) -> ResponseReturnValue:
    engine().execute(ForgetFilter(actor=me().id, id=FilterId(number_of(kept))))
    return redirect(_back(), 303)


def _back() -> str:
    return safe_target(request.form.get("next")) or url_for("inbox.kept", of="inbox")


def _read(of: str) -> tuple[SavedFilter, ...]:
    query = SavedFilters(actor=me().id, of=cast("ListName", of), language=language())
    return engine().query(query)


def _asked(of: str) -> dict[str, str]:
    """Return what of this request is kept of a list."""
    found = {name: text(name, 200) for name in _KEPT[of]}
    return {name: value for name, value in found.items() if value}


def _shown(kept: SavedFilter, *, number: str | None) -> KeptShown:
    shared = ""
    if kept.group is not None:
        group = word(GROUPS, kept.group)
        shared = str(_("shared with %(group)s", group=group))
        if not kept.mine:
            shared = str(_("of %(name)s, for %(group)s", name=kept.owner, group=group))
    return KeptShown(
        id=kept.id,
        name=kept.name,
        href=_href(kept.of, kept.asked),
        shared=shared,
        group=kept.group,
        mine=kept.mine,
        number=number,
    )


def _href(of: str, asked: Mapping[str, str]) -> str:
    known: dict[str, Any] = {key: value for key, value in asked.items() if key in _KEPT[of]}
    if of == "cases":
        return url_for("cases.listing", **known)
    return url_for("inbox.view", view=_view(known), **_rest(known))


def _number(kept: SavedFilter) -> str:
    found = engine().query(wished(_view(kept.asked), _rest(kept.asked)).number())
    return at_least(found)


def _view(asked: Mapping[str, str]) -> InboxView:
    return next((view for view in get_args(InboxView) if view == asked.get("view")), "mine")


def _rest(asked: Mapping[str, str]) -> dict[str, Any]:
    return {name: value for name, value in asked.items() if name != "view"}


def _groups() -> list[tuple[str, str]]:
    """Return the groups one may share a filter with, in words."""
    return sorted((group, word(GROUPS, group)) for group in me().groups)

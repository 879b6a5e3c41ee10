"""The inbox: a list, and beside it the task chosen from it. The address names both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from engine.api import (
    MANY,
    ChangeTask,
    ClaimTask,
    Counts,
    InboxView,
    Scope,
    TaskId,
    TaskLine,
    scope_of,
)
from engine.api import Page as PageOf
from webui.inbox.counts import counts
from webui.inbox.listing import lines, pulse
from webui.inbox.listing.orders import ORDERS
from webui.inbox.listing.wishes import Wish, wished
from webui.inbox.task import page as task_page
from webui.parts.forms import filters
from webui.parts.forms.reading import place, task_of
from webui.parts.numbers import at_least
from webui.shared.errors.problems import wants_fragment
from webui.shared.numbers import counted
from webui.shared.sign_in.sessions import engine, me

View = InboxView
VIEWS: tuple[View, ...] = get_args(InboxView)
ROWS = 30


@dataclass(frozen=True, kw_only=True, slots=True)
class Tab:
    """A view of the inbox by name and number; `done` has no number.

    `substitute` is there only while one stands in for somebody, or is looking at it.
    """

    view: View
    label: str
    number: int | None


def install(inbox: Blueprint) -> None:
    """Add the addresses."""
    views = ",".join(VIEWS)
    inbox.add_url_rule("/inbox", "home", _home)
    inbox.add_url_rule(f"/inbox/<any({views}):view>", "view", _list)
    inbox.add_url_rule(f"/inbox/<any({views}):view>/tasks/<task>", "chosen", _chosen)
    inbox.add_url_rule(f"/inbox/<any({views}):view>/number", "number", _number)
    inbox.add_url_rule(f"/inbox/<any({views}):view>/pulse", "pulse", _pulse)


def _home() -> ResponseReturnValue:
    """Lead to the first view that holds a task: one's own, those one may take, then the others'."""
    numbers = counts(me())
    full = {"mine": numbers.mine, "groups": numbers.groups, "substitute": numbers.standing_in}
    view = next((view for view, number in full.items() if number), "station")
    return redirect(url_for("inbox.view", view=view if numbers.station else "mine"))


def _list(view: str) -> ResponseReturnValue:
    wish, after = wished(cast("View", view)), place()
    page, why = wish.read(after, ROWS)
    if wants_fragment():
        return render_template("inbox/rows.html", **_rows(wish, page, None))
    return render_template("inbox/inbox.html", task=None, why=why, **_frame(wish, page, None))


def _chosen(view: str, task: str) -> ResponseReturnValue:
    wish, wanted = wished(cast("View", view)), task_of(task)
    shown = task_page.read(wanted)
    page, why = wish.read(None, ROWS)
    return render_template("inbox/inbox.html", task=shown, why=why, **_frame(wish, page, wanted))


def _number(view: str) -> ResponseReturnValue:
    """Say how many tasks a filter leaves: asked by the page when it is there."""
    found = engine().query(wished(cast("View", view)).number())
    return render_template("parts/number.html", number=at_least(found))


def _pulse(view: str) -> ResponseReturnValue:
    """Say whether the top of a list is still what a page shows; asked again and again."""
    page, _why = wished(cast("View", view)).read(None, ROWS)
    return pulse.answer(page.rows)


def _rows(wish: Wish, page: PageOf[TaskLine], chosen: TaskId | None) -> dict[str, object]:
    return {
        "view": wish.view,
        "query": wish.query,
        "wish": wish,
        "rows": [lines.shown(line) for line in page.rows],
        "next": page.next,
        "partial": page.partial,
        "chosen": chosen,
        "version": pulse.version(page.rows),
        "may_work": wish.view != "done" and scope_of(me(), ClaimTask.action) is not Scope.NONE,
    }


def _frame(wish: Wish, page: PageOf[TaskLine], chosen: TaskId | None) -> dict[str, object]:
    numbers = counts(me())
    around = {
        "tabs": _tabs(numbers, wish.view),
        "late": _late(numbers.late),
        "may_reassign": scope_of(me(), ChangeTask.action) is not Scope.NONE,
        "here": filters.told(),
        "orders": ORDERS,
    }
    return around | _rows(wish, page, chosen)


def _late(number: int) -> str | None:
    """Return how many tasks are late in words, None when none is."""
    if number >= MANY:
        return str(_("%(many)s late", many=counted(number)))
    return str(ngettext("%(num)d late", "%(num)d late", number)) if number else None


def _tabs(numbers: Counts, view: View) -> list[Tab]:
    tabs = [
        Tab(view="mine", label=_("Mine"), number=numbers.mine),
        Tab(view="groups", label=_("My groups"), number=numbers.groups),
        Tab(view="substitute", label=_("Standing in"), number=numbers.standing_in),
        Tab(view="station", label=_("Station"), number=numbers.station),
        Tab(view="done", label=_("Done by me"), number=None),
    ]
    stands_in = numbers.standing_in is not None or view == "substitute"
    return [tab for tab in tabs if stands_in or tab.view != "substitute"]

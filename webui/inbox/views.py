"""The inbox: a list, and beside it the task chosen from it. The address names both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, cast, get_args

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from engine.api import MANY, Counts, Inbox, TaskId, TaskLine
from engine.api import Page as PageOf
from webui.inbox import lines, task_page
from webui.inbox.counts import counts
from webui.parts.reading import place, task_of, text
from webui.shared.languages import language
from webui.shared.numbers import counted
from webui.shared.problems import wants_fragment
from webui.shared.sessions import engine, me

View = Literal["mine", "groups", "substitute", "station", "done"]
VIEWS: tuple[View, ...] = get_args(View)
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


def _home() -> ResponseReturnValue:
    """Lead to the first view that holds a task: one's own, those one may take, then the others'."""
    numbers = counts(me())
    full = {"mine": numbers.mine, "groups": numbers.groups, "substitute": numbers.standing_in}
    view = next((view for view, number in full.items() if number), "station")
    return redirect(url_for("inbox.view", view=view if numbers.station else "mine"))


def _list(view: str) -> ResponseReturnValue:
    chosen = cast("View", view)
    after = place()
    page = _page(chosen, after)
    if after and wants_fragment():
        return render_template("inbox/rows.html", **_rows(chosen, page, None))
    return render_template("inbox/inbox.html", task=None, **_frame(chosen, page, None))


def _chosen(view: str, task: str) -> ResponseReturnValue:
    chosen, wanted = cast("View", view), task_of(task)
    shown = task_page.read(wanted)
    page = _page(chosen, None)
    return render_template("inbox/inbox.html", task=shown, **_frame(chosen, page, wanted))


def _page(view: View, after: str | None) -> PageOf[TaskLine]:
    return engine().query(
        Inbox(
            actor=me().id, view=view, language=language(), text=text("q"), after=after, limit=ROWS
        )
    )


def _rows(view: View, page: PageOf[TaskLine], chosen: TaskId | None) -> dict[str, object]:
    return {
        "view": view,
        "query": text("q"),
        "rows": [lines.shown(line) for line in page.rows],
        "next": page.next,
        "chosen": chosen,
    }


def _frame(view: View, page: PageOf[TaskLine], chosen: TaskId | None) -> dict[str, object]:
    numbers = counts(me())
    return {"tabs": _tabs(numbers, view), "late": _late(numbers.late)} | _rows(view, page, chosen)


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

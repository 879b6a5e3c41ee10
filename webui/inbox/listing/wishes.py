"""What an address asks of a list of the inbox."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from flask_babel import gettext as _

from engine.api import (
    Due,
    FilterChoices,
    FollowUp,
    Inbox,
    InboxNumber,
    InboxView,
    Page,
    TaskFilter,
    TaskLine,
    TaskOrder,
    TooManyToSort,
)
from webui.inbox.listing import orders
from webui.parts.forms import filters
from webui.parts.forms.filters import Filters, Option
from webui.parts.forms.reading import text
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """Which tasks of which view; `asked` are the filter's fields as they are shown."""

    view: InboxView
    query: str
    asked: Filters
    order: TaskOrder = orders.USUAL

    @property
    def where(self) -> TaskFilter:
        """What the engine is asked."""
        value = self.asked.value
        due, follow_up, step = value("due"), value("follow"), value("step")
        process, _colon, element = (step or "").partition(":")
        return TaskFilter(
            process=value("process"),
            step=(process, element) if step else None,
            manager=value("manager"),
            tier=value("tier"),
            line=value("line"),
            customer=filters.customer_of(value("customer")),
            due=cast("Due", due) if due else None,
            follow_up=cast("FollowUp", follow_up) if follow_up else None,
        )

    @property
    def address(self) -> dict[str, str]:
        """What asks for the same again within a view."""
        return self.beside_filters | self.asked.address

    @property
    def beside_filters(self) -> dict[str, str]:
        """What an address asks beside the filter's fields: the search and the order."""
        order = "" if self.order == orders.USUAL else self.order
        return {key: value for key, value in (("q", self.query), ("order", order)) if value}

    def ordered(self, order: TaskOrder) -> dict[str, str]:
        """Return what asks for the same in another order."""
        return replace(self, order=order).address

    @property
    def narrows(self) -> bool:
        """Whether anything is asked."""
        return bool(self.query or self.asked.in_force)

    def page(self, after: str | None, limit: int) -> Inbox:
        """Return the query of a page."""
        return Inbox(
            actor=me().id,
            view=self.view,
            language=language(),
            text=self.query,
            where=self.where,
            order=self.order,
            after=after,
            limit=limit,
        )

    def read(self, after: str | None, limit: int) -> tuple[Page[TaskLine], str]:
        """Ask for a page; with it, why it is not in the order wished for, empty when it is."""
        try:
            return engine().query(self.page(after, limit)), ""
        except TooManyToSort as error:
            by_urgency = replace(self, order=orders.USUAL)
            found = engine().query(by_urgency.page(after, limit))
            return found, orders.refused(self.order, error.most)

    def number(self) -> InboxNumber:
        """Return the query for how many there are."""
        return InboxNumber(actor=me().id, view=self.view, text=self.query, where=self.where)


def wished(view: InboxView, given: Mapping[str, str] | None = None) -> Wish:
    """Read what is asked of a view: from this request's address, or from what was kept of one."""
    query = text("q") if given is None else filters.cleaned(given.get("q", ""))
    order = text("order") if given is None else filters.cleaned(given.get("order", ""))
    asked = filters.filled(_fields(view), given)
    return Wish(view=view, query=query, asked=asked, order=orders.order_of(view, order))


def _fields(view: InboxView) -> tuple[filters.Field, ...]:
    choices = engine().query(FilterChoices(actor=me().id, language=language()))
    return (
        *(() if view == "done" else _waiting()),
        filters.steps(choices),
        filters.processes(choices),
        filters.managers(choices),
        *filters.of_the_customer(),
    )


def _waiting() -> tuple[filters.Field, ...]:
    """Return the fields that only mean something of what waits."""
    return (
        filters.choice(
            "due",
            _("Due"),
            (
                Option(value="overdue", label=str(_("overdue"))),
                Option(value="today", label=str(_("today"))),
                Option(value="week", label=str(_("this week"))),
            ),
        ),
        filters.choice(
            "follow",
            _("Follow-up"),
            (
                Option(value="reached", label=str(_("its day has come"))),
                Option(value="ahead", label=str(_("still ahead"))),
            ),
        ),
    )

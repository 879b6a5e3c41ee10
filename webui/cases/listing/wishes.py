"""What an address asks of the list of cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from flask_babel import gettext as _

from engine.api import (
    CaseFilter,
    CaseList,
    CaseNumber,
    CaseStates,
    FilterChoices,
    Order,
    Urgency,
)
from webui.parts.forms import filters
from webui.parts.forms.filters import Field, Filters, Option
from webui.parts.forms.reading import text
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me

STATES: tuple[CaseStates, ...] = get_args(CaseStates)
ORDERS: tuple[Order, ...] = get_args(Order)


@dataclass(frozen=True, kw_only=True, slots=True)
class Wish:
    """Which cases, in which order; `asked` are the filter's fields as they are shown."""

    state: CaseStates | None
    query: str
    order: Order
    asked: Filters

    @property
    def where(self) -> CaseFilter:
        """What the engine is asked."""
        value = self.asked.value
        urgency = value("urgency")
        return CaseFilter(
            process=value("process"),
            stage=value("stage"),
            manager=value("manager"),
            tier=value("tier"),
            line=value("line"),
            customer=filters.customer_of(value("customer")),
            started_from=filters.day_of(value("from")),
            started_to=filters.day_of(value("to")),
            urgency=cast("Urgency", urgency) if urgency else None,
        )

    @property
    def orders(self) -> dict[Order, str]:
        """What the list can be ordered by, each with its words; the order it has is among them."""
        words: dict[Order, str] = {
            "newest": str(_("Newest first")),
            "oldest": str(_("Oldest first")),
            "due": str(_("Earliest time limit first")),
        }
        if self.order != "due" and self.asked.value("urgency") not in ("late", "risk"):
            del words["due"]
        return words

    @property
    def address(self) -> dict[str, str]:
        """What asks for the same again."""
        named = {"state": self.state or "all", "q": self.query}
        order = {"order": self.order} if self.order != "newest" else {}
        return {key: value for key, value in named.items() if value} | order | self.asked.address

    def asking(self, **changes: str | None) -> dict[str, str]:
        """Return an address's part that asks the same but for some fields; None takes one away."""
        asked = self.address | changes
        return {key: value for key, value in asked.items() if value is not None}

    @property
    def narrows(self) -> bool:
        """Whether anything but the state is asked."""
        return bool(self.query or self.asked.in_force)

    def page(self, after: str | None, limit: int) -> CaseList:
        """Return the query of a page."""
        return CaseList(
            actor=me().id,
            language=language(),
            state=self.state,
            text=self.query,
            where=self.where,
            order=self.order,
            after=after,
            limit=limit,
        )

    def number(self) -> CaseNumber:
        """Return the query for how many there are."""
        return CaseNumber(actor=me().id, state=self.state, text=self.query, where=self.where)


def wished() -> Wish:
    """Read the address."""
    asked_order = text("order")
    order: Order = asked_order if asked_order in ORDERS else "newest"
    return Wish(state=_state(text("state")), query=text("q"), order=order, asked=_asked())


def _asked() -> Filters:
    choices = engine().query(FilterChoices(actor=me().id, language=language()))
    return filters.filled(
        (
            filters.choice(
                "urgency",
                _("Time limit"),
                (
                    Option(value="late", label=str(_("Late"))),
                    Option(value="risk", label=str(_("Due within two working days"))),
                    Option(value="still", label=str(_("Waiting for the customer"))),
                ),
            ),
            filters.processes(choices),
            filters.stages(),
            filters.managers(choices),
            *filters.of_the_customer(),
            Field(name="from", label=str(_("Started from")), kind="day"),
            Field(name="to", label=str(_("Started until")), kind="day"),
        )
    )


def _state(wish: str) -> CaseStates | None:
    """Return which cases are wished for: the open ones, unless a search looks everywhere."""
    if wish in STATES:
        return wish
    return None if wish == "all" or text("q") else "open"

"""In which order the inbox shows its tasks: chosen in the address, kept with a filter."""

from __future__ import annotations

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.api import InboxView, TaskOrder
from webui.shared.navigation import Words

USUAL: TaskOrder = "urgent"
ORDERS: dict[TaskOrder, Words] = {
    "urgent": _l("Most urgent first"),
    "newest": _l("Newest task first"),
    "case": _l("Newest case first"),
    "follow-up": _l("Earliest follow-up first"),
    "customer": _l("By customer"),
    "priority": _l("Highest priority first"),
}


def order_of(view: InboxView, written: str) -> TaskOrder:
    """Return the order an address asks for; what was done has its own, the latest first."""
    if view == "done":
        return USUAL
    return next((order for order in ORDERS if order == written), USUAL)


def refused(order: TaskOrder, most: int) -> str:
    """Say why a list is shown by urgency although another order was chosen."""
    return str(
        _(
            "“%(order)s” needs a list of at most %(most)s tasks, so the most urgent stand first. "
            "Narrow it by what is due, by the customer manager or by a search.",
            order=ORDERS[order],
            most=f"{most:,}",
        )
    )

"""How a case began, and what reached it from others, as sentences of its timeline."""

from __future__ import annotations

from flask_babel import gettext as _

from engine.api import EventView


def started(event: EventView) -> str:
    """Say that the case was started, and by what if no person applied."""
    number, name = event.data.get("number", ""), event.data.get("name", "")
    match event.data.get("trigger"):
        case "message":
            return str(_("The message “%(name)s” began case %(number)s", name=name, number=number))
        case "signal":
            return str(_("The signal “%(name)s” began case %(number)s", name=name, number=number))
        case "timer":
            return str(_("Case %(number)s began at its time", number=number))
        case "conditional":
            return str(_("Its condition being true began case %(number)s", number=number))
        case _:
            return str(_("Case %(number)s was started", number=number))


def received(event: EventView) -> str:
    """Say that a signal came, and from which case if from one."""
    name, sender = event.data.get("signal", ""), event.data.get("sender")
    if sender:
        return str(_("The signal “%(name)s” came from case %(case)s", name=name, case=sender))
    return str(_("The signal “%(name)s” came", name=name))

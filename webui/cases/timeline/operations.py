"""The sentences of what responsible people did to a case beside its diagram."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from engine.api import EventView


def _element(event: EventView) -> str:
    return event.element_name or event.element or ""


def _names(event: EventView, key: str) -> str:
    return str(_(", ")).join(str(name) for name in event.data.get(key) or ())


def _moved(event: EventView) -> str:
    cancelled = str(_(", ")).join(str(one[0]) for one in event.data.get("cancelled") or ())
    started = _names(event, "started")
    if cancelled and started:
        return str(_("Moved from %(old)s to %(new)s", old=cancelled, new=started))
    if started:
        return str(_("Begun by hand: %(new)s", new=started))
    return str(_("Taken away: %(old)s", old=cancelled))


def _corrected(event: EventView) -> str:
    if event.element is None:
        return str(_("Data corrected by hand"))
    return str(_("Data of “%(name)s” corrected by hand", name=_element(event)))


def _restarted_from(event: EventView) -> str:
    number, started = event.data.get("number", ""), _names(event, "started")
    if started:
        return str(
            _("Restarted from case %(number)s, at %(places)s", number=number, places=started)
        )
    return str(_("Restarted from case %(number)s", number=number))


def _task_changed(event: EventView) -> str:
    """Say to whom a task went; whatever else was changed of it stands beside the sentence."""
    task = _element(event)
    old = (event.data.get("before") or {}).get("assignee")
    new = (event.data.get("after") or {}).get("assignee")
    if new and old:
        return str(_("“%(task)s” went from %(old)s to %(new)s", task=task, old=old, new=new))
    if new:
        return str(_("“%(task)s” was given to %(new)s", task=task, new=new))
    return str(_("Changed the task “%(task)s”", task=task))


SENTENCES: dict[str, Callable[[EventView], str]] = {
    "case-suspended": lambda _e: _("The case was suspended; its time limits go on"),
    "case-resumed": lambda _e: _("The case was resumed"),
    "case-cancelled": lambda _e: _("The case was cancelled"),
    "element-skipped": lambda e: _("Skipped “%(name)s”", name=_element(e)),
    "sent-back": lambda e: _(
        "Sent back from “%(name)s” to “%(to)s”", name=_element(e), to=e.data.get("to", "")
    ),
    "element-repeated": lambda e: _("Began “%(name)s” again", name=_element(e)),
    "token-moved": _moved,
    "variables-corrected": _corrected,
    "restarted-as": lambda e: _("Restarted as case %(number)s", number=e.data.get("number", "")),
    "restarted-from": _restarted_from,
    "message-delivered": lambda e: _(
        "Message delivered by hand: %(name)s", name=e.element_name or e.data.get("message", "")
    ),
    "case-migrated": lambda e: _(
        "The process “%(process)s” went from version %(old)s to version %(new)s",
        process=e.data.get("process", ""),
        old=e.data.get("from_version", ""),
        new=e.data.get("to_version", ""),
    ),
    "task-changed": _task_changed,
}
"""By kind of event; each of them has a reason."""

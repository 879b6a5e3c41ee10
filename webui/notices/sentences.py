"""A notice as a sentence, the same on a page and in a letter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from engine.api import MANY, NoticeKind, NoticeView

Say = Callable[..., str]
"""Gives a sentence in the reader's language; its places are filled by name."""

When = Callable[[datetime], str]
"""Puts a due moment into words."""


def sentence(view: NoticeView, _: Say, due: When, group: Callable[[str], str]) -> str:
    """Return what a notice says. `group` names a group of people in the reader's language."""
    if view.hidden:
        return _("About a case that you may not see any more")
    match view.kind:
        case NoticeKind.ASSIGNED | NoticeKind.OFFERED:
            return _of_task(view, _, group)
        case NoticeKind.MENTIONED:
            who = view.by.name if view.by is not None else ""
            return _("%(name)s mentioned you in a comment", name=who)
        case NoticeKind.AT_RISK | NoticeKind.OVERDUE:
            return _of_time(view, _, due(view.due) if view.due is not None else "")
        case NoticeKind.STANDS_IN:
            return _of_absence(view, _, due(view.due) if view.due is not None else "")
        case _:
            return _of_mail(view, _)


def _of_task(view: NoticeView, _: Say, group: Callable[[str], str]) -> str:
    name, by = view.name, view.by
    if view.kind is NoticeKind.ASSIGNED:
        if by is None:
            return _("“%(task)s” is yours to do", task=name)
        return _("“%(task)s” is yours to do, after %(name)s", task=name, name=by.name)
    if view.group is None:
        return _("“%(task)s” is offered to you", task=name)
    return _("“%(task)s” is offered to %(group)s", task=name, group=group(view.group))


def _of_time(view: NoticeView, _: Say, due: str) -> str:
    if view.kind is NoticeKind.AT_RISK:
        return _("“%(task)s” is soon late: it is due %(due)s", task=view.name, due=due)
    return _("“%(task)s” is late: it was due %(due)s", task=view.name, due=due)


def _of_absence(view: NoticeView, _: Say, until: str) -> str:
    name = view.about.name if view.about is not None else ""
    if view.count == 1:
        return _("%(name)s is away until %(day)s: one task waits for you", name=name, day=until)
    return _(
        "%(name)s is away until %(day)s: %(count)s tasks wait for you",
        name=name,
        day=until,
        count=view.count if view.count < MANY else f"{MANY - 1}+",
    )


def _of_mail(view: NoticeView, _: Say) -> str:
    if view.kind is NoticeKind.MAIL_FAILS:
        return _("No mail goes out. The mail server says: %(said)s", said=view.failure)
    return _(
        "Mail to %(name)s does not arrive. The server says of %(address)s: %(said)s",
        name=view.about.name if view.about is not None else "",
        address=view.address,
        said=view.failure,
    )


def standing(view: NoticeView, _: Say) -> str:
    """Return in whose place the reader is told; empty when it is their own."""
    if view.stands_for is None:
        return ""
    return _("in place of %(name)s", name=view.stands_for.name)

"""The list of notices: reading them, and going to what they tell of."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from engine.api import (
    MarkNotice,
    MarkNotices,
    NoticeId,
    NoticeKind,
    Notices,
    NoticeView,
    OneNotice,
)
from webui.notices.counts import unread
from webui.notices.sentences import sentence, standing
from webui.parts.codes import GROUPS, word
from webui.parts.forms.reading import number_of, text
from webui.parts.timelimits.dues import due_words
from webui.shared.errors.problems import wants_fragment
from webui.shared.languages import language
from webui.shared.moments import moment
from webui.shared.sign_in.sessions import engine, me

ROWS = 30
TONES = {NoticeKind.AT_RISK: "yellow", NoticeKind.OVERDUE: "red", NoticeKind.MENTIONED: "azure"}


@dataclass(frozen=True, kw_only=True, slots=True)
class NoticeShown:
    """A notice as a row."""

    id: NoticeId
    sentence: str
    text: str
    case: str
    standing: str
    at: str
    tone: str
    is_read: bool
    waits: bool


def install(notices: Blueprint) -> None:
    """Add the addresses."""
    notices.add_url_rule("/notices", "listing", _list)
    notices.add_url_rule("/notices/bell", "bell", _bell)
    notices.add_url_rule("/notices/<notice>", "open", _open)
    notices.add_url_rule("/notices/<notice>/read", "mark", _mark, methods=["POST"])
    notices.add_url_rule("/notices/read", "mark_all", _mark_all, methods=["POST"])


def _list() -> ResponseReturnValue:
    only = text("state") == "unread"
    before = NoticeId(number_of(text("before"))) if text("before") else None
    found = engine().query(
        Notices(actor=me().id, language=language(), unread=only, before=before, limit=ROWS)
    )
    shown = {
        "rows": [_shown(view) for view in found.rows],
        "next": found.next,
        "state": "unread" if only else "all",
        "unread": found.unread,
        "newest": found.rows[0].id if found.rows else 0,
    }
    part = before is not None and wants_fragment()
    return render_template("notices/rows.html" if part else "notices/listing.html", **shown)


def _shown(view: NoticeView) -> NoticeShown:
    return NoticeShown(
        id=view.id,
        sentence=sentence(view, _, due_words, lambda code: str(word(GROUPS, code))),
        text=view.text,
        case=" · ".join(filter(None, (view.customer, view.number))),
        standing=standing(view, _),
        at=moment(view.at),
        tone=TONES.get(view.kind, "secondary"),
        is_read=view.is_read,
        waits=view.waits,
    )


def _bell() -> ResponseReturnValue:
    return render_template("notices/bell.html", number=unread(me()))


def _open(notice: str) -> ResponseReturnValue:
    """Mark a notice as read and lead to what it tells of; a mere look ahead marks nothing."""
    number = NoticeId(number_of(notice))
    view = engine().query(OneNotice(actor=me().id, language=language(), notice=number))
    if request.method == "GET":
        engine().execute(MarkNotice(actor=me().id, notice=number))
    return redirect(_place(view), 303)


def _place(view: NoticeView) -> str:
    """Return the page of what a notice tells of; the list when one may not see it any more."""
    if view.kind is NoticeKind.MAIL_REFUSED and view.about is not None:
        return url_for("people.person", login=view.about.login)
    if view.kind is NoticeKind.MENTIONED and view.case is not None:
        return url_for("cases.comments", case=view.case)
    if view.kind is NoticeKind.STANDS_IN:
        return url_for("inbox.view", view="substitute")
    if view.task is not None:
        return url_for("inbox.task", task=view.task)
    if view.case is not None:
        return url_for("cases.overview", case=view.case)
    return url_for("notices.listing")


def _mark(notice: str) -> ResponseReturnValue:
    read = text("read") != "no"
    engine().execute(MarkNotice(actor=me().id, notice=NoticeId(number_of(notice)), read=read))
    return redirect(url_for("notices.listing", state=text("state") or None), 303)


def _mark_all() -> ResponseReturnValue:
    newest = NoticeId(number_of(text("newest")))
    marked = engine().execute(MarkNotices(actor=me().id, newest=newest))
    said = ngettext(
        "%(num)d message is marked as read.", "%(num)d messages are marked as read.", marked
    )
    flash(said, "success")
    return redirect(url_for("notices.listing"), 303)

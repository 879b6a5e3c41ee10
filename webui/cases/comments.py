"""What is said about a case: its tab, saying something, taking it back, whom one may name."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, get_template_attribute, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import (
    AddComment,
    CaseId,
    Colleagues,
    Commented,
    CommentId,
    TaskId,
    WithdrawComment,
)
from webui.cases.notes import answer, task_named
from webui.cases.pages import read_case
from webui.parts import comments
from webui.parts.forms.reading import LONGEST_REQUEST, case_of, number_of, text
from webui.shared.errors.problems import wants_fragment
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me

LONGEST_NAME = 64


def install(cases: Blueprint) -> None:
    """Add the addresses."""
    cases.add_url_rule("/cases/<case>/comments", "comments", _tab)
    cases.add_url_rule("/cases/<case>/comments", "say", _say, methods=["POST"])
    withdraw = "/cases/<case>/comments/<comment>/withdraw"
    cases.add_url_rule(withdraw, "withdraw_comment", _withdraw, methods=["POST"])
    cases.add_url_rule("/cases/<case>/colleagues", "colleagues", _colleagues)


def _tab(case: str) -> ResponseReturnValue:
    wanted = case_of(case)
    wish = request.args.get("before")
    before = None if wish is None else CommentId(number_of(wish))
    talk = comments.read(wanted, before)
    if before is not None and wants_fragment():
        return render_template("cases/comment_rows.html", talk=talk)
    return render_template("cases/comments.html", case=read_case(wanted), talk=talk, tab="comments")


def _say(case: str) -> ResponseReturnValue:
    wanted, task = case_of(case), task_named()
    said = engine().execute(
        AddComment(
            actor=me().id,
            case=wanted,
            text=request.form.get("text", ""),
            task=task,
            request=text("request", LONGEST_REQUEST) or None,
        )
    )
    return _answer(wanted, task, _reached(said))


def _withdraw(case: str, comment: str) -> ResponseReturnValue:
    wanted, number = case_of(case), CommentId(number_of(comment))
    engine().execute(WithdrawComment(actor=me().id, case=wanted, comment=number))
    return _answer(wanted, task_named(), _("The comment was withdrawn."))


def _colleagues(case: str) -> ResponseReturnValue:
    query = Colleagues(
        actor=me().id, case=case_of(case), text=text("q", LONGEST_NAME), language=language()
    )
    found = engine().query(query)
    return jsonify([{"login": person.login, "name": person.name} for person in found])


def _reached(said: Commented) -> str:
    if not said.unheard:
        return str(_("The comment stands."))
    names = str(_(", ")).join(person.name for person in said.unheard)
    return str(
        _("The comment stands. %(names)s may not see this case and will not be told.", names=names)
    )


def _answer(case: CaseId, task: TaskId | None, note: str) -> ResponseReturnValue:
    def fresh() -> dict[str, Any]:
        talk = comments.read(case, limit=comments.LATEST if task else comments.ROWS)
        draw = get_template_attribute("parts/notes.html", "comment_list")
        return {"list": draw(talk, task), "count": talk.count, "request": talk.request}

    return answer(note, "info", case, "cases.comments", fresh)

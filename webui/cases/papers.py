"""The papers of a case: their tab, putting some to it, getting one, taking one out."""

from __future__ import annotations

from typing import Any, BinaryIO, cast

from flask import (
    Blueprint,
    Response,
    get_template_attribute,
    render_template,
    request,
    send_file,
)
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.datastructures import FileStorage

from engine.api import (
    AddPaper,
    BadPaper,
    CaseId,
    FileNotKept,
    KeepFile,
    PaperFile,
    PaperId,
    PaperKind,
    RemovePaper,
    TaskId,
)
from webui.cases.notes import answer, task_named
from webui.cases.pages import read_case
from webui.parts import papers
from webui.parts.forms.reading import LONGEST_REQUEST, case_of, number_of, text
from webui.shared.bodies import let_in
from webui.shared.errors.problems import problem, render
from webui.shared.sign_in.sessions import engine, me

LONGEST_REASON = 2000
"""What is read of a reason; the engine says how much of it may be."""


def install(cases: Blueprint) -> None:
    """Add the addresses."""
    cases.add_url_rule("/cases/<case>/papers", "papers", _tab)
    cases.add_url_rule("/cases/<case>/papers", "add_papers", _add, methods=["POST"])
    cases.add_url_rule("/cases/<case>/papers/<paper>", "paper", _download)
    remove = "/cases/<case>/papers/<paper>/remove"
    cases.add_url_rule(remove, "remove_paper", _remove, methods=["POST"])
    cases.record(lambda state: let_in(state.app, "cases.add_papers"))


def _tab(case: str) -> ResponseReturnValue:
    wanted = case_of(case)
    found = papers.read(wanted)
    return render_template("cases/papers.html", case=read_case(wanted), papers=found, tab="papers")


def _add(case: str) -> ResponseReturnValue:
    wanted, task = case_of(case), task_named()
    kind = _kind(text("kind"))
    sent = [file for file in request.files.getlist("file") if file.filename]
    if not sent:
        return render(problem(422, _("Choose a file first.")))
    once = text("request", LONGEST_REQUEST)
    for place, file in enumerate(sent):
        _put(wanted, task, kind, file, f"{once[:56]}-{place}" if once else None)
    note = ngettext("%(num)d paper was added.", "%(num)d papers were added.", len(sent))
    return _answer(wanted, task, note)


def _kind(wish: str) -> PaperKind:
    """Return the kind that was chosen. Raises BadPaper."""
    try:
        return PaperKind(wish)
    except ValueError:
        raise BadPaper(field="kind", found=wish) from None


def _put(
    case: CaseId, task: TaskId | None, kind: PaperKind, file: FileStorage, once: str | None
) -> None:
    """Put a file to a case; one that was swept in between is written down once more."""
    for last in (False, True):
        file.stream.seek(0)
        content = cast("BinaryIO", file.stream)
        kept = engine().query(
            KeepFile(actor=me().id, case=case, name=file.filename or "", content=content)
        )
        command = AddPaper(actor=me().id, case=case, file=kept, kind=kind, task=task, request=once)
        try:
            engine().execute(command)
        except FileNotKept:
            if last:
                raise
        else:
            return


def _download(case: str, paper: str) -> Response:
    """Give a file out to be saved, never to be shown as a page of ours."""
    query = PaperFile(actor=me().id, case=case_of(case), paper=PaperId(number_of(paper)))
    found = engine().query(query)
    response = send_file(
        found.content,
        mimetype=found.media,
        as_attachment=True,
        download_name=found.name,
        conditional=False,
        etag=False,
    )
    response.content_length = found.size
    response.headers["Cache-Control"] = "no-store"
    return response


def _remove(case: str, paper: str) -> ResponseReturnValue:
    wanted, number = case_of(case), PaperId(number_of(paper))
    reason = request.form.get("reason", "")[:LONGEST_REASON]
    engine().execute(RemovePaper(actor=me().id, case=wanted, paper=number, reason=reason))
    return _answer(wanted, task_named(), _("The paper was removed."))


def _answer(case: CaseId, task: TaskId | None, note: str) -> ResponseReturnValue:
    def fresh() -> dict[str, Any]:
        found = papers.read(case)
        draw = get_template_attribute("parts/notes.html", "paper_list")
        return {"list": draw(found, task), "count": len(found.papers)}

    return answer(note, "success", case, "cases.papers", fresh)

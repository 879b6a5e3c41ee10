"""Whether what is kept of a case is still what was written: for whoever audits."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from engine.api import CaseId, CaseProof, FaultyPaper, Scope, Touched, VerifyCase, scope_of
from webui.cases.pages import read_case
from webui.parts.forms.reading import case_of
from webui.shared.moments import moment
from webui.shared.sign_in.sessions import engine, me


@dataclass(frozen=True, kw_only=True, slots=True)
class ProofShown:
    """What was found in words: what was read, and each thing that does not hold."""

    is_whole: bool
    read: str
    end: str
    touched: tuple[str, ...]


def install(cases: Blueprint) -> None:
    """Add the address."""
    cases.add_url_rule("/cases/<case>/proof", "proof", _proof)


def may_prove() -> bool:
    """Tell whether the reader may have a history verified."""
    return scope_of(me(), VerifyCase.action) is not Scope.NONE


def proof_of(case: CaseId) -> ProofShown:
    """Verify a case now. Raises UnknownCase, Forbidden."""
    found = engine().query(VerifyCase(actor=me().id, case=case))
    return ProofShown(
        is_whole=found.is_whole, read=_read(found), end=found.end, touched=tuple(_touched(found))
    )


def _proof(case: str) -> ResponseReturnValue:
    number = case_of(case)
    proof = proof_of(number)
    return render_template(
        "cases/leaves/proof.html", case=read_case(number), proof=proof, tab="timeline"
    )


def _read(found: CaseProof) -> str:
    parts = [
        ngettext("%(num)d event", "%(num)d events", found.events),
        ngettext("%(num)d comment", "%(num)d comments", found.comments),
        ngettext("%(num)d paper", "%(num)d papers", found.papers),
    ]
    return str(_("%(events)s, %(comments)s, %(papers)s", **dict(zip(_PARTS, parts, strict=True))))


_PARTS = ("events", "comments", "papers")


def _touched(found: CaseProof) -> list[str]:
    said = [_event(found.touched)] if found.touched else []
    said += [
        str(_("Comment %(number)s is not what its author wrote.", number=comment))
        for comment in found.comments_touched
    ]
    return said + [_paper(paper) for paper in found.papers_touched]


def _event(touched: Touched) -> str:
    if touched.at is None:
        return str(_("From event %(number)s on the history is missing.", number=touched.seq))
    return str(
        _(
            "Event %(number)s, of %(moment)s, was changed, put in or follows one taken out: "
            "what stands from there on cannot be relied on.",
            number=touched.seq,
            moment=moment(touched.at),
        )
    )


def _paper(paper: FaultyPaper) -> str:
    match paper.fault:
        case "file-missing":
            return str(_("The file of “%(name)s” is missing.", name=paper.name))
        case "file-changed":
            return str(_("The file of “%(name)s” was changed.", name=paper.name))
        case "entry-changed":
            return str(_("Of “%(name)s” the store says something else.", name=paper.name))
        case _:
            return str(_("The history knows of “%(name)s”, the store does not.", name=paper.name))

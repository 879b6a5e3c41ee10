"""Papers of a case in words: their kinds, their sizes, who put them there."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import format_decimal
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.api import CaseId, CasePapers, PaperKind, Papers, PaperView
from webui.parts.codes import Words, word
from webui.shared.languages import language
from webui.shared.moments import moment
from webui.shared.sign_in.sessions import engine, me

PAPER_KINDS: Words = {
    "application": _l("Application for supply"),
    "identity": _l("ID or business licence"),
    "property-proof": _l("Proof of property"),
    "equipment-list": _l("Equipment list"),
    "project-approval": _l("Project approval"),
    "authorisation": _l("Authorisation"),
    "survey-sheet": _l("Survey sheet"),
    "reply-letter": _l("Supply-plan reply letter"),
    "design-papers": _l("Design papers"),
    "design-review": _l("Design-review opinion"),
    "intermediate-inspection": _l("Intermediate-inspection sheet"),
    "completion-report": _l("Completion report"),
    "test-report": _l("Test report"),
    "acceptance-sheet": _l("Acceptance sheet"),
    "rectification-notice": _l("Rectification notice"),
    "supply-contract": _l("Supply contract"),
    "archive-list": _l("Archive list"),
    "other": _l("Other paper"),
}
"""In the order in which they come in a case."""

KILO = 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class PaperShown:
    """A paper: `facts` are its size, who put it there and when; `removed` who took it out, when."""

    id: int
    kind: str
    name: str
    facts: tuple[str, ...]
    may_remove: bool
    removed: str | None
    reason: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PapersShown:
    """The papers of a case; `kinds` are pairs of a code and its words."""

    case: CaseId
    papers: tuple[PaperShown, ...]
    removed: tuple[PaperShown, ...]
    may_write: bool
    largest: int
    largest_words: str
    accept: str
    """Endings for a browser's file dialogue."""
    kinds: tuple[tuple[str, str], ...]


def file_size(size: int) -> str:
    """Return a number of bytes in kB or MB as people say it."""
    if size < KILO * KILO:
        return f"{format_decimal(max(1, round(size / KILO)))} kB"
    return f"{format_decimal(round(size / KILO / KILO, 1))} MB"


def read(case: CaseId) -> PapersShown:
    """Ask the engine for a case's papers. Raises UnknownCase, Forbidden."""
    found = engine().query(CasePapers(actor=me().id, case=case, language=language()))
    return shown(case, found)


def shown(case: CaseId, found: Papers) -> PapersShown:
    """Return papers in the reader's language."""
    return PapersShown(
        case=case,
        papers=tuple(map(_paper, found.papers)),
        removed=tuple(map(_paper, found.removed)),
        may_write=found.may_write,
        largest=found.largest,
        largest_words=file_size(found.largest),
        accept=",".join(f".{ending}" for ending in found.endings),
        kinds=tuple((kind.value, word(PAPER_KINDS, kind.value)) for kind in PaperKind),
    )


def _paper(view: PaperView) -> PaperShown:
    gone = view.removed
    facts = [file_size(view.size), view.by.name, moment(view.at)]
    if view.task_name:
        facts.append(str(_("at “%(task)s”", task=view.task_name)))
    return PaperShown(
        id=view.id,
        kind=word(PAPER_KINDS, view.kind.value),
        name=view.name,
        facts=tuple(facts),
        may_remove=view.may_remove,
        removed=str(_("removed by %(name)s, %(at)s", name=gone.by.name, at=moment(gone.at)))
        if gone
        else None,
        reason=gone.reason if gone else "",
    )

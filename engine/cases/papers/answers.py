"""The papers of a case, and the file of one of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.cases.answers.shelf import Shelf, people, visible_case
from engine.cases.papers.errors import FileDamaged, UnknownPaper
from engine.cases.papers.media import ENDINGS
from engine.cases.papers.messages import (
    AddPaper,
    CasePapers,
    PaperContent,
    PaperFile,
    Papers,
    PaperView,
    Removal,
)
from engine.cases.papers.ports import FileStore, PaperReadUnit, PaperRecord
from engine.cases.papers.rights import may_remove
from engine.cases.records import CaseRecord
from engine.cases.views.people import Person
from engine.identity.context import Context
from engine.identity.permissions import Scope, scope_of
from engine.kernel.ids import TaskId


class ReadPapers:
    """Answers `CasePapers`."""

    def __init__(self, shelf: Shelf, largest: int) -> None:
        """Use a shelf; a new paper may have `largest` bytes."""
        self._shelf = shelf
        self._largest = largest

    def __call__(self, query: CasePapers, context: Context[PaperReadUnit]) -> Papers:
        """Return the papers that stand and those that were removed."""
        case = visible_case(context, query.case)
        records = context.unit.papers.of_case(case.id)
        logins = [r.by for r in records] + [r.removed.by for r in records if r.removed]
        named = people(context, logins, query.language)
        tasks = self._tasks(context, records, query.language)
        views = [_view(context, case, record, named, tasks) for record in records]
        return Papers(
            papers=tuple(view for view in views if view.removed is None),
            removed=tuple(view for view in views if view.removed is not None),
            may_write=scope_of(context.actor, AddPaper.action) is not Scope.NONE,
            largest=self._largest,
            endings=ENDINGS,
        )

    def _tasks(
        self, context: Context[PaperReadUnit], records: Sequence[PaperRecord], language: str
    ) -> Mapping[int, str]:
        names = {}
        for paper in records:
            if paper.task is None or paper.task in names:
                continue
            task = context.unit.tasks.get(TaskId(paper.case, paper.task))
            if task is not None:
                element = self._shelf.element(task.definition, task.process, task.element)
                names[paper.task] = element.name_in(language)
        return names


def _view(
    context: Context[PaperReadUnit],
    case: CaseRecord,
    paper: PaperRecord,
    named: Mapping[str, Person],
    tasks: Mapping[int, str],
) -> PaperView:
    gone = paper.removed
    return PaperView(
        id=paper.id,
        kind=paper.kind,
        name=paper.name,
        media=paper.media,
        size=paper.size,
        sha256=paper.sha256,
        by=named[paper.by],
        at=paper.at,
        task=TaskId(paper.case, paper.task) if paper.task is not None else None,
        task_name=tasks.get(paper.task) if paper.task is not None else None,
        may_remove=gone is None and may_remove(context, case, paper),
        removed=Removal(by=named[gone.by], at=gone.at, reason=gone.reason) if gone else None,
    )


class OpenPaper:
    """Answers `PaperFile`."""

    def __init__(self, files: FileStore) -> None:
        """Open files of `files`."""
        self._files = files

    def __call__(self, query: PaperFile, context: Context[PaperReadUnit]) -> PaperContent:
        """Open the file of a paper that stands, once its bytes were checked."""
        case = visible_case(context, query.case)
        paper = context.unit.papers.get(case.id, query.paper)
        if paper is None or paper.removed is not None:
            raise UnknownPaper(query.paper)
        content = self._files.open(paper.sha256)
        if content is None:
            raise FileDamaged(paper.id, paper.sha256)
        return PaperContent(name=paper.name, media=paper.media, size=paper.size, content=content)

"""Putting papers to a case, looking at them, taking them out; and what lies in the folder."""

import io

from engine.api import (
    AddPaper,
    CasePapers,
    KeepFile,
    PaperFile,
    PaperKind,
    RemovePaper,
    VerifyFiles,
)
from tests.support import files


def keep(small, case, name="申请书.pdf", content=files.PDF, by="manager"):
    return small.engine.query(KeepFile(actor=by, case=case, name=name, content=io.BytesIO(content)))


def put(small, case, name="申请书.pdf", content=files.PDF, by="manager", **more):
    kept = keep(small, case, name, content, by)
    kind = more.pop("kind", PaperKind.APPLICATION)
    return small.engine.execute(AddPaper(actor=by, case=case, file=kept, kind=kind, **more))


def remove(small, case, paper, by="manager", reason="of another customer"):
    small.engine.execute(RemovePaper(actor=by, case=case, paper=paper, reason=reason))


def papers(small, case, by="director", language="en"):
    return small.engine.query(CasePapers(actor=by, case=case, language=language))


def content(small, case, paper, by="director"):
    found = small.engine.query(PaperFile(actor=by, case=case, paper=paper))
    with found.content:
        return found.content.read()


def stored(small):
    folder = small.station.settings.files
    return [path for path in folder.rglob("*") if path.is_file()]


def verdict(small):
    return small.engine.query(VerifyFiles(actor="auditor"))

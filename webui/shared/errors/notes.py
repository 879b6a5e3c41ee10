"""What refusals about drafts, comments and papers mean: a part of the table of errors."""

from __future__ import annotations

from flask_babel import gettext as _

from engine.api import (
    BadComment,
    BadDraft,
    BadPaper,
    EmptyFile,
    FileDamaged,
    FileNotKept,
    FileTooLarge,
    FileTypeRefused,
    TooManyPapers,
    UnknownComment,
    UnknownPaper,
    YekuoError,
)
from webui.shared.errors.answer import Answer


def _bad_draft(_error: BadDraft) -> str:
    return str(
        _(
            "So much cannot be kept as a draft. What you typed stays on this page: "
            "complete the task."
        )
    )


def _unknown_comment(_error: UnknownComment) -> str:
    return str(_("This comment is not there. Reload the page."))


def _bad_comment(error: BadComment) -> str:
    if not error.length:
        return str(_("Write something first."))
    return str(
        _(
            "A comment may have at most %(longest)s characters; this one has %(length)s.",
            longest=error.longest,
            length=error.length,
        )
    )


def _unknown_paper(_error: UnknownPaper) -> str:
    return str(_("This paper is not there, or it was removed. Reload the page."))


def _megabytes(size: object) -> str:
    return f"{size / 1024 / 1024:.0f}" if isinstance(size, int) else str(size)


def _file_too_large(error: FileTooLarge) -> str:
    return str(
        _(
            "“%(name)s” is larger than %(largest)s MB. Send a smaller file.",
            name=error.name,
            largest=_megabytes(error.largest),
        )
    )


def _file_type_refused(error: FileTypeRefused) -> str:
    if error.ending in error.allowed:
        return str(
            _(
                "The content of “%(name)s” is not what its name says. "
                "Save it again in the program it comes from, then send it.",
                name=error.name,
            )
        )
    return str(
        _(
            "“%(name)s” is of a type that is not taken. Taken are PDF, OFD, pictures, "
            "office documents, text, ZIP, DWG and DXF.",
            name=error.name,
        )
    )


def _empty_file(error: EmptyFile) -> str:
    return str(_("“%(name)s” is empty.", name=error.name))


def _file_not_kept(_error: FileNotKept) -> str:
    return str(_("The file could not be stored. Nothing was changed: please send it again."))


def _file_damaged(_error: FileDamaged) -> str:
    return str(
        _(
            "The stored file is missing or no longer what was put here, so it is not given out. "
            "Tell the administrator."
        )
    )


def _bad_paper(error: BadPaper) -> str:
    if error.field == "reason":
        return str(_("Write why the paper is removed: the reason stays in the history."))
    return str(_("There is no kind of paper “%(found)s”.", found=error.found))


def _too_many_papers(error: TooManyPapers) -> str:
    return str(_("This case has %(most)s papers; it can have no more.", most=error.most))


TABLE: dict[type[YekuoError], Answer] = {
    BadComment: Answer(422, _bad_comment),
    BadDraft: Answer(422, _bad_draft),
    BadPaper: Answer(422, _bad_paper),
    EmptyFile: Answer(422, _empty_file),
    FileDamaged: Answer(503, _file_damaged),
    FileNotKept: Answer(503, _file_not_kept),
    FileTooLarge: Answer(413, _file_too_large),
    FileTypeRefused: Answer(422, _file_type_refused),
    TooManyPapers: Answer(422, _too_many_papers),
    UnknownComment: Answer(404, _unknown_comment),
    UnknownPaper: Answer(404, _unknown_paper),
}

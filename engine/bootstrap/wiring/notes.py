"""Wires what people add to a case: drafts, comments, papers, and the sweep behind them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from engine.bootstrap.settings import Settings
from engine.cases.answers.shelf import Shelf
from engine.cases.comments.answers import ReadComments, read_colleagues
from engine.cases.comments.handlers import add_comment, withdraw_comment
from engine.cases.comments.messages import AddComment, CaseComments, Colleagues, WithdrawComment
from engine.cases.comments.verifying import VerifyComments, verify_comments
from engine.cases.drafts.handlers import discard_draft, read_draft, save_draft
from engine.cases.drafts.messages import DiscardDraft, SaveDraft, TaskDraft
from engine.cases.papers.answers import OpenPaper, ReadPapers
from engine.cases.papers.handlers import Add, ReceiveFile, remove_paper
from engine.cases.papers.messages import AddPaper, CasePapers, KeepFile, PaperFile, RemovePaper
from engine.cases.papers.ports import FileStore
from engine.cases.papers.verifying import CheckFiles, VerifyFiles
from engine.cases.proving import Prove, VerifyCase
from engine.cases.sweeping import (
    Drop,
    DropFiles,
    FindForgotten,
    ForgottenFiles,
    SweepDrafts,
    sweep_drafts,
)
from engine.dispatch.dispatcher import Handler
from engine.kernel.messages import Command, Query
from engine.storage.files import FolderFiles


def file_store(settings: Settings) -> FolderFiles:
    """Return the place a station's files are kept in."""
    return FolderFiles(settings.files or _beside(settings.database))


def _beside(database: str) -> Path:
    """Return `files` in the folder of an SQLite store, or in the station's usual folder."""
    path = database.removeprefix("sqlite:///")
    return (Path(path).parent if path != database else Path("var/station")) / "files"


def note_handlers(files: FileStore) -> dict[type[Command[Any]], Handler]:
    """Return who handles which command."""
    return {
        SaveDraft: save_draft,
        DiscardDraft: discard_draft,
        AddComment: add_comment,
        WithdrawComment: withdraw_comment,
        AddPaper: Add(files),
        RemovePaper: remove_paper,
        DropFiles: Drop(files),
        SweepDrafts: sweep_drafts,
    }


def note_answers(
    shelf: Shelf, files: FileStore, settings: Settings
) -> dict[type[Query[Any]], Handler]:
    """Return who answers which query."""
    return {
        TaskDraft: read_draft,
        CaseComments: ReadComments(shelf),
        Colleagues: read_colleagues,
        VerifyComments: verify_comments,
        KeepFile: ReceiveFile(files, settings.largest_file),
        CasePapers: ReadPapers(shelf, settings.largest_file),
        PaperFile: OpenPaper(files),
        VerifyFiles: CheckFiles(files),
        VerifyCase: Prove(files),
        ForgottenFiles: FindForgotten(files),
    }

"""What people add to a case: comments, papers, drafts of forms."""

from engine.cases.comments.errors import (
    BadComment,
    UnknownComment,
)
from engine.cases.comments.messages import (
    AddComment,
    CaseComments,
    Colleagues,
    Commented,
    CommentView,
    Piece,
    Talk,
    WithdrawComment,
)
from engine.cases.comments.verifying import (
    CommentsVerdict,
    VerifyComments,
)
from engine.cases.drafts.errors import BadDraft
from engine.cases.drafts.messages import (
    DiscardDraft,
    DraftSaved,
    DraftView,
    SaveDraft,
    TaskDraft,
)
from engine.cases.papers.errors import (
    BadPaper,
    EmptyFile,
    FileDamaged,
    FileNotKept,
    FileTooLarge,
    FileTypeRefused,
    TooManyPapers,
    UnknownPaper,
)
from engine.cases.papers.kinds import PaperKind
from engine.cases.papers.messages import LARGEST as LARGEST_PAPER
from engine.cases.papers.messages import (
    AddPaper,
    CasePapers,
    KeepFile,
    Kept,
    PaperContent,
    PaperFile,
    Papers,
    PaperView,
    RemovePaper,
)
from engine.cases.papers.verifying import (
    FaultyPaper,
    FilesVerdict,
    VerifyFiles,
)
from engine.cases.proving import CaseProof, VerifyCase

__all__ = [
    "LARGEST_PAPER",
    "AddComment",
    "AddPaper",
    "BadComment",
    "BadDraft",
    "BadPaper",
    "CaseComments",
    "CasePapers",
    "CaseProof",
    "Colleagues",
    "CommentView",
    "Commented",
    "CommentsVerdict",
    "DiscardDraft",
    "DraftSaved",
    "DraftView",
    "EmptyFile",
    "FaultyPaper",
    "FileDamaged",
    "FileNotKept",
    "FileTooLarge",
    "FileTypeRefused",
    "FilesVerdict",
    "KeepFile",
    "Kept",
    "PaperContent",
    "PaperFile",
    "PaperKind",
    "PaperView",
    "Papers",
    "Piece",
    "RemovePaper",
    "SaveDraft",
    "Talk",
    "TaskDraft",
    "TooManyPapers",
    "UnknownComment",
    "UnknownPaper",
    "VerifyCase",
    "VerifyComments",
    "VerifyFiles",
    "WithdrawComment",
]

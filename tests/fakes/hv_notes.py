"""Drafts, comments and papers of the fake station, in memory: one of each stands from the start."""

from __future__ import annotations

import io
from typing import Any

from engine.api import (
    Commented,
    CommentId,
    CommentView,
    DraftSaved,
    DraftView,
    Forbidden,
    Kept,
    PaperContent,
    PaperId,
    PaperKind,
    Papers,
    PaperView,
    Person,
    Piece,
    Role,
    Talk,
    TaskId,
)
from tests.fakes.hv_station import NOW, PEOPLE, VERY_LONG_NAME, at

PDF = b"%PDF-1.4\n"


def named(login: str, language: str) -> Person:
    """Return a person as a reader of a language knows them."""
    return Person(login=login, name=PEOPLE[login].name_in(language))  # type: ignore[index]


class FakeNotes:
    """What people add to cases; whoever sees the station sees all of it."""

    people: dict[Any, Any]

    def begin_notes(self) -> None:
        """Start with a comment and a paper in every case, and no draft."""
        self.drafts: dict[tuple[TaskId, str], DraftView] = {}

    def _writes(self, message: Any) -> bool:
        return Role.AUDITOR not in self.people[message.actor].roles

    def _on_task_draft(self, query: Any) -> DraftView | None:
        return self.drafts.get((query.task, query.actor))

    def _on_save_draft(self, command: Any) -> DraftSaved:
        before = self.drafts.get((command.task, command.actor))
        view = DraftView(values=command.values, mark=command.mark, at=NOW)
        self.drafts[command.task, command.actor] = view
        replaced = before.at if before and before.mark != command.known else None
        return DraftSaved(at=NOW, replaced=replaced)

    def _on_discard_draft(self, command: Any) -> None:
        self.drafts.pop((command.task, command.actor), None)

    def _on_case_comments(self, query: Any) -> Talk:
        who = named("director", query.language)
        comment = CommentView(
            id=CommentId(3),
            author=named("manager", query.language),
            at=at("2026-03-04 16:40"),
            pieces=(Piece(text=f"@{who.name}", person=who), Piece(text=f" {VERY_LONG_NAME}<b>")),
            withdrawn=None,
            task=None,
            task_name=None,
            is_mine=query.actor == "manager",
        )
        return Talk(comments=(comment,), next=None, count=1, may_write=self._writes(query))

    def _on_colleagues(self, query: Any) -> tuple[Person, ...]:
        return (named("director", query.language), named("development", query.language))

    def _on_add_comment(self, command: Any) -> Commented:
        if not self._writes(command):
            raise Forbidden(command.actor, command.action)
        return Commented(comment=CommentId(4), mentioned=(), unheard=())

    def _on_withdraw_comment(self, command: Any) -> None:
        return None

    def _on_case_papers(self, query: Any) -> Papers:
        paper = PaperView(
            id=PaperId(5),
            kind=PaperKind.APPLICATION,
            name="用电申请书（盖章）扫描件.pdf",
            media="application/pdf",
            size=1_234_567,
            sha256="0" * 64,
            by=named("manager", query.language),
            at=at("2026-03-02 09:15"),
            task=None,
            task_name=None,
            may_remove=self._writes(query),
            removed=None,
        )
        return Papers(
            papers=(paper,),
            removed=(),
            may_write=self._writes(query),
            largest=20 * 1024 * 1024,
            endings=("pdf", "png"),
        )

    def _on_keep_file(self, query: Any) -> Kept:
        return Kept(sha256="0" * 64, size=1, name=query.name, media="application/pdf")

    def _on_add_paper(self, command: Any) -> PaperId:
        return PaperId(6)

    def _on_remove_paper(self, command: Any) -> None:
        return None

    def _on_paper_file(self, query: Any) -> PaperContent:
        return PaperContent(
            name="用电申请书.pdf", media="application/pdf", size=len(PDF), content=io.BytesIO(PDF)
        )

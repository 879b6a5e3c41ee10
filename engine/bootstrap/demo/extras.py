"""What people add to the demo's cases beside their tasks: comments, papers, one cancelled case."""

from __future__ import annotations

import io
from collections.abc import Sequence

from engine.api import (
    AddComment,
    AddPaper,
    CancelCase,
    CaseId,
    Engine,
    KeepFile,
    PaperKind,
    UserId,
)

_SAID = (
    ("director", "请在本周内与客户确认受电工程进度。"),
    ("section-chief", "该线路负荷接近上限，答复前请与运检核对可开放容量。"),
    ("director", "客户反映联系不上施工单位，请跟进并在此说明。"),
    ("specialist", "已与客户电话沟通，资料缺项两项，约定周四补齐。"),
)
_PAPERS = (
    (PaperKind.APPLICATION, "用电申请书.pdf"),
    (PaperKind.IDENTITY, "营业执照.pdf"),
)
_PDF = """%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 144]/Contents 4 0 R
/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>endobj
4 0 obj<</Length 52>>stream
BT /F1 14 Tf 24 96 Td (yekuo demo, case {case:>8}) Tj ET
endstream endobj
trailer<</Root 1 0 R>>
%%EOF
"""
EVERY = 7
"""Every so many cases somebody has said something, and put papers to the one after."""


def add(engine: Engine, cases: Sequence[CaseId], cancelled: CaseId | None) -> None:
    """Add comments and papers to some cases, and cancel one."""
    director = UserId("director")
    for turn, case in enumerate(cases[::EVERY]):
        who, words = _SAID[turn % len(_SAID)]
        engine.execute(AddComment(actor=UserId(who), case=case, text=words))
    for turn, case in enumerate(cases[1::EVERY]):
        kind, name = _PAPERS[turn % len(_PAPERS)]
        file = io.BytesIO(_PDF.format(case=case).encode("ascii"))
        kept = engine.query(KeepFile(actor=director, case=case, name=name, content=file))
        engine.execute(AddPaper(actor=director, case=case, file=kept, kind=kind))
    if cancelled is not None:
        engine.execute(CancelCase(actor=director, case=cancelled, reason="客户重复报装，工单作废"))

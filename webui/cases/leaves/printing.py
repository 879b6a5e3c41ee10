"""A case on paper: header, time limits with their verdicts, what was filled in, what happened."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from engine.api import CaseEvents
from webui.cases.leaves.fitting import fit
from webui.cases.leaves.proving import may_prove, proof_of
from webui.cases.pages import read_whole_case
from webui.cases.timeline import sentences as timeline
from webui.cases.timeline.sentences import STEPS
from webui.parts.forms.reading import case_of, number_of
from webui.shared.languages import language
from webui.shared.moments import station_time
from webui.shared.sign_in.sessions import engine, me

ROWS = 250
"""Events on one print: about eight sheets. A longer history is printed in parts."""

PRINTED = 30_000
"""Bytes of values on one print; all of them are on the pages."""


def install(cases: Blueprint) -> None:
    """Add the address."""
    cases.add_url_rule("/cases/<case>/print", "print_view", _print)


def _print(case: str) -> ResponseReturnValue:
    number, written = case_of(case), request.args.get("before")
    before = None if written is None else number_of(written)
    page = engine().query(
        CaseEvents(
            actor=me().id,
            case=number,
            language=language(),
            but=tuple(sorted(STEPS)),
            before=before,
            limit=ROWS,
        )
    )
    station = station_time()
    return render_template(
        "cases/leaves/print.html",
        case=read_whole_case(number),
        days=fit(timeline.by_day(page.events, page.words), PRINTED),
        following=page.next,
        is_first=before is None,
        now=station.now if station else None,
        proof=proof_of(number) if before is None and may_prove() else None,
    )

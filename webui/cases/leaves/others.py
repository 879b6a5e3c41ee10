"""Messages, incidents and related cases: what waits, what happened, what belongs together."""

from __future__ import annotations

from flask import Blueprint, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.api import CaseAwaits, CaseId, RelatedCases
from webui.cases.leaves.events import KINDS, of_kinds
from webui.cases.leaves.words import RELATIONS
from webui.cases.pages import read_case
from webui.parts.codes import CASE_STATES, word
from webui.parts.forms.reading import case_of, number_of
from webui.shared.errors.problems import wants_fragment
from webui.shared.languages import language
from webui.shared.moments import day, moment
from webui.shared.sign_in.sessions import engine, me


def install(cases: Blueprint) -> None:
    """Add the addresses."""
    cases.add_url_rule("/cases/<case>/messages", "messages", _messages)
    cases.add_url_rule("/cases/<case>/incidents", "incidents", _incidents)
    cases.add_url_rule("/cases/<case>/related", "related", _related)


def _messages(case: str) -> ResponseReturnValue:
    return _events(case, "messages")


def _incidents(case: str) -> ResponseReturnValue:
    return _events(case, "incidents")


def _events(case: str, tab: str) -> ResponseReturnValue:
    """Return what stands now, and under it what happened of one kind, a page at a time."""
    number, written = case_of(case), request.args.get("before")
    before = None if written is None else number_of(written)
    days, following = of_kinds(number, KINDS[tab][1], before)
    more = url_for(f"cases.{tab}", case=number, before=following) if following else None
    shown = {"case_id": number, "days": days, "more": more}
    if before is not None and wants_fragment():
        return render_template("cases/leaves/event_days.html", **shown)
    awaits = [] if tab != "messages" else _awaited(number)
    page = f"cases/leaves/{tab}.html"
    return render_template(page, case=read_case(number), awaits=awaits, tab=tab, **shown)


def _awaited(number: CaseId) -> list[tuple[str, str, str, str]]:
    """Return element, name, kind and since when for all that is awaited."""
    found = engine().query(CaseAwaits(actor=me().id, case=number, language=language()))
    return [
        (one.element_name, one.name, one.kind, moment(one.since) if one.since else "")
        for one in found
    ]


def _related(case: str) -> ResponseReturnValue:
    number = case_of(case)
    found = engine().query(RelatedCases(actor=me().id, case=number, language=language()))
    rows = [
        {
            "id": one.id,
            "number": one.number,
            "relation": word(RELATIONS, one.relation),
            "customer": one.customer,
            "process": one.process_name,
            "state": word(CASE_STATES, one.state),
            "started": day(one.started),
        }
        for one in found
    ]
    return render_template(
        "cases/leaves/related.html", case=read_case(number), rows=rows, tab="related"
    )

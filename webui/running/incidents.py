"""The list of what cannot go on by itself, and trying it again."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import (
    CaseId,
    CaseOver,
    CaseSuspended,
    IncidentLine,
    Incidents,
    JobId,
    NoIncident,
    NoJob,
    RetryIncident,
    RetryJob,
    Scope,
    scope_of,
)
from webui.parts.forms import asking
from webui.parts.forms.reading import number_of, place
from webui.parts.reasons import Said, said
from webui.shared.errors.problems import wants_fragment
from webui.shared.errors.table import answer_for
from webui.shared.languages import language
from webui.shared.moments import moment
from webui.shared.sign_in.sessions import engine, me

ROWS = 30
LONGEST_LINE = 300


@dataclass(frozen=True, kw_only=True, slots=True)
class IncidentShown:
    """An incident; `case` is None for what belongs to no case: a process that could not begin."""

    case: CaseId | None
    number: str
    customer: str
    process: str
    name: str
    said: Said
    since: str
    instance: int
    job: int | None
    may_retry: bool


def install(running: Blueprint) -> None:
    """Add the addresses."""
    running.add_url_rule("/incidents", "incidents", _list)
    running.add_url_rule("/incidents/retry", "retry", _retry, methods=["POST"])


def _list() -> ResponseReturnValue:
    after = place()
    found = engine().query(Incidents(actor=me().id, language=language(), after=after, limit=ROWS))
    shown = {"rows": [_shown(line) for line in found.rows], "next": found.next}
    if after is not None and wants_fragment():
        return render_template("running/incident_rows.html", **shown)
    return render_template(
        "running/incidents.html",
        may_send=_may("message.correlate"),
        may_throw=_may("signal.throw"),
        may_ask=_may("condition.evaluate"),
        **shown,
    )


def _may(action: str) -> bool:
    return scope_of(me(), action) is not Scope.NONE


def _shown(line: IncidentLine) -> IncidentShown:
    found = said(line.message, line.why)
    if len(found.words) > LONGEST_LINE:
        found = replace(found, words=f"{found.words[:LONGEST_LINE]}…")
    return IncidentShown(
        case=line.case,
        number=line.number,
        customer=line.customer,
        process=line.process_name,
        name=line.name,
        said=found,
        since=moment(line.since),
        instance=line.instance,
        job=line.job,
        may_retry=line.may_retry,
    )


def _retry() -> ResponseReturnValue:
    """Try again what stands on a line; what was mended is said and kept."""
    reason, back = asking.reason(), redirect(url_for("running.incidents"), 303)
    if not reason:
        flash(_("Say what was mended: it goes into the history."), "warning")
        return back
    try:
        done = _again(reason)
    except (NoIncident, NoJob, CaseSuspended, CaseOver) as error:
        flash(answer_for(error)[1], "warning")
        return back
    if done:
        flash(_("It is tried again."), "success")
    else:
        flash(_("It was tried again and failed again."), "warning")
    return back


def _again(reason: str) -> bool:
    case, job = request.form.get("case", ""), request.form.get("job", "")
    if not case:
        engine().execute(RetryJob(actor=me().id, job=JobId(number_of(job)), reason=reason))
        return True
    instance = number_of(request.form.get("instance", ""))
    wish = RetryIncident(
        actor=me().id, case=CaseId(number_of(case)), instance=instance, reason=reason
    )
    return engine().execute(wish)

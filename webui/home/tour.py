"""A tour of five steps for a newcomer: dismissed once, by each person, for good."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext as _l

from engine.api import CaseList, CustomerDetail, FinishTour, Scope, TourDone, scope_of
from webui.shared.sign_in.sessions import engine, me


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A step: `at` is a CSS selector of what it points to; where there is none, it stands alone."""

    title: str
    words: str
    at: str


FIRST_PAGE = Step(
    title=_l("This is your first page"),
    words=_l("What is late or soon due comes first; each number leads to its rows."),
    at=".yk-panels",
)
INBOX = Step(
    title=_l("Inbox"),
    words=_l("Your tasks, the most urgent first. Press ? there for its keys."),
    at='a[href="/inbox"]',
)
CASES = Step(
    title=_l("Cases"),
    words=_l("Every case you may see, narrowed as you wish, and downloaded as it stands."),
    at='a[href="/cases"]',
)
CUSTOMERS = Step(
    title=_l("Customers"),
    words=_l("Who they are, their tier and the rule it comes from, and all their cases."),
    at='a[href="/customers"]',
)
TIME_LIMITS = Step(
    title=_l("Time limits"),
    words=_l("Working time left stands beside each line; its page shows every day and why."),
    at=".yk-panel",
)
SEARCH = Step(
    title=_l("Search"),
    words=_l("Press / anywhere: a case is found by its number or any part of a name."),
    at=".yk-search",
)
OF_DESIGN = (
    Step(
        title=_l("This is your first page"),
        words=_l("The processes and rules in use, each with its version."),
        at=".yk-in-use",
    ),
    Step(
        title=_l("Draw in Camunda Modeler"),
        words=_l("The element templates in workflows/.camunda hold the time limits."),
        at="",
    ),
    Step(
        title=_l("Put it in use"),
        words=_l("yekuo deploy checks all files together and names what it refuses."),
        at=".yk-deploy",
    ),
    Step(
        title=_l("Running cases"),
        words=_l("They keep their diagram; yekuo migrate brings them to a new version."),
        at="",
    ),
    Step(
        title=_l("Your account"),
        words=_l("Language, password and tokens for programs are at the top right."),
        at=".avatar",
    ),
)


def install(home: Blueprint) -> None:
    """Add the addresses."""
    home.add_url_rule("/home/tour/end", "end_tour", _end, methods=["POST"])
    home.add_url_rule("/home/tour/again", "tour_again", _again, methods=["POST"])


def is_offered() -> bool:
    """Say whether the person has not dismissed the tour yet."""
    return not engine().query(TourDone(actor=me().id))


def steps() -> tuple[Step, ...]:
    """Return the five steps for the reader's role."""
    if scope_of(me(), CaseList.action) is Scope.NONE:
        return OF_DESIGN
    sees_customers = scope_of(me(), CustomerDetail.action) is not Scope.NONE
    return (FIRST_PAGE, INBOX, CASES, CUSTOMERS if sees_customers else TIME_LIMITS, SEARCH)


def _end() -> ResponseReturnValue:
    return _remember(done=True)


def _again() -> ResponseReturnValue:
    return _remember(done=False)


def _remember(*, done: bool) -> ResponseReturnValue:
    engine().execute(FinishTour(actor=me().id, done=done))
    return redirect(url_for("home.page"), 303)

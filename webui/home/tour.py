"""A tour of five steps for a newcomer: dismissed once, by each person, for good."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from engine.api import CaseList, CustomerDetail, FinishTour, Scope, TourDone, scope_of
from webui.shared.sessions import engine, me


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A step: `at` is a CSS selector of what it points to; where there is none, it stands alone."""

    title: str
    words: str
    at: str


def install(home: Blueprint) -> None:
    """Add the addresses."""
    home.add_url_rule("/home/tour/end", "end_tour", _end, methods=["POST"])
    home.add_url_rule("/home/tour/again", "tour_again", _again, methods=["POST"])


def is_offered() -> bool:
    """Say whether the person has not dismissed the tour yet."""
    return not engine().query(TourDone(actor=me().id))


def steps() -> tuple[Step, ...]:
    """Return the five steps for the reader's role, in their language."""
    sees_cases = scope_of(me(), CaseList.action) is not Scope.NONE
    return _of_work() if sees_cases else _of_design()


def _of_work() -> tuple[Step, ...]:
    sees_customers = scope_of(me(), CustomerDetail.action) is not Scope.NONE
    customers = Step(
        title=str(_("Customers")),
        words=str(_("Who they are, their tier and the rule it comes from, and all their cases.")),
        at='a[href="/customers"]',
    )
    cases = Step(
        title=str(_("Cases")),
        words=str(_("Every case you may see, narrowed as you wish, and downloaded as it stands.")),
        at='a[href="/cases"]',
    )
    found = Step(
        title=str(_("Search")),
        words=str(_("Press / anywhere: a case is found by its number or any part of a name.")),
        at=".yk-search",
    )
    station = Step(
        title=str(_("Time limits")),
        words=str(
            _("Working time left stands beside each line; its page shows every day and why.")
        ),
        at=".yk-panel",
    )
    return (
        Step(
            title=str(_("This is your first page")),
            words=str(_("What is late or soon due comes first; each number leads to its rows.")),
            at=".yk-panels",
        ),
        Step(
            title=str(_("Inbox")),
            words=str(_("Your tasks, the most urgent first. Press ? there for its keys.")),
            at='a[href="/inbox"]',
        ),
        cases,
        customers if sees_customers else station,
        found,
    )


def _of_design() -> tuple[Step, ...]:
    return (
        Step(
            title=str(_("This is your first page")),
            words=str(_("The processes and rules in use, each with its version.")),
            at=".yk-in-use",
        ),
        Step(
            title=str(_("Draw in Camunda Modeler")),
            words=str(_("The element templates in workflows/.camunda hold the time limits.")),
            at="",
        ),
        Step(
            title=str(_("Put it in use")),
            words=str(_("yekuo deploy checks all files together and names what it refuses.")),
            at=".yk-deploy",
        ),
        Step(
            title=str(_("Running cases")),
            words=str(_("They keep their diagram; yekuo migrate brings them to a new version.")),
            at="",
        ),
        Step(
            title=str(_("Your account")),
            words=str(_("Language, password and tokens for programs are at the top right.")),
            at=".avatar",
        ),
    )


def _end() -> ResponseReturnValue:
    engine().execute(FinishTour(actor=me().id, done=True))
    return redirect(url_for("home.page"), 303)


def _again() -> ResponseReturnValue:
    engine().execute(FinishTour(actor=me().id, done=False))
    return redirect(url_for("home.page"), 303)

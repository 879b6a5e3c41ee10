"""One dual-source application as the tests play it: who does what, when, and what they fill in.

The calendar of 2026: the Spring Festival is 15–23 February, with Saturdays 14 and 28 February
worked for it; Qingming is 4–6 April; Labour Day is 1–5 May, with Saturday 9 May worked for it.
"""

import json
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from tests.acceptance import schemas

WRITTEN = Path(__file__).resolve().parent.parent / "workflows" / "dual_source_case.json"

APPLIED = "2026-02-10T10:00"
"""Tuesday. The manager at the counter enters the application."""

MANAGER = "chief-manager"
"""Two sources and a high need for reliability make a diamond customer, who gets the chief."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Step:
    """A task done by somebody at a moment; `differs` are answers that fit the date."""

    at: str
    who: str
    task: str
    differs: dict[str, Any] = field(default_factory=dict)

    @property
    def values(self) -> dict[str, Any]:
        return _answers()[schemas.tasks()[self.task].form] | self.differs


def application() -> dict[str, Any]:
    """Return what stands in the application form."""
    return _written()["start"]["values"]


@cache
def _answers() -> dict[str, Any]:
    written = _written()
    return written["other_forms"] | {step["form"]: step["values"] for step in written["steps"]}


@cache
def _written() -> dict[str, Any]:
    return json.loads(WRITTEN.read_bytes())


def _step(at: str, who: str, task: str, **differs: Any) -> Step:
    return Step(at=at, who=who, task=task, differs=differs)


SUPPLY_PLAN = (
    _step("2026-02-10T11:00", MANAGER, "give-notice"),
    _step("2026-02-12T15:00", MANAGER, "survey-site"),
    _step("2026-02-24T09:00", MANAGER, "record-papers", papers_received_on="2026-02-24"),
    _step("2026-03-02T10:00", MANAGER, "draft-plan"),
    _step("2026-03-03T09:00", "development", "review-by-development"),
    _step("2026-03-03T10:00", "operations", "review-by-operations"),
    _step("2026-03-03T11:00", "dispatch", "review-by-dispatch"),
    _step("2026-03-03T14:00", "marketing", "review-by-marketing"),
    _step("2026-03-04T10:00", "director", "approve-plan"),
    _step(
        "2026-03-05T10:00",
        MANAGER,
        "deliver-reply",
        reply_date="2026-03-05",
        plan_valid_until="2027-03-04",
    ),
)

DESIGN = (
    _step("2026-03-10T10:00", MANAGER, "record-confirmation"),
    _step("2026-03-11T10:00", "development", "approve-project", grid_approved_on="2026-03-11"),
    _step("2026-03-12T10:00", MANAGER, "record-designer"),
    _step("2026-03-16T10:00", MANAGER, "record-drawings"),
    _step("2026-03-20T10:00", "development", "design-grid-works"),
    _step("2026-03-26T09:00", MANAGER, "urge-design-review", urged_person="运检部马超"),
    _step("2026-03-31T09:00", "director", "explain-design-review", lateness_done_by="2026-04-01"),
    _step("2026-04-01T10:00", "operations", "review-design"),
)

WORKS = (
    _step("2026-04-02T10:00", MANAGER, "record-contractor", customer_works_started_on="2026-04-02"),
    _step("2026-04-03T10:00", "operations", "procure-materials"),
    _step(
        "2026-04-07T09:00",
        MANAGER,
        "record-inspection-request",
        inspection_requested_on="2026-04-07",
    ),
    _step(
        "2026-04-09T11:00",
        "operations",
        "inspect-concealed-works",
        intermediate_inspected_at="2026-04-09T10:00+08:00",
    ),
    _step("2026-04-20T10:00", "operations", "construct-grid-works", grid_finished_on="2026-04-20"),
    _step("2026-04-24T10:00", "dispatch", "plan-outage"),
    _step(
        "2026-05-06T10:00",
        MANAGER,
        "record-completion",
        self_checked_on="2026-05-05",
        completion_requested_on="2026-05-06",
    ),
    _step("2026-05-08T10:00", "operations", "confirm-grid-ready"),
    _step(
        "2026-05-08T14:00",
        MANAGER,
        "inspect-works",
        completion_inspected_at="2026-05-08T13:30+08:00",
    ),
)

FORMALITIES = (
    _step("2026-05-11T09:00", "marketing", "determine-fees"),
    _step("2026-05-11T10:00", MANAGER, "draft-contract"),
    _step("2026-05-11T11:00", "marketing", "prepare-metering", metering_ready_on="2026-05-11"),
    _step("2026-05-12T10:00", MANAGER, "record-payment", paid_on="2026-05-12"),
    _step("2026-05-13T10:00", MANAGER, "record-signature", contract_signed_on="2026-05-13"),
    _step(
        "2026-05-13T11:00",
        "dispatch",
        "sign-dispatch-agreement",
        dispatch_agreement_signed_on="2026-05-13",
    ),
    _step("2026-05-14T11:00", "dispatch", "set-protection", protection_issued_on="2026-05-14"),
)

ENERGISING = (
    _step(
        "2026-05-15T10:00",
        MANAGER,
        "plan-energising",
        planned_energise_at="2026-05-19T14:00+08:00",
    ),
    _step("2026-05-15T15:00", "dispatch", "approve-energise-plan"),
    _step(
        "2026-05-18T16:00",
        "marketing",
        "install-meters",
        meters_installed_at="2026-05-18T15:00+08:00",
    ),
    _step(
        "2026-05-19T15:00",
        "operations",
        "energise-supply",
        energised_at="2026-05-19T14:45+08:00",
    ),
)

ARCHIVE = (
    _step("2026-05-20T10:00", MANAGER, "archive-case"),
    _step(
        "2026-05-21T10:00",
        "marketing",
        "call-back-customer",
        called_at="2026-05-21T09:45+08:00",
    ),
    _step("2026-05-21T14:00", MANAGER, "hand-over-to-after-sale"),
)

WHOLE = SUPPLY_PLAN + DESIGN + WORKS + FORMALITIES + ENERGISING + ARCHIVE

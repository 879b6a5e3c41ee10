"""The codes of diagrams, decision tables and registers, in the words of the trade.

A code that a designer made and the catalogue lacks is shown as written.
"""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

Words = Mapping[str, object]

CHECKPOINTS: Words = {
    "supply-plan-reply": _l("Supply-plan reply"),
    "design-review": _l("Design review"),
    "intermediate-inspection": _l("Intermediate inspection"),
    "completion-inspection": _l("Completion inspection"),
    "energise": _l("Metering and energising"),
    "acceptance": _l("Acceptance"),
    "site-survey": _l("Site survey"),
    "call-back": _l("Call-back"),
    "end-to-end": _l("From application to energised"),
}

WAITED_FOR: Words = {
    "customer": _l("the customer"),
    "customer-papers": _l("the customer's papers"),
    "customer-confirmation": _l("the customer's confirmation"),
    "customer-design": _l("the customer's design"),
    "customer-works": _l("the customer's works"),
    "customer-rectification": _l("the customer's rectification"),
    "customer-payment": _l("the customer's payment"),
    "customer-signature": _l("the customer's signature"),
    "customer-request": _l("the customer's request"),
    "government-permit": _l("a government permit"),
}
"""Reasons for which a clock stands still, as what is waited for."""

LEVELS: Words = {
    "state": _l("state"),
    "group": _l("power group"),
    "province": _l("province"),
    "station": _l("station"),
}

STATISTICS: Words = {
    "max": _l("binds every case"),
    "mean": _l("binds the average of cases"),
}

STAGES: Words = {
    "presale": _l("Pre-sale"),
    "connection": _l("Connection"),
    "aftersale": _l("After-sale"),
}

TIERS: Words = {
    "diamond": _l("Diamond customer"),
    "gold": _l("Gold customer"),
    "ordinary": _l("Ordinary customer"),
}

TIER_REASONS: Words = {
    "sales-rank-top-10": _l("among the ten largest by annual sales"),
    "dual-source-high-reliability": _l("dual source with a high reliability need"),
    "major-social-impact": _l("an outage may have a major social impact"),
    "sales-rank-top-50": _l("among the fifty largest by annual sales"),
    "dual-circuit": _l("dual circuit"),
    "some-reliability": _l("an enterprise with some reliability need"),
    "new-energy": _l("photovoltaics or charging"),
    "ordinary": _l("none of the rules for gold or diamond applies"),
    "by-hand": _l("set by hand"),
}
"""Why a customer has a tier: the rules of `customer-tier.dmn`, or somebody."""

GRADES: Words = {
    "chief": _l("chief manager"),
    "senior": _l("senior manager"),
    "ordinary": _l("manager"),
}

GROUPS: Words = {
    "customer-managers": _l("Customer managers"),
    "development": _l("Development"),
    "operations": _l("Operations and maintenance"),
    "dispatch": _l("Dispatch"),
    "marketing": _l("Marketing"),
    "director": _l("Station director"),
    "section-chief": _l("Section chief"),
    "specialist": _l("Specialist"),
}

HOLIDAYS: Words = {
    "new-year": _l("New Year"),
    "spring-festival": _l("Spring Festival"),
    "qingming": _l("Tomb-sweeping Day"),
    "labour-day": _l("Labour Day"),
    "dragon-boat": _l("Dragon Boat Festival"),
    "mid-autumn": _l("Mid-Autumn Festival"),
    "national-day": _l("National Day"),
    "victory-day": _l("Victory Day"),
}

CASE_STATES: Words = {
    "open": _l("in progress"),
    "suspended": _l("suspended"),
    "completed": _l("completed"),
    "cancelled": _l("cancelled"),
}

TASK_ATTRIBUTES: Words = {
    "assignee": _l("Assignee"),
    "candidate_users": _l("Candidate people"),
    "candidate_groups": _l("Candidate groups"),
    "due": _l("Due"),
    "follow_up": _l("Follow-up"),
    "priority": _l("Priority"),
}

VERDICTS: Words = {
    "met": _l("met"),
    "breached": _l("breached"),
    "cancelled": _l("no longer needed"),
}


UNNAMED: Words = {
    "exclusiveGateway": _l("exclusive gateway"),
    "parallelGateway": _l("parallel gateway"),
    "inclusiveGateway": _l("inclusive gateway"),
    "eventBasedGateway": _l("event-based gateway"),
    "startEvent": _l("start event"),
    "endEvent": _l("end event"),
    "intermediateCatchEvent": _l("intermediate event"),
    "intermediateThrowEvent": _l("intermediate event"),
    "boundaryEvent": _l("boundary event"),
}
"""Kinds of elements that designers need not name."""

VARIABLES: Words = {
    "accepted_at": _l("Accepted at"),
    "accepted_by": _l("Accepted by"),
    "accepted_on": _l("Accepted on"),
    "account_no": _l("Account no."),
    "case_no": _l("Case no."),
    "manager": _l("Customer manager"),
}
"""What the engine itself sets of a case."""

BY_NAME: Mapping[str, Words] = {
    "candidate_groups": GROUPS,
    "checkpoint": CHECKPOINTS,
    "grade": GRADES,
    "level": LEVELS,
    "manager_grade": GRADES,
    "stage": STAGES,
    "statistic": STATISTICS,
    "tier": TIERS,
    "tier_reason": TIER_REASONS,
}
"""The codes of the domain by the names that variables and columns of tables have for them."""


def word(table: Words, code: str | None) -> str:
    """Return a code in the reader's language; as written when the table lacks it."""
    return str(table.get(code, code)) if code else ""

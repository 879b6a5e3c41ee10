"""What people fill into the demo's forms, with its dates moved to the days of a case."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from typing import Any

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


HIGH_RELIABILITY_FEE_CNY = 220
"""What the demo's dual-source customers pay for a kVA of the standby source; an invented figure."""
_REGION = "37048"
"""What the demo's account numbers begin with; the customer's telephone makes each its own."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What distinguishes one case from the one the answers were written for."""

    start: date
    customer: str
    contact: str
    phone: str
    capacity_kva: int
    dual_source: bool
    differs: Mapping[str, Mapping[str, Any]]
    account_no: str | None = None


class Answers:
    """The answers of one case: those written down, with its own dates, names and figures."""

    def __init__(self, facts: Facts) -> None:
        """Move dates to the days of the case; put in its own names."""
        self._facts = facts
        self._shift = facts.start - date.fromisoformat(_written()["written_for"])
        written = _written()["application"]
        self._names = {
            written["customer_name"].removesuffix("有限公司"): facts.customer.removesuffix(
                "有限公司"
            ),
            written["contact_name"]: facts.contact,
            written["contact_phone"]: facts.phone,
        }
        account = {"account_no": facts.account_no or f"{_REGION}{facts.phone[-8:]}"}
        self._own: dict[str, dict[str, Any]] = _plan(facts) | {"archive": account}

    def application(self, own: Mapping[str, Any]) -> dict[str, Any]:
        """Return an application form with a customer's own values."""
        values: dict[str, Any] = self._adapted(_written()["application"], self._shift)
        return values | {"applied_capacity_kva": self._facts.capacity_kva} | dict(own)

    def task(self, element: str, now: datetime) -> dict[str, Any]:
        """Return the values of the form of a task that is done `now`, in the station's time.

        Its dates keep their distance to the day on which it is done: nobody tells of tomorrow.
        """
        key = _form_of(element)
        written = _written()["forms"].get(key, {})
        values: dict[str, Any] = self._adapted(written, self._shift_of(key, written, now))
        return values | self._own.get(key, {}) | dict(self._facts.differs.get(key, {}))

    def _shift_of(self, key: str, written: Mapping[str, Any], now: datetime) -> timedelta:
        done_on = _written()["done_on"].get(key)
        if done_on is None:
            return self._shift
        shift = now.date() - date.fromisoformat(done_on)
        told = (v for v in written.values() if isinstance(v, str) and v.startswith(f"{done_on}T"))
        later = any(datetime.fromisoformat(moved_date(text, shift)) > now for text in told)
        return shift - timedelta(days=1) if later else shift

    def _adapted(self, value: Any, shift: timedelta) -> Any:  # noqa: ANN401  any JSON
        if isinstance(value, dict):
            return {key: self._adapted(inner, shift) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._adapted(inner, shift) for inner in value]
        if not isinstance(value, str):
            return value
        if _DATE.match(value):
            return moved_date(value, shift)
        for written, own in self._names.items():
            value = value.replace(written, own)
        return value


def _plan(facts: Facts) -> dict[str, dict[str, Any]]:
    """Return what follows from a case's capacity and from its having one source or two."""
    main, standby = _written()["forms"]["plan-draft"]["power_sources"]
    capacity, half = facts.capacity_kva, facts.capacity_kva // 2
    own_main = main | {"source_capacity_kva": capacity}
    plan = {"approved_capacity_kva": capacity}
    if not facts.dual_source:
        return {
            "site-survey": {"survey_opinion": "具备单电源接入条件"},
            "plan-draft": plan
            | {
                "supply_mode": "hv-single",
                "power_sources": [own_main],
                "plan_text": f"10kV创业线单电源供电，容量{capacity}kVA，高供高计。",
            },
            "plan-review-marketing": {"metering_group": "主供计量点"},
            "fees": {"fees_due": "no", "fees": None, "fees_total_cny": 0},
        }
    due = HIGH_RELIABILITY_FEE_CNY * half
    fee = _written()["forms"]["fees"]["fees"][0] | {
        "unit_price_cny": HIGH_RELIABILITY_FEE_CNY,
        "fee_quantity_kva": half,
        "receivable_cny": due,
        "fee_basis": f"高可靠性供电收费标准，备用容量{half}kVA",
    }
    sources = [own_main, standby | {"source_capacity_kva": half}]
    text = f"主供10kV创业线，备用10kV东郭线，容量{capacity}kVA，高供高计。"
    return {
        "plan-draft": plan | {"power_sources": sources, "plan_text": text},
        "fees": {"fees": [fee], "fees_total_cny": due},
        "payment": {"received_cny": due},
    }


def _form_of(element: str) -> str:
    """Return the form of a task; what a late step calls for has one form whatever the step."""
    if element.startswith("urge-"):
        return "urge-step"
    if element.startswith("explain-"):
        return "explain-lateness"
    return str(_written()["tasks"].get(element, ""))


def moved_date(text: str, shift: timedelta) -> str:
    """Return a text that begins with an ISO date, moved; what follows the date stays."""
    return (date.fromisoformat(text[:10]) + shift).isoformat() + text[10:]


@cache
def _written() -> dict[str, Any]:
    folder = resources.files("engine.bootstrap.demo")
    read: dict[str, Any] = json.loads(folder.joinpath("answers.json").read_text(encoding="utf-8"))
    return read

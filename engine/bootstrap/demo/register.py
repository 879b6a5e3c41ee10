"""The demo's customers: a file as a station exports it, and which of them apply for more.

Everything is made up. What becomes of an application follows from its place in the file: the same
file gives the same station.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from importlib import resources
from typing import Any

from engine.bootstrap.demo.story import FULL_PAPERS, PLAIN, Application

FILE = "customers.csv"
DAYS = 60
APPLICANTS = 72
"""So many of the file's customers apply for more capacity during the 60 days."""

_NEEDS = {"较高": "some", "有一定要求": "some", "一般": "ordinary"}
_PAUSES = ("record-completion", "record-confirmation", "record-contractor", "record-signature")
"""Steps of the customer's: whoever rests there lets the time limit stand still."""
_PAPERS = frozenset({"record-papers"})
_LATE = ("review-by-operations", "approve-plan", "survey-site", "inspect-works")
_WITHDRAWAL = "record-contractor"


def content() -> bytes:
    """Return the file of customers."""
    return resources.files("engine.bootstrap.demo").joinpath(FILE).read_bytes()


def applications() -> tuple[Application, ...]:
    """Return the applications of the file's customers, the oldest first."""
    rows = list(csv.DictReader(io.StringIO(content().decode("utf-8"))))
    largest = sorted(rows, key=lambda row: -float(row["年售电量(万kWh)"]))
    ranks = {row["户号"]: place for place, row in enumerate(largest, start=1)}
    step = len(rows) / APPLICANTS
    chosen = [rows[int(place * step)] for place in range(APPLICANTS)]
    return tuple(_application(row, place, ranks[row["户号"]]) for place, row in enumerate(chosen))


def _application(row: Mapping[str, str], place: int, rank: int) -> Application:
    capacity = int(row["合同容量(kVA)"])
    return Application(
        customer=row["户名"],
        address=row["用电地址"],
        contact=row["联系人"],
        phone=row["联系电话"],
        industry=row["行业分类"],
        capacity_kva=max(80, capacity // 2),
        started=DAYS - place * DAYS // APPLICANTS,
        account_no=row["户号"],
        differs={
            **PLAIN,
            "business_type": "increase",
            "account_no": row["户号"],
            "existing_capacity_kva": capacity,
            "annual_sales_rank": rank,
            "reliability_need": _NEEDS[row["可靠性需求"]],
            "circuits": 2 if row["供电方式"] == "双回路" else 1,
        },
        **({"answers": FULL_PAPERS} | _fate(place)),
    )


def _fate(place: int) -> dict[str, Any]:
    """Return what becomes of an application: most go on, some rest, some are late or withdrawn."""
    turn = place // 12
    match place % 12:
        case 3:
            rests = {"waits_at": frozenset({_PAUSES[turn % len(_PAUSES)]})}
            return rests if turn % 2 else {"waits_at": _PAPERS, "answers": {}}
        case 5:
            return {"slow": {_LATE[turn % len(_LATE)]: 23}}
        case 8 if turn % 2:
            return {"withdraws_at": _WITHDRAWAL}
        case 10:
            explained = frozenset({"explain-supply-plan", "urge-supply-plan"})
            return {"slow": {"draft-plan": 24}, "waits_at": explained if turn % 2 else frozenset()}
        case _:
            return {}

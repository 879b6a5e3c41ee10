"""The register of customers as tests use it: entering, looking, changing, files of many."""

from dataclasses import replace
from pathlib import Path

import pytest

from engine.api import (
    ChangeCustomer,
    Customer,
    CustomerChanges,
    CustomerDetail,
    Customers,
    EnterCustomer,
    ImportCustomers,
)
from tests.support.stations import TUESDAY, SmallStation

DECISIONS = Path(__file__).resolve().parents[2] / "workflows" / "decisions"
NEW = Customer(id=0, station=1, name="洪绪铸造有限公司")


@pytest.fixture
def rated(furnished):
    """A station where the rule for tiers is in use."""
    opened = SmallStation(furnished(DECISIONS, TUESDAY))
    yield opened
    opened.station.close()


def enter(station, by="director", **told):
    return station.engine.execute(EnterCustomer(actor=by, customer=replace(NEW, **told)))


def view(station, customer, by="director"):
    return station.engine.query(CustomerDetail(actor=by, customer=customer))


def change(station, customer, by="director", edition=None, **told):
    known = view(station, customer, by)
    wish = replace(known.customer, **told)
    station.engine.execute(
        ChangeCustomer(actor=by, customer=wish, edition=edition or known.edition)
    )


def told(station, customer, by="director"):
    found = station.engine.query(CustomerChanges(actor=by, customer=customer))
    return [(e.kind, e.by.id if e.by else None, dict(e.data)) for e in found.rows]


def names(station, by="director", **query):
    found = station.engine.query(Customers(actor=by, **query))
    return [row.customer.name for row in found.rows]


def take(station, text, by="director"):
    content = text if isinstance(text, bytes) else text.encode()
    return station.engine.execute(ImportCustomers(actor=by, name="export.csv", content=content))


def numbered(count, **more):
    """A file of customers, the first the largest."""
    header = ",".join(["户号", "户名", "年售电量(kWh)", *more])
    rows = (
        ",".join([f"A{n:03}", f"客户{n:03}", str(1000 * (count - n)), *more.values()])
        for n in range(count)
    )
    return "\n".join([header, *rows])


FILE = (
    "户号,户名,电压等级,合同容量(kVA),年售电量(kWh),供电线路,电源数,客户经理,联系人,联系电话\n"
    "1001,洪绪铸造,10kV,2000,900000,10kV创业线,双电源,李文博,王建国,13800000001\n"
    "1002,东郭冷链,10kV,1250,400000,10kV东郭线,单电源,senior-manager,,\n"
)

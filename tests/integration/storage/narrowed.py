"""Six cases to narrow lists of, and short ways to ask for them."""

import pytest

from engine.api import (
    CaseFilter,
    CaseList,
    Inbox,
    TaskFilter,
)
from tests.support.stations import MODELS, TUESDAY, SmallStation, lived

NAMES = ("苏州泰和纺织有限公司", "Jiangnan Precision Machinery", "江南精密机械有限公司")


def play(small):
    """Play cases 1 to 6: three customers, two managers; one is done, some are at another step."""
    managers = ("manager", "senior-manager") * 3
    for number, manager in enumerate(managers):
        small.start(by=manager, customer_name=NAMES[number % 3])
    for case in (3, 4, 5):
        small.do(case, "draft", "development")
    small.do(5, "papers", "manager", papers_on="2026-02-10")
    small.do(5, "deliver", "manager")


@pytest.fixture
def busy(furnished):
    """A station in which it was played."""
    opened = SmallStation(furnished(MODELS, TUESDAY, lived(play)))
    yield opened
    opened.station.close()


def cases(small, who="director", where=None, **wish):
    query = CaseList(actor=who, language="en", where=where or CaseFilter(), **wish)
    return [line.id for line in small.engine.query(query).rows]


def tasks(small, who="director", view="station", where=None, **wish):
    query = Inbox(actor=who, view=view, language="en", where=where or TaskFilter(), **wish)
    return sorted((line.case, line.element) for line in small.engine.query(query).rows)

"""A station whose letters go to a real mail server on this machine."""

import pytest

from tests.integration.notify.mail.posting import mail_by
from tests.integration.notify.mail.server import serving
from tests.integration.notify.telling import changed
from tests.support.stations import MODELS, TUESDAY, SmallStation


@pytest.fixture
def server():
    with serving() as kept:
        yield kept


@pytest.fixture
def small(furnished, server):
    opened = SmallStation(furnished(MODELS, TUESDAY), mail=mail_by(server))
    for login in ("manager", "development", "senior-manager"):
        changed(opened, login, email=f"{login}@grid.example", language="en")
    yield opened
    opened.station.close()

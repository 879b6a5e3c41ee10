"""First pages by role, and lists with a task in every state there is: usable by everybody.

The administrator's pages are looked at in `test_every_page`; here stands what others see instead.
"""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from engine.api import (
    ClaimTask,
    FollowUpTask,
    RepeatElement,
    SaveDraft,
    SendBack,
    SuspendCase,
    Target,
)
from tests.conftest import watch
from tests.integration.engine.operating.operated import act, change
from tests.integration.notify.telling import away
from tests.integration.web.lived_in import LONG
from tests.integration.web.looking import faults, summary
from tests.integration.web.screen import Screen
from tests.support.pages import let_in, settled
from tests.support.stations import SmallStation
from webui.app import create_app
from webui.shared.settings import WebSettings

SHANGHAI = ZoneInfo("Asia/Shanghai")
READERS = {"en": ("en-US", 1440), "zh": ("zh-CN", 390)}
SEES = {
    "manager": ("/home", "/inbox/mine", "/inbox/substitute", "/cases", "/customers"),
    "director": ("/home", "/inbox/station", "/inbox/groups"),
    "development": ("/home", "/inbox/mine", "/inbox/groups"),
    "auditor": ("/home", "/inbox/station", "/cases", "/incidents"),
    "designer": ("/home",),
    "specialist": ("/home",),
}
NEWCOMER = "specialist"
"""Who was not shown round yet: the tour lies over the first page."""


@pytest.fixture(scope="module")
def busy(tmp_path_factory):
    """Late, nearly late, waiting for the customer, taken, sent back, put off, halted, overdue."""
    small = SmallStation(f"sqlite:///{tmp_path_factory.mktemp('busy') / 'store.sqlite3'}")
    small.start(customer_name=LONG)
    small.run_to("2026-03-05T09:00")
    nearly = small.start(customer_name="将近超期")
    small.run_to("2026-03-24T09:00")
    assert small.open_tasks(nearly)["draft"]
    waits, taken, back, put_off, halted, own = (small.start() for _ in range(6))
    small.do(waits, "draft", "development")
    claims = {"actor": "operations", "task": small.open_tasks(taken)["draft"]}
    small.engine.execute(ClaimTask(**claims))
    small.do(back, "draft", "development")
    papers = small.open_tasks(back)["papers"]
    small.engine.execute(SendBack(actor="manager", task=papers, to="draft", note="page 3?"))
    draft = small.open_tasks(put_off)["draft"]
    small.engine.execute(SaveDraft(actor="development", task=draft, values={}, mark="one"))
    later = datetime(2026, 4, 1, 9, tzinfo=SHANGHAI)
    small.engine.execute(FollowUpTask(actor="development", task=draft, at=later, note="a call"))
    act(small, SuspendCase, halted)
    act(small, RepeatElement, own, to=Target(element="urge"))
    passed = datetime(2026, 3, 24, tzinfo=SHANGHAI)
    change(small, small.open_tasks(own)["urge"], due=passed, priority=90)
    away(small, "senior-manager", "manager")
    stood_in = small.start(by="senior-manager")
    small.do(stood_in, "draft", "development")
    small.station.teller.round()
    small.app = create_app(small.engine, WebSettings(secret_key=b"sixteen bytes and more"))
    for login in SEES:
        if login != NEWCOMER:
            Screen(small.app, login).post("/home/tour/end")
    yield small
    small.station.close()


@pytest.mark.parametrize("language", READERS)
@pytest.mark.parametrize("person", SEES)
def test_what_a_role_sees_is_usable_by_everybody(browser, serve, busy, person, language):
    locale, width = READERS[language]
    station, wrong = serve(busy.app), []
    with browser.new_context(
        locale=locale, viewport={"width": width, "height": 900}, reduced_motion="reduce"
    ) as context:
        page = context.new_page()
        blocked = watch(page)
        let_in(page, station, person)
        for address in SEES[person]:
            reply = settled(page, f"{station}{address}")
            assert reply.status == 200, address
            wrong += [(address, *one) for one in faults(page)]
    assert not wrong, summary(wrong)
    assert blocked == []

"""One dual-source connection through the pages on the real engine: each task by whom it waits for.

The forms' values are those of `tests/workflows/dual_source_case.json`; the clock stands still, so
this says nothing of due dates. Each page met on the way is read in both languages.
"""

import json
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from engine.api import Inbox
from engine.bootstrap import Settings, open_station
from engine.bootstrap.demo.build import furnish
from engine.kernel.clock import ManualClock
from tests.integration.web.screen import Screen
from webui.app import create_app
from webui.shared.settings import WebSettings

ROOT = Path(__file__).resolve().parents[3]
CASE = json.loads((ROOT / "tests/workflows/dual_source_case.json").read_text("utf-8"))
START = datetime.fromisoformat("2026-02-10T10:00:00+08:00")
WORKERS = ("chief-manager", "director", "development", "operations", "dispatch", "marketing")


@pytest.fixture
def station(tmp_path):
    settings = Settings(
        database=f"sqlite:///{tmp_path / 'station.sqlite3'}",
        clock=ManualClock(START),
        simulated=True,
        demo=True,
    )
    with closing(open_station(settings)) as opened:
        furnish(opened, ROOT / "workflows")
        yield opened


@pytest.fixture
def app(station):
    return create_app(station.engine, WebSettings(secret_key=b"sixteen bytes and more"))


class Office:
    """Everybody of the station at their own screen, in either language by turns."""

    def __init__(self, app, engine):
        self._engine = engine
        self._screens = {
            login: Screen(app, login, ("en", "zh")[number % 2])
            for number, login in enumerate(WORKERS)
        }

    def __getitem__(self, login):
        return self._screens[login]

    def waiting(self, element):
        """Return whose task an element is now, and its address."""
        for login in WORKERS:
            for view in ("mine", "groups"):
                page = self._engine.query(Inbox(actor=login, view=view, language="en", limit=50))
                for line in page.rows:
                    if line.element == element:
                        return login, f"/tasks/{line.id}"
        raise AssertionError(f"nobody has {element}")


def test_a_dual_source_case_goes_through_the_pages_from_application_to_energised(app, station):
    office = Office(app, station.engine)
    chief = office["chief-manager"]

    started = chief.send(f"/cases/new/{CASE['process']}", {"values": CASE["start"]["values"]})
    assert started.status_code == 200, started.json
    address = started.json["redirect"]
    for step in CASE["steps"]:
        login, task = office.waiting(step["task"])
        screen = office[login]
        page = screen.page(task)
        assert f'data-form-submit="{task}/complete"' in page or "claim" in page, step["task"]
        if f'action="{task}/claim"' in page:
            assert screen.post(f"{task}/claim", {"next": task}).location == task
        done = screen.send(f"{task}/complete", {"values": step["values"]})
        assert done.status_code == 200, (step["task"], done.json)
        assert screen.get(done.json["redirect"]).status_code == 200
        case = task.removeprefix("/tasks/").partition("-")[0]
        for tab in ("", "/timeline?steps=all", "/data"):
            chief.page(f"/cases/{case}{tab}")

    assert address.startswith("/tasks/")
    over = chief.page(f"/cases/{case}")
    assert "The case is over; nothing waits." in over
    assert "In service" in over

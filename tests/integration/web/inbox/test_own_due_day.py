"""A task with a due day of its own and no time limit: by when, and that it is late."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from engine.api import RepeatElement, Target
from tests.integration.engine.operating.operated import act, change
from tests.integration.web.people_station import screen_of, served

__all__ = ["screen_of", "served"]

THURSDAY_NIGHT = datetime(2026, 2, 13, tzinfo=ZoneInfo("Asia/Shanghai"))
"""The end of Thursday, 12 February."""


@pytest.fixture
def urged(served):
    """A task of the manager's that no time limit holds, due by the end of Thursday."""
    case = served.start()
    act(served, RepeatElement, case, to=Target(element="urge"))
    change(served, served.open_tasks(case)["urge"], due=THURSDAY_NIGHT)
    return served


@pytest.mark.parametrize("address", ["/home", "/inbox/mine"])
@pytest.mark.parametrize(
    ("language", "due", "was_due"),
    [
        ("en", "due 2026-02-12 (Thu)", "was due 2026-02-12 (Thu)"),
        ("zh", "2月12日 周四到期", "2月12日 周四到期，已超期"),
    ],
)
def test_until_its_day_ends_it_is_due_and_then_it_reads_as_late(
    urged, screen_of, address, language, due, was_due
):
    urged.run_to("2026-02-12T23:59")
    page = screen_of("manager", language).page(address)
    assert f'<span class="yk-words">{due}</span>' in page

    urged.run_to("2026-02-13T00:01")
    # A session ends overnight: they sign in again.
    page = screen_of("manager", language).page(address)
    assert f'<span class="yk-words yk-words-late">{was_due}</span>' in page


@pytest.mark.parametrize(("moment", "late"), [("2026-02-13T00:00", 0), ("2026-02-13T00:01", 1)])
def test_what_reads_as_late_is_what_the_filter_calls_overdue(urged, screen_of, moment, late):
    urged.run_to(moment)
    page = screen_of("manager").page("/inbox/mine?due=overdue")
    assert page.count("was due 2026-02-12 (Thu)") == late
    assert page.count('class="yk-line-name"') == late

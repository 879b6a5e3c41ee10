"""The first page by role on the real engine: its numbers, where they lead, and the tour."""

import re

import pytest

from engine.api import AssignCustomer
from tests.integration.web.people_station import screen_of, served

__all__ = ["screen_of", "served"]


@pytest.fixture
def busy(served):
    """Two cases: one waits for departments, one for the papers of its manager."""
    served.cases = [served.start(), served.start(customer_name="东郭冷链")]
    served.do(served.cases[1], "draft", "development")
    served.engine.execute(AssignCustomer(actor="director", customer=1, manager="manager"))
    return served


def panels(page):
    """Return each panel's number by its title, and the address it leads to."""
    found = re.findall(
        r'id="panel-[^"]+">([^<]+)</h2>\s*<a class="yk-panel-number[^"]*" href="([^"]+)"[^>]*>'
        r"([^<]+)</a>",
        page,
    )
    return {title: (number, address.replace("&amp;", "&")) for title, address, number in found}


def test_the_first_page_after_the_sign_in_is_home(screen_of):
    assert screen_of("manager").get("/").location == "/home"


def test_a_managers_numbers_lead_to_the_rows_they_count(busy, screen_of):
    person = screen_of("manager")
    found = panels(person.page("/home"))
    assert set(found) == {
        "Overdue", "At risk", "Due today", "Waiting for customers", "Mine this week",
        "Free to take",
    }  # fmt: skip
    for title, (number, address) in found.items():
        rows = person.page(address)
        lines = len(re.findall(r'class="yk-line-name"|class="yk-cell-main"', rows))
        assert str(lines) == number, (title, address)


def test_late_cases_come_first_for_the_director_and_can_be_asked_about(busy, screen_of):
    busy.run_to("2026-03-20T09:00")
    page = screen_of("director").page("/home")
    found = panels(page)
    assert found["Late"][0] != "0"
    assert f"/cases/{busy.cases[0]}" in page
    assert "urgency=late" in found["Late"][1]
    # What being late weighs depends on the limit: here the stricter promise of three days.
    assert "Supply-plan reply · limit: 3 working days" in page


def test_the_workload_counts_each_managers_cases_and_tasks(busy, screen_of):
    part = screen_of("director").page("/home/workload")
    rows = re.findall(r"<tr><td>([^<]+)</td>(.*?)</tr>", part)
    numbers = {name: re.findall(r">(\d+\+?)</a>", cells) for name, cells in rows}
    assert numbers["Zhang Wei"][:2] == ["2", "2"]
    assert numbers["Li Wenbo"] == ["0", "0", "0"]


def test_the_designer_sees_what_is_in_use_and_no_customer(busy, screen_of):
    page = screen_of("designer").page("/home")
    assert "<code>permit</code>" in page
    assert "泰和" not in page
    assert "泰和" not in screen_of("designer", "zh").page("/home")


def test_the_tour_is_there_until_it_is_left_for_each_person_by_themself(screen_of):
    person = screen_of("manager")
    assert person.page("/home").count("yk-tour-step") == 5
    assert person.post("/home/tour/end").status_code == 303
    assert "yk-tour-step" not in person.page("/home")
    assert "yk-tour-step" in screen_of("director").page("/home")
    person.post("/home/tour/again")
    assert "yk-tour-step" in person.page("/home")

"""Who was slower than somebody else is led back to the form, to the task and to the case."""

import re

import pytest

from engine.api import ClaimTask
from tests.integration.web.screen import Screen


@pytest.fixture
def small(small):
    small.case = small.start()
    small.task = small.open_tasks(small.case)["draft"]
    return small


def links(page):
    """Return the links of an error page in their order, with their words."""
    action = page[page.index('class="empty-action"') :]
    return re.findall(r'href="([^"]+)">([^<]+)</a>', action[: action.index("</div>")])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ["Back to where you were", "See the task", "To the start page"]),
        ("zh", ["返回刚才的页面", "查看任务", "返回首页"]),
    ],
)
def test_a_task_somebody_else_took_leads_back_to_the_list_and_to_the_task(small, language, words):
    small.engine.execute(ClaimTask(actor="operations", task=small.task))
    person = Screen(small.app, "development", language)
    came_from = "http://localhost/inbox/groups?q=a"
    reply = person.post(f"/tasks/{small.task}/claim", Referer=came_from)

    assert reply.status_code == 409
    here = ["/inbox/groups?q=a", f"/tasks/{small.task}"]
    assert [href for href, _ in links(reply.text)][:2] == here
    assert [said for _, said in links(reply.text)][:2] == words[:2]


def test_nobody_is_led_elsewhere_nor_twice_to_the_same_page(small):
    small.engine.execute(ClaimTask(actor="operations", task=small.task))
    person = Screen(small.app, "development")
    for came_from in ("https://elsewhere.example/tasks/1", "http://localhost/no/such", "//x", ""):
        reply = person.post(f"/tasks/{small.task}/claim", Referer=came_from)
        assert [href for href, _ in links(reply.text)] == [f"/tasks/{small.task}", "/"]
    reply = person.post(
        f"/tasks/{small.task}/claim", Referer=f"http://localhost/tasks/{small.task}"
    )
    assert [href for href, _ in links(reply.text)] == [f"/tasks/{small.task}", "/"]


def test_a_message_the_case_does_not_wait_for_leads_to_the_case(small):
    reply = Screen(small.app, "director").get(f"/cases/{small.case}/tell?message=fire")

    assert reply.status_code == 409
    assert links(reply.text)[0] == (f"/cases/{small.case}", "See the case")


def test_what_one_may_not_do_or_is_not_there_leads_to_the_start_page(small):
    person = Screen(small.app, "dispatch")
    for address in (f"/tasks/{small.task}", "/tasks/99-1"):
        reply = person.get(address)
        assert reply.status_code in (403, 404)
        assert [href for href, _ in links(reply.text)] == ["/"]

"""The inbox narrowed, filters kept, and several tasks done at once, on the real engine."""

import re

import pytest

from engine.api import ClaimTask, CompleteTask
from tests.integration.web.screen import Screen
from webui.inbox.listing import bulk


@pytest.fixture
def small(small):
    """Case 1 and 3 are the manager's, 2 the senior manager's; all wait at a draft, 3 at papers."""
    for by, name in (
        ("manager", "江南机械"),
        ("senior-manager", "泰和纺织"),
        ("manager", "泰和电子"),
    ):
        small.start(by=by, customer_name=name)
    small.do(3, "draft", "development")
    return small


def listed(page):
    return re.findall(r'data-task="(\d+-\d+)"', page)


def cases(page):
    return sorted(int(task.partition("-")[0]) for task in listed(page))


def test_each_view_is_narrowed_and_its_links_keep_the_filter(small):
    person = Screen(small.app, "director")
    page = person.page("/inbox/station?manager=manager&q=泰和")

    assert cases(page) == [3]
    assert re.search(r'href="/inbox/station/tasks/3-\d+\?q=[^"]+&amp;manager=manager"', page)
    assert person.page("/inbox/station/number?manager=manager").strip() == "2"
    assert cases(person.page("/inbox/station?step=permit:draft")) == [1, 2]


def test_what_is_left_by_no_task_says_how_to_see_more(small):
    page = Screen(small.app, "director").page("/inbox/station?tier=gold")

    assert "No task is left by these filters" in page
    assert "Remove the filter Customer tier: Gold customer" in page


@pytest.mark.parametrize(
    "asked", ["due=soon", "step=permit", "step=%3A", "follow=%27", "manager=x"]
)
def test_what_nobody_can_mean_is_left_out_and_said(small, asked):
    page = Screen(small.app, "director").page(f"/inbox/station?{asked}")

    assert cases(page) == [1, 2, 3]
    assert "is nothing one can filter by" in page


def test_a_filter_is_kept_found_again_shared_renamed_and_forgotten(small):
    person, colleague = Screen(small.app, "manager"), Screen(small.app, "senior-manager")
    asked = {
        "view": "station",
        "q": "泰和",
        "evil": "x",
        "name": "Taihe",
        "group": "customer-managers",
    }

    reply = person.post("/filters/inbox", asked)
    menu = person.page("/filters/inbox/menu?view=mine")
    theirs = colleague.page("/filters/inbox/menu?view=mine")

    assert reply.location.startswith("/inbox/station?q=")
    assert "evil" not in menu
    assert re.search(r'>Taihe</a> <span class="yk-number">1</span>', menu)
    # Whoever looks at a shared filter sees what they may see, not what its owner sees.
    assert re.search(r'>Taihe</a> <span class="yk-number">1</span>', theirs)
    assert "of Zhang Wei, for Customer managers" in theirs
    number = re.search(r"/filters/(\d+)/change", person.page("/filters/inbox"))[1]
    assert "/change" not in colleague.page("/filters/inbox")
    assert colleague.post(f"/filters/{number}/forget").status_code == 404
    assert person.post(f"/filters/{number}/change", {"name": "太和"}).status_code == 303
    assert "太和" in person.page("/filters/inbox")
    assert "Taihe" not in colleague.page("/filters/inbox/menu")
    person.post(f"/filters/{number}/forget")
    assert "You keep no filter yet" in person.page("/filters/inbox")


def test_a_filter_without_a_name_or_without_anything_to_keep_is_refused(small):
    person = Screen(small.app, "manager")

    assert "Give the filter a name" in person.post("/filters/inbox", {"q": "x"}).text
    refused = person.post("/filters/cases", {"name": "x"})
    assert refused.status_code == 422
    assert "not narrowed by anything" in refused.text


def do(person, act, tasks):
    form = {"act": act, "task": [str(task) for task in tasks], "next": "/inbox/station"}
    return said(person.post("/inbox/bulk", form))


def hand(person, tasks, **more):
    """Hand tasks over as from the page that the list leads to."""
    asked = {"act": "reassign", "task": [str(task) for task in tasks], "next": "/inbox/station"}
    page = person.post("/inbox/bulk", asked)
    assert page.status_code == 303, page.text
    return said(person.post(page.location, more))


def said(reply):
    assert reply.status_code == 200, reply.text
    done = re.search(r'role="status">[^<]*: (\d+)<', reply.text)
    return int(done[1]) if done else 0, reply.text


def test_several_are_taken_and_for_each_that_was_not_it_says_why(small):
    draft1, draft2 = small.open_tasks(1)["draft"], small.open_tasks(2)["draft"]
    papers = small.open_tasks(3)["papers"]
    small.engine.execute(ClaimTask(actor="operations", task=draft2))

    number, page = do(Screen(small.app, "development"), "claim", [draft1, draft2, papers, draft1])

    assert number == 1
    assert "Left as they are:" in page
    assert "Ma Chao" in page  # who has the second
    assert small.inbox("development")[0].id == draft1


def test_taking_again_does_nothing_again(small):
    draft = small.open_tasks(1)["draft"]
    person = Screen(small.app, "development")
    do(person, "claim", [draft])

    number, page = do(person, "claim", [draft])

    assert number == 0
    assert "You have it already." in page
    assert small.kinds(1).count("task-claimed") == 1


def test_several_are_given_back(small):
    drafts = [small.open_tasks(case)["draft"] for case in (1, 2)]
    person = Screen(small.app, "development")
    do(person, "claim", drafts)

    assert do(person, "release", drafts)[0] == 2
    assert small.inbox("development") == ()
    assert "there is nothing to give back" in do(person, "release", drafts)[1]


def test_only_what_asks_for_nothing_is_completed_and_never_twice(small):
    draft, papers = small.open_tasks(1)["draft"], small.open_tasks(3)["papers"]

    number, page = do(Screen(small.app, "admin"), "complete", [draft, papers])

    assert number == 1
    assert "Its form has to be filled in: open it." in page
    assert "draft" not in small.open_tasks(1)
    assert "papers" in small.open_tasks(3)
    again, page = do(Screen(small.app, "admin"), "complete", [draft])
    assert again == 0
    assert small.kinds(1).count("task-completed") == 1


def test_a_leader_hands_several_to_somebody_with_a_reason(small):
    drafts = [small.open_tasks(case)["draft"] for case in (1, 2)]
    person = Screen(small.app, "director")

    chosen = {"act": "reassign", "task": [str(task) for task in drafts]}
    asked = person.page(person.post("/inbox/bulk", chosen).location)
    number, _ = hand(person, drafts, to="operations", reason="on leave")

    assert "To whom" in asked
    assert 'value="operations"' in asked
    assert small.kinds(1).count("task-changed") == 1
    assert number == 2
    assert {line.id for line in small.inbox("operations")} == set(drafts)
    assert "has it already" in hand(person, drafts, to="operations", reason="x")[1]


def test_handing_over_needs_both_and_a_person_there_is(small):
    draft = small.open_tasks(1)["draft"]
    person = Screen(small.app, "director")

    page = f"/inbox/reassign?task={draft}"
    again = person.post(page, {"to": "operations", "reason": " "})
    assert again.status_code == 422
    assert "write why" in again.text
    assert re.search(r'value="operations"[^>]* selected', again.text)
    assert hand(person, [draft], to="nobody", reason="x")[0] == 0
    assert hand(person, [], to="nobody", reason="x")[0] == 0
    assert person.get("/inbox/reassign?task=x").status_code == 400


def test_what_one_may_not_do_is_done_by_nobody_in_bulk(small):
    draft = small.open_tasks(1)["draft"]
    page, form = f"/inbox/reassign?task={draft}", {"to": "operations", "reason": "x"}
    assert Screen(small.app, "development").get(page).status_code == 403
    assert Screen(small.app, "development").post(page, form).status_code == 403
    assert do(Screen(small.app, "auditor"), "claim", [draft])[0] == 0
    assert do(Screen(small.app, "dispatch"), "claim", [draft])[0] == 0
    assert small.kinds(1) == [k for k in small.kinds(1) if not k.startswith("task-c")]


@pytest.mark.parametrize(
    "form", [{}, {"act": "delete"}, {"act": "claim", "task": "x"},
             {"act": "claim", "task": ["1-1"] * (bulk.MOST + 1)}],
)  # fmt: skip
def test_a_form_nobody_was_given_is_refused(small, form):
    assert Screen(small.app, "manager").post("/inbox/bulk", form).status_code == 400


def test_the_auditor_is_offered_nothing_to_choose(small):
    assert "yk-choose" not in Screen(small.app, "auditor").page("/inbox/station")


def test_a_page_that_stays_open_is_told_only_of_what_is_new(small):
    person = Screen(small.app, "director")
    version = re.search(r'data-version="(\w+)"', person.page("/inbox/station"))[1]

    same = person.get(f"/inbox/station/pulse?known={version}")
    case = small.start(customer_name="新客户")
    news = person.get(f"/inbox/station/pulse?known={version}").json

    assert (same.status_code, same.get_data()) == (204, b"")
    assert any(task.startswith(f"{case}-") for task in news["tasks"])
    assert news["version"] != version


def test_after_completing_one_goes_on_in_the_same_narrowed_list(small):
    person = Screen(small.app, "development")
    draft = small.open_tasks(1)["draft"]
    small.engine.execute(CompleteTask(actor="operations", task=draft, values={}))
    other, last = small.open_tasks(2)["draft"], small.start(customer_name="泰和二厂")
    body = {"values": {}, "view": "groups", "asked": {"q": "泰和", "due": "nonsense", "x": ["y"]}}

    reply = person.send(f"/tasks/{other}/complete", body)

    assert re.fullmatch(rf"/inbox/groups/tasks/{last}-\d+\?q=[%\w]+", reply.json["redirect"])

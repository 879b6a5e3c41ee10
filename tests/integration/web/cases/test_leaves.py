"""The leaves of a case: timeline with filters, data, tasks, messages, incidents, related, print."""

import re

import pytest

from engine.api import AddComment, CancelCase, ChangeVariables, RestartCase
from tests.integration.engine.operating.operated import act
from tests.integration.web.screen import Screen
from webui.cases.leaves import data, events

LARGEST = 150_000
LEAVES = ("", "/timeline", "/timeline?steps=all", "/data", "/tasks", "/papers", "/messages",
          "/comments", "/incidents", "/related", "/print", "/proof")  # fmt: skip


@pytest.fixture
def small(small):
    small.case = small.start()
    small.do(small.case, "draft", "development")
    return small


@pytest.fixture
def reader(small):
    return Screen(small.app, "auditor", "en")


def leaf(small, name):
    return f"/cases/{small.case}{name}"


@pytest.mark.parametrize("language", ["en", "zh"])
def test_every_leaf_of_an_open_and_of_a_finished_case_is_there(small, language):
    screen = Screen(small.app, "auditor", language)
    for name in LEAVES:
        assert small.app is not None
        assert len(screen.page(leaf(small, name))) < LARGEST, name
    act(small, CancelCase, small.case)
    for name in LEAVES:
        screen.page(leaf(small, name))


def test_the_auditor_finds_nothing_to_change_on_any_leaf(small, reader):
    for name in LEAVES:
        page = reader.page(leaf(small, name))
        forms = re.findall(r'<form[^>]*action="([^"]*)"[^>]*method="post"', page)
        assert set(forms) <= {"/language", "/sign-out"}, name
        assert "/operate" not in page, name
        assert 'type="file"' not in page, name


def test_the_timeline_is_filtered_by_kind_person_place_and_day(small, reader):
    page = leaf(small, "/timeline")
    whole = reader.page(page)
    assert "Completed “Draft”" in whole
    assert "Time limit “Supply-plan reply” began" in whole
    limits = reader.page(f"{page}?kind=limits")
    assert "Time limit “Supply-plan reply” began" in limits
    assert "Completed “Draft”" not in limits
    assert "Completed “Draft”" in reader.page(f"{page}?by=development")
    assert "was started" not in reader.page(f"{page}?by=development")
    assert "was started" not in reader.page(f"{page}?element=draft")
    assert "Nothing of this kind" in reader.page(f"{page}?first=2026-02-11")
    assert "Completed “Draft”" in reader.page(f"{page}?first=2026-02-10&last=2026-02-10")


@pytest.mark.parametrize(
    "query",
    ["?kind=<b>", "?by=%00", "?element=" + "x" * 500, "?first=soon", "?last=99999-99-99",
     "?first=9999-12-31&last=9999-12-31", "?since_event=x", "?since_event=" + "9" * 40,
     "?since_event=%D9%A1"],
)  # fmt: skip
def test_filters_that_make_no_sense_do_no_harm(small, reader, query):
    page = reader.page(leaf(small, f"/timeline{query}"))
    assert "<b>" not in page


@pytest.mark.parametrize("query", ["?before=x", "?before=-1", "?before=" + "9" * 40])
def test_a_place_in_the_timeline_that_is_none_is_no_page(small, reader, query):
    for name in ("/timeline", "/messages", "/incidents", "/print"):
        assert reader.get(leaf(small, name) + query).status_code == 404


def test_a_long_timeline_comes_page_by_page_and_stays_small(small, reader):
    for number in range(events.ROWS + 5):
        small.engine.execute(AddComment(actor="manager", case=small.case, text=f"no {number}"))
    first = reader.page(leaf(small, "/timeline"))
    assert len(first) < LARGEST
    assert "was started" not in first
    more = re.search(r'hx-get="(/cases/[^"]+)"', first)[1].replace("&amp;", "&")
    rest = reader.get(more, **{"HX-Request": "true"})
    assert "was started" in rest.text
    assert "<html" not in rest.text
    assert "was started" in reader.page(more)


def test_a_case_with_very_much_data_stays_small(small, reader):
    values = {f"field_{number:03}": "字" * 3000 for number in range(data.ROWS * 2)}
    act(small, ChangeVariables, small.case, values=values)
    first = reader.page(leaf(small, "/data"))
    assert len(first.encode()) < LARGEST
    more = re.search(r'href="([^"#]+behind=[^"#]+)', first)[1].replace("&amp;", "&")
    second = reader.page(more)
    assert "field_150" in second
    assert "field_010" not in second
    for name in ("/timeline", "/print"):
        assert len(reader.page(leaf(small, name)).encode()) < LARGEST, name


def test_data_shows_each_variable_with_its_changes(small, reader):
    act(small, ChangeVariables, small.case, values={"applied_capacity_kva": 1250, "<b>": "<i>"})
    page = reader.page(leaf(small, "/data"))
    assert 'Capacity (kVA) <code class="yk-code">applied_capacity_kva</code>' in page
    assert "&lt;b&gt;" in page
    assert "<i>" not in page
    changes = reader.page(leaf(small, "/data/changes?name=applied_capacity_kva"))
    assert "corrected by hand" in changes
    assert "with the application" in changes
    assert '<td data-label="Before">2,000</td><td data-label="After">1,250</td>' in changes
    assert reader.get(leaf(small, "/data/changes")).status_code == 404
    assert "It is not there now." in reader.page(leaf(small, "/data/changes?name=never"))


@pytest.mark.parametrize("held", [5, "ops", [{"a": 1}], ["nobody-known", "operations"]])
@pytest.mark.parametrize("name", ["candidate_users", "assignee", "started", "cancelled"])
def test_a_variable_may_be_called_as_the_engine_calls_a_field(small, reader, name, held):
    act(small, ChangeVariables, small.case, values={name: held})
    for shown in ("/timeline?steps=all", "/data", f"/data/changes?name={name}", "/print"):
        assert name in reader.page(leaf(small, shown)), shown


def test_a_leader_may_correct_a_variable_from_the_table_others_not(small, reader):
    assert "Correct…" not in reader.page(leaf(small, "/data"))
    leader = Screen(small.app, "director", "en")
    page = leader.page(leaf(small, "/data"))
    link = re.search(r'href="([^"]+)" aria-label="Correct customer_name"', page)[1]
    form = leader.page(link.replace("&amp;", "&"))
    assert 'value="customer_name"' in form
    assert ">泰和纺织</textarea>" in form


def test_tasks_tell_who_did_them_when_and_how_they_stand(small, reader):
    page = reader.page(leaf(small, "/tasks"))
    assert page.index("Record the papers") < page.index(">Draft<")
    assert "Wang Lei" in page
    assert "2026-02-10 (Tue) 10:00" in page


def test_messages_tell_what_is_awaited_and_what_came(small, reader):
    assert "customer-withdraws" in reader.page(leaf(small, "/messages"))
    manager = Screen(small.app, "manager", "en")
    form = {"message": "customer-withdraws", "reason": "moved <b>away</b>"}
    assert manager.post(leaf(small, "/tell"), form).status_code == 303
    page = reader.page(leaf(small, "/messages"))
    assert "nothing waits" in page
    assert "moved &lt;b&gt;away&lt;/b&gt;" in page


def test_related_cases_lead_to_each_other(small, reader):
    assert "No other case" in reader.page(leaf(small, "/related"))
    act(small, CancelCase, small.case)
    new = act(small, RestartCase, small.case)
    assert f'href="/cases/{new.case}"' in reader.page(leaf(small, "/related"))
    page = reader.page(f"/cases/{new.case}/related")
    assert "restarted from it" in page
    every = re.search(r'href="(/cases\?[^"]*)">All cases of this customer', page)[1]
    listed = reader.page(every.replace("&amp;", "&"))
    assert f'href="/cases/{small.case}"' in listed
    assert f'href="/cases/{new.case}"' in listed


def test_the_print_view_holds_header_limits_answers_and_story(small, reader):
    page = reader.page(leaf(small, "/print"))
    for words in ("Supply-plan reply", "泰和纺织", "Completed “Draft”", "What was filled in"):
        assert words in page
    assert "navbar" not in page
    assert 'aria-label="Main navigation"' not in page

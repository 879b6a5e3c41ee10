"""The station's incidents with their retry, and messages and signals sent by hand."""

import re

import pytest

from engine.api import CaseList, Incidents, StartCase
from tests.integration.engine.crossing.test_signals import ROOTS, waits, work
from tests.integration.engine.test_incidents import CHOICE, Playing
from tests.integration.web.screen import Screen
from tests.support.drawing import deploy, diagram
from webui.running import incidents


@pytest.fixture
def screen(small):
    return lambda login, language="en": Screen(small.app, login, language)


def stuck(small, count=1):
    playing = Playing(small).deploy(CHOICE)
    cases = [playing.start() for _ in range(count)]
    for case in cases:
        small.do(case, "ask", "manager", tier="<b>bronze</b>")
    return cases


def fields(page):
    """The hidden fields of the first line's form."""
    form = re.search(r'action="/incidents/retry".*?</form>', page, re.DOTALL)[0]
    return dict(re.findall(r'name="(case|instance|job)" value="(\d+)"', form))


def open_incidents(small):
    return small.engine.query(Incidents(actor="director", language="en")).rows


def test_what_failed_is_listed_with_why_and_tried_again_with_a_reason(small, screen):
    (case,) = stuck(small)
    leader = screen("director")
    page = leader.page("/incidents")
    assert f'href="/cases/{case}"' in page
    assert "cannot go on:" in page
    assert "<b>bronze" not in page
    form = fields(page) | {"reason": "the tier was mistyped"}
    assert leader.post("/incidents/retry", form).status_code == 303
    assert "It was tried again and failed again." in leader.page("/incidents")
    assert "the tier was mistyped" in leader.page(f"/cases/{case}/incidents")


def test_without_a_reason_or_when_it_is_mended_already_that_is_said(small, screen):
    (case,) = stuck(small)
    leader = screen("director")
    form = fields(leader.page("/incidents"))
    leader.post("/incidents/retry", form | {"reason": " "})
    assert "Say what was mended" in leader.page("/incidents")
    assert small.kinds(case).count("incident-resolved") == 0
    leader.post("/incidents/retry", form | {"reason": "r", "instance": "999"})
    assert "mended already" in leader.page("/incidents")


@pytest.mark.parametrize("bad", [{"case": "x"}, {"instance": "-1"}, {"case": "", "job": "y"}])
def test_numbers_that_are_none_are_no_page(small, screen, bad):
    stuck(small)
    leader = screen("director")
    form = fields(leader.page("/incidents")) | {"reason": "r"} | bad
    assert leader.post("/incidents/retry", form).status_code == 404


def test_a_job_of_no_case_is_tried_again_from_the_list(small, screen):
    begins = diagram(
        '<bpmn:startEvent id="s1"><bpmn:signalEventDefinition id="sd" signalRef="s" />'
        '</bpmn:startEvent><bpmn:endEvent id="done" />'
        '<bpmn:sequenceFlow id="f" sourceRef="s1" targetRef="done" />',
        roots=ROOTS,
    )
    deploy(small, main__bpmn=begins)
    leader = screen("director")
    page = leader.page("/signals/new")
    leader.post("/signals/new", sent(page, name="storm"))
    (claim,) = small.station.queue.claim(small.clock.now(), 10)
    small.leave(claim, "the disk was full")
    listed = leader.page("/incidents")
    assert "No case yet" in listed
    assert "the disk was full" in listed
    assert leader.post(
        "/incidents/retry", fields(listed) | {"reason": "there is room"}
    ).status_code == 303  # fmt: skip
    assert open_incidents(small) == ()
    work(small)
    found = small.engine.query(CaseList(actor="director", language="en")).rows
    assert len(found) == 1


def test_the_list_comes_page_by_page(small, screen):
    stuck(small, incidents.ROWS + 2)
    leader = screen("director")
    first = leader.page("/incidents")
    assert len(first) < 150_000
    more = re.search(r'hx-get="(/incidents[^"]+)"', first)[1].replace("&amp;", "&")
    rest = leader.get(more, **{"HX-Request": "true"}).text
    assert rest.count('action="/incidents/retry"') == 2
    assert leader.get("/incidents?after=rubbish").status_code == 400


def test_the_auditor_reads_the_list_and_is_offered_nothing(small, screen):
    stuck(small)
    page = screen("auditor").page("/incidents")
    assert "cannot go on:" in page
    assert "Try again" not in page
    assert "Send a message" not in page


def test_with_nothing_failed_the_list_says_so(screen):
    assert "Nothing has failed" in screen("director").page("/incidents")
    assert "没有异常" in screen("director", "zh").page("/incidents")


def sent(page, **form):
    request = re.search(r'name="request" value="([^"]+)"', page)[1]
    return {"request": request, "reason": "the bank called"} | form


def test_a_message_reaches_the_case_it_is_addressed_to_with_a_value(small, screen):
    one, other = small.start(), small.start()
    leader = screen("director")
    number = small.events(one)[0].data["number"]
    form = sent(leader.page("/messages/new"), name="customer-withdraws")
    refused = leader.post("/messages/new", form)
    assert refused.status_code == 409
    assert "2 places wait for the message" in refused.text
    assert "the bank called" in refused.text
    form |= {"case_number": number, "set-name-0": "why", "set-value-0": "moved"}
    assert leader.post("/messages/new", form).status_code == 303
    assert f"Case {number} took the message." in leader.page("/messages/new")
    assert "draft" not in small.open_tasks(one)
    assert "draft" in small.open_tasks(other)


@pytest.mark.parametrize(
    ("form", "says"),
    [
        ({"name": ""}, "as the diagram writes it"),
        ({"reason": " "}, "Say why"),
        ({"name": "nobody-knows"}, "No case waits for the message"),
        ({"set-name-0": "", "set-value-0": "v"}, "Enter the name of this value."),
        ({"set-name-0": "n", "set-kind-0": "number", "set-value-0": "v"}, "Enter a number"),
        ({"case_number": "YK9"}, "No case waits for the message"),
    ],
)
def test_a_message_that_cannot_be_sent_says_why_and_keeps_what_was_typed(small, screen, form, says):
    small.start()
    leader = screen("director")
    whole = sent(leader.page("/messages/new"), name="customer-withdraws", account_no="")
    reply = leader.post("/messages/new", whole | {"reason": "kept words"} | form)
    assert reply.status_code in (409, 422)
    assert says in reply.text
    assert form.get("reason", "kept words").strip() in reply.text


def test_a_signal_sent_twice_by_a_double_click_goes_out_once(small, screen):
    deploy(small, main__bpmn=waits("intermediate", "main"))
    leader = screen("director")
    case = small.engine.execute(StartCase(actor="manager", process="main", values={})).case
    form = sent(leader.page("/signals/new"), name="storm", **{"set-name-0": "wind"})
    form |= {"set-kind-0": "number", "set-value-0": "11.5"}
    for _ in range(2):
        assert leader.post("/signals/new", form).status_code == 303
    assert "1 places wait for it" in leader.page("/signals/new")
    work(small)
    assert small.kinds(case).count("signal-received") == 1

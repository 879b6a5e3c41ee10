"""What goes wrong in front of a screen: wrong values, double clicks, two people, huge bodies."""

import json
import socket
import time

import pytest

from engine.api import CompleteTask, StartCase
from tests.acceptance import schemas, story
from tests.acceptance.person import Person
from tests.acceptance.served import SOON

HUGE = 50 * 1024 * 1024
MEGABYTE = 1024 * 1024
NOTICE = story.SUPPLY_PLAN[0]
FEES = story.FORMALITIES[0]
EXPLAIN = story.Step(at="2026-03-31T09:00", who="director", task="explain-supply-plan")


@pytest.fixture
def case(served):
    """A case that waits for its one-time notice, with the chief manager."""
    command = StartCase(actor="manager", process="hv-connection", values=story.application())
    return served.station.engine.execute(command).case


@pytest.fixture
def address(served, case):
    """The page of the one-time notice."""
    return f"/tasks/{served.open_task(case, NOTICE.task)}"


@pytest.fixture
def person(browser, served):
    """`person("director")`: a person signed in at a browser of their own."""
    opened = []

    def sign_in(login, **differs):
        opened.append(Person(browser, served.address, login, **differs))
        return opened[-1].sign_in()

    yield sign_in
    for each in opened:
        each.close()


def played_until(served, last):
    """Play a case behind the pages until a step can be done, all at the present moment."""
    engine = served.station.engine
    command = StartCase(actor="manager", process="hv-connection", values=story.application())
    case = engine.execute(command).case
    for step in story.WHOLE[: story.WHOLE.index(last)]:
        if not step.task.startswith(("urge", "explain")):  # nothing is late
            task = served.open_task(case, step.task)
            engine.execute(CompleteTask(actor=step.who, task=task, values=step.values))
    return case


def completed(served, case):
    return [event.by.login for event in served.timeline(case) if event.kind == "task-completed"]


def filled(who, address, step=NOTICE):
    """Open the page of a task and fill it in."""
    who.page.goto(address)
    who.fill(schemas.tasks()[step.task].form, step.values)
    return who.page.locator("[data-form-submit]")


def test_a_wrong_value_stands_at_its_field_and_nothing_typed_is_lost(served, person):
    manager = person("manager")
    manager.page.goto("/cases/new/hv-connection")
    manager.fill("hv-application", story.application() | {"contact_phone": "12", "address": ""})
    manager.page.locator("[data-form-submit]").click()

    field = manager.page.locator(".fjs-form-field-textfield")
    phone, place = (field.filter(has_text=label) for label in ("Phone*", "Address of the supply*"))
    phone.locator(".fjs-form-field-error").wait_for()
    assert "Field is required." in place.locator(".fjs-form-field-error").inner_text()
    assert phone.locator("input").input_value() == "12"
    shown = manager.page.locator(".fjs-form")
    assert "中频炉" in [each.input_value() for each in shown.locator("input[type=text]").all()]

    phone.locator("input").fill("13806320001")
    place.locator("input").fill("洪绪镇工业园区创业路8号")
    manager.page.locator("[data-form-submit]").click()
    number = manager.started()
    answers = {
        answer.key: answer.shown
        for form in served.case(served.numbered(number)).answered
        for answer in form.answers
    }
    assert answers["contact_phone"] == "13806320001"
    assert answers["customer_name"] == story.application()["customer_name"]


def test_what_the_server_alone_finds_wrong_stands_at_its_field_too(served, case, address, person):
    chief = person(story.MANAGER)
    button = filled(chief, address)

    def alter(route):
        body = json.loads(route.request.post_data)
        body["values"]["notice_method"] = "pigeon"
        route.continue_(post_data=json.dumps(body))

    chief.page.route("**/complete", alter)
    button.click()

    method = chief.page.locator(".fjs-form-field-select", has_text="Handed over by")
    method.locator(".fjs-form-field-error").wait_for()
    assert method.locator(".fjs-select-display").inner_text() == "Counter"
    assert completed(served, case) == []
    chief.page.unroute("**/complete")
    button.click()
    chief.page.locator(".alert-success").wait_for()
    assert completed(served, case) == [story.MANAGER]


def test_a_total_of_cents_is_what_a_person_adds_up(served, person):
    """The browser adds 1100.10 and 2200.20 to 3300.2999999999997."""
    case = played_until(served, FEES)
    marketing = person("marketing")
    rows = [FEES.values["fees"][0] | {"receivable_cny": each} for each in ("1100.10", "2200.20")]
    marketing.page.goto(f"/tasks/{served.open_task(case, FEES.task)}")
    marketing.fill("fees", FEES.values | {"fees": rows, "fees_total_cny": "3300.30"})
    marketing.page.locator("[data-form-submit]").click()
    marketing.page.locator(".alert-success").wait_for()
    assert completed(served, case)[-1] == "marketing"


def test_a_double_click_completes_once(served, case, address, person):
    chief = person(story.MANAGER)
    filled(chief, address).dblclick()
    chief.page.locator(".alert-success").wait_for()
    assert completed(served, case) == [story.MANAGER]


def test_the_second_of_two_people_is_told_who_did_it_and_when(served, case, person):
    # Nobody worked on the case until its reply was late: director and section chief may say why.
    served.run_to("2026-03-31T09:00", case)
    address = f"/tasks/{served.open_task(case, EXPLAIN.task)}"
    director, chief = person("director"), person("section-chief")
    first, second = filled(director, address, EXPLAIN), filled(chief, address, EXPLAIN)
    served.run_to("2026-03-31T09:20")
    first.click()
    director.page.locator(".alert-success").wait_for()
    served.run_to("2026-03-31T09:45")
    second.click()

    told = chief.page.get_by_role("alert")
    told.wait_for()
    assert "Sun Jianjun" in told.inner_text()
    assert "2026-03-31 (Tue) 09:20" in told.inner_text()
    assert completed(served, case) == ["director"]
    chief.page.on("dialog", lambda dialog: dialog.accept())  # what was typed may go now
    chief.page.reload()
    closed = chief.page.locator(".alert[role=status]").inner_text()
    assert "Sun Jianjun completed this task on 2026-03-31 (Tue) 09:20." in closed


def test_signing_in_and_reading_the_inbox_need_no_script(served, case, person):
    chief = person(story.MANAGER, java_script_enabled=False)
    chief.page.locator("[data-line]", has_text=served.case(case).line.number).click()
    chief.page.locator("h1", has_text="Give the one-time notice").wait_for()


@pytest.mark.parametrize("path", ["/sign-in", "/tasks/1-1/complete", "/cases/new/hv-connection"])
def test_fifty_megabytes_are_refused_before_they_are_read(served, path):
    status, taken, seconds = post_huge(served.port, path, f"Content-Length: {HUGE}", b"x" * 65536)
    assert status == 413
    assert taken < 8 * MEGABYTE  # what the network itself holds on the way
    assert seconds < 5


def test_fifty_megabytes_of_unannounced_length_are_refused_before_they_are_read(served):
    piece = b"10000\r\n" + b"x" * 65536 + b"\r\n"
    status, taken, _ = post_huge(served.port, "/sign-in", "Transfer-Encoding: chunked", piece)
    assert status == 413
    assert taken < 0.6 * HUGE  # 22 MB, as much as a file may have, and what the network holds


def post_huge(port, path, length, piece):
    """Send a huge body; return the status, the bytes sent until it came, and the seconds."""
    began = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), SOON) as connection:
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{length}\r\n"
        connection.sendall(f"{head}Content-Type: application/json\r\n\r\n".encode())
        taken, answer, rest = 0, b"", b""
        connection.setblocking(False)
        while taken < HUGE and not answer and time.monotonic() - began < SOON:
            rest = rest or piece
            try:
                sent = connection.send(rest)
            except BlockingIOError:
                sent = 0
            except OSError:
                break
            taken, rest = taken + sent, rest[sent:]
            answer = _arrived(connection)
        connection.setblocking(True)
        answer = answer or _last(connection)
    status = int(answer.split()[1]) if answer else None
    return status, taken, time.monotonic() - began


def _arrived(connection):
    try:
        return connection.recv(65536)
    except BlockingIOError:
        return b""


def _last(connection):
    try:
        return connection.recv(65536)
    except OSError:
        return b""

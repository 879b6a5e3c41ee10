import json
import re

from engine.api import StartCase


def request_id(page):
    extra = re.search(r"data-form-extra='([^']*)'", page)[1]
    return json.loads(extra)["request"]


def test_the_processes_one_may_start_are_listed(screen):
    page = screen("manager", "zh").page("/cases/new")

    assert "高压新装" in page
    assert "10 kV 新装、增容。" in page


def test_sending_the_same_form_twice_starts_one_case(screen, engine):
    person = screen()
    request = request_id(person.page("/cases/new/hv-connection"))
    body = {"values": {"customer": "新城热电厂", "applied_capacity_kva": 1000}, "request": request}

    first = person.send("/cases/new/hv-connection", body)
    second = person.send("/cases/new/hv-connection", body)

    assert first.json == second.json == {"redirect": "/cases/46"}
    assert len(engine.cases) == 6
    assert "Case HV-2026-0046 was started." in person.page("/cases/46")


def test_each_form_shown_is_a_request_of_its_own(screen):
    person = screen()

    first = request_id(person.page("/cases/new/hv-connection"))
    second = request_id(person.page("/cases/new/hv-connection"))

    assert first != second


def test_a_missing_value_is_said_at_its_field(screen, engine):
    reply = screen("manager", "zh").send("/cases/new/hv-connection", {"values": {}})

    assert reply.status_code == 422
    assert reply.json["errors"] == [{"field": "applied_capacity_kva", "message": "此项必填。"}]
    assert not [each for each in engine.commands if isinstance(each, StartCase)]


def test_who_may_start_nothing_is_offered_nothing(screen):
    person = screen("development")

    assert "/cases/new" not in person.page("/cases")
    assert person.get("/cases/new").status_code == 403


def test_a_process_that_is_not_there_is_said(screen):
    reply = screen().get("/cases/new/nuclear-plant")

    assert reply.status_code == 404
    assert "nuclear-plant" in reply.text


def test_a_case_that_goes_to_a_colleague_is_said_to_be_started(screen, engine):
    engine.gives_away = True
    person = screen()

    reply = person.send(
        "/cases/new/hv-connection", {"values": {"customer": "x", "applied_capacity_kva": 1000}}
    )

    assert reply.json == {"redirect": "/cases"}
    page = person.page("/cases")
    assert "Case HV-2026-0046 was started." in page
    assert "It was given to another customer manager." in page

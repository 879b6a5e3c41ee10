"""Forms are checked with the engine's own FEEL functions, as diagrams are."""

import json

import pytest

from engine.api import Deploy, FormRejected
from tests.support.stations import MODELS


def text(key, hide):
    return {
        "type": "textfield", "id": key, "key": key, "label": key,
        "validate": {"required": True}, "conditional": {"hide": f"={hide}"},
    }  # fmt: skip


def form(name, *fields):
    whole = {
        "type": "default", "id": name, "schemaVersion": 19,
        "executionPlatform": "Camunda Platform", "components": list(fields),
    }  # fmt: skip
    return json.dumps(whole).encode()


NAME = {"type": "textfield", "id": "n", "key": "customer_name", "label": "Name"}
CAPACITY = {"type": "number", "id": "c", "key": "applied_capacity_kva", "label": "Capacity"}
WISHED = {"type": "datetime", "subtype": "date", "id": "w", "key": "wished_on", "label": "By"}


@pytest.fixture
def asking(small):
    """A station whose permit asks why in a hurry, and whose delivery asks why near its due date."""
    hasty = text("hurry", 'wished_on >= working days after(date("2026-02-10"), 3)')
    calm = text("calm", 'due("supply-plan-reply") != null')
    waiting = text("waiting", 'due("supply-plan-reply") = null')
    diagram = (MODELS / "permit.bpmn").read_bytes()
    deliver = b'id="deliver" name="Deliver"'
    files = {
        "permit.bpmn": diagram.replace(deliver, deliver + b' camunda:formRef="delivery"'),
        "permit-request.form": form("permit-request", NAME, CAPACITY, WISHED, hasty, calm),
        "permit-papers.form": form("permit-papers", calm),
        "delivery.form": form("delivery", waiting),
    }
    small.engine.execute(Deploy(actor="designer", name="asking", files=files))
    return small


def refused(call):
    with pytest.raises(FormRejected) as caught:
        call()
    return [error.path for error in caught.value.errors]


def test_a_form_counts_working_days(asking):
    # Three working days after Tuesday the 10th is Friday the 13th (the holidays begin on the 15th).
    assert refused(lambda: asking.start(wished_on="2026-02-12", calm="x")) == [("hurry",)]
    assert asking.start(wished_on="2026-02-13", calm="x") is not None


def test_before_a_case_begins_no_clock_runs(asking):
    assert refused(lambda: asking.start(wished_on="2026-02-13")) == [("calm",)]


def test_a_form_of_a_task_asks_the_clocks_of_its_case(asking):
    case = asking.start(wished_on="2026-02-13", calm="x")
    asking.do(case, "draft", "development")
    # The customer's papers are awaited: the clock stands still and nothing is due.
    assert refused(lambda: asking.do(case, "papers", "manager")) == [("calm",)]
    asking.do(case, "papers", "manager", calm="x")
    assert refused(lambda: asking.do(case, "deliver", "manager", waiting="")) == [("waiting",)]
    asking.do(case, "deliver", "manager", waiting="for the weather")

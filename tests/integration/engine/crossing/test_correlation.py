"""A message reaches the one place that waits for it (Camunda 7, "Correlation methods")."""

import re

import pytest

from engine.api import (
    BadValue,
    CaseDetail,
    Correlate,
    Correlated,
    Forbidden,
    NobodyWaits,
    SeveralWait,
    StartCase,
    TooManyWait,
)
from engine.cases.ports.stores import Address
from engine.storage.repositories.waiting.subscriptions import waiting_at
from tests.support.bulk import copies
from tests.support.drawing import chain, deploy, diagram, form, task
from tests.support.together import at_once, refusals

START = '<bpmn:startEvent id="begun" camunda:formRef="ask" />'
END = '<bpmn:endEvent id="done" />'
ROOTS = '<bpmn:message id="m" name="paid" />'
WAIT = '<bpmn:receiveTask id="wait" name="Paid" messageRef="m" />'
PAID = '<bpmn:messageEventDefinition id="paid" messageRef="m" />'
FIELDS = ("customer_name", "account_no", "meter")


@pytest.fixture
def waiting(small):
    """Cases that wait for the message `paid`, then for a person."""
    body = START + WAIT + task("after") + END + chain("begun", "wait", "after", "done")
    deploy(small, main__bpmn=diagram(body, roots=ROOTS), ask__form=form("ask", *FIELDS))
    return small


def started(station, key=None, by="manager", **values):
    command = StartCase(actor=by, process="main", values=values, business_key=key)
    return station.engine.execute(command)


def send(station, actor="director", **more):
    command = Correlate(actor=actor, message="paid", reason="bank", **more)
    return station.engine.execute(command)


def went_on(station, *cases):
    return ["after" in station.open_tasks(case.case) for case in cases]


def test_the_only_one_that_waits_takes_the_message_with_its_variables(waiting):
    case = started(waiting)
    made = send(waiting, variables={"sum": 120.10})
    assert (made.case, made.number, made.started) == (case.case, case.number, False)
    assert went_on(waiting, case) == [True]
    (event,) = [e for e in waiting.events(case.case) if e.kind == "message-received"]
    assert (event.by.login, event.data["message"], event.data["reason"]) == (
        "director", "paid", "bank"
    )  # fmt: skip
    (changed,) = [e for e in waiting.events(case.case) if e.kind == "variables-changed"]
    assert str(changed.data["after"]["sum"]) == "120.1"


def test_nobody_waits_for_it_a_second_time(waiting):
    started(waiting)
    send(waiting)
    with pytest.raises(NobodyWaits):
        send(waiting)


def test_when_several_wait_it_is_said_how_many_and_none_takes_it(waiting):
    cases = [started(waiting) for _ in range(3)]
    with pytest.raises(SeveralWait) as refused:
        send(waiting)
    assert refused.value.count == 3
    assert went_on(waiting, *cases) == [False] * 3


@pytest.mark.parametrize(
    "address",
    [
        lambda one: {"business_key": "order 1"},
        lambda one: {"case_number": one.number},
        lambda one: {"account_no": "3706810012345"},
        lambda one: {"correlation": {"meter": "A7"}},
        lambda one: {"business_key": "order 1", "correlation": {"meter": "A7"}},
    ],
)
def test_a_message_is_addressed_by_keys_numbers_and_variables(waiting, address):
    other = started(waiting, "order 2", account_no="3706810054321", customer_name="b", meter="A8")
    one = started(waiting, "order 1", account_no="3706810012345", customer_name="a", meter="A7")
    assert send(waiting, **address(one)).case == one.case
    assert went_on(waiting, one, other) == [True, False]


@pytest.mark.parametrize(
    "address",
    [
        {"business_key": "order 9"},
        {"case_number": "YK2026999999"},
        {"account_no": "1"},
        {"correlation": {"meter": "A8"}},
        {"correlation": {"missing": None}},
        {"business_key": "order 1", "correlation": {"meter": "A8"}},
    ],
)
def test_what_matches_in_part_does_not_match(waiting, address):
    case = started(waiting, "order 1", meter="A7")
    with pytest.raises(NobodyWaits):
        send(waiting, **address)
    assert went_on(waiting, case) == [False]


def test_what_waits_for_each_of_many_is_told_apart_by_its_own_variables(small):
    many = (
        '<bpmn:subProcess id="each"><bpmn:multiInstanceLoopCharacteristics'
        ' camunda:collection="= [1, 2, 3]" camunda:elementVariable="part" />'
        '<bpmn:startEvent id="s" /><bpmn:endEvent id="e" />'
        f"{WAIT}{task('after')}{chain('s', 'wait', 'after', 'e')}</bpmn:subProcess>"
    )
    plain = '<bpmn:startEvent id="begun" />'
    drawn = diagram(plain + many + END + chain("begun", "each", "done"), roots=ROOTS)
    deploy(small, main__bpmn=drawn)
    case = started(small)
    with pytest.raises(SeveralWait) as refused:
        send(small)
    assert refused.value.count == 3
    send(small, correlation={"part": 2})
    with pytest.raises(NobodyWaits):
        send(small, correlation={"part": 2})
    assert list(small.open_tasks(case.case)) == ["after"]


def test_a_case_that_waits_is_preferred_to_beginning_one_and_none_is_begun_for_a_known_case(small):
    both = f'<bpmn:startEvent id="begun">{PAID}</bpmn:startEvent>'
    body = both + WAIT + END + chain("begun", "wait", "done")
    deploy(small, main__bpmn=diagram(body, roots=ROOTS))
    first = send(small, business_key="order 1", account_no="3706810012345")
    assert first.started
    again = send(small, business_key="order 1")
    assert (again.case, again.started) == (first.case, False)
    detail = small.engine.query(CaseDetail(actor="director", case=first.case, language="en"))
    assert detail.line.state == "completed"
    with pytest.raises(NobodyWaits):
        send(small, case_number=first.number)
    assert send(small, business_key="order 1").case != first.case


def test_the_same_message_sent_at_the_same_time_is_taken_once(waiting):
    case = started(waiting, "order 1")
    results = at_once(*[lambda: send(waiting, business_key="order 1")] * 4)
    assert refusals(results) == [NobodyWaits] * 3
    assert [made.case for made in results if isinstance(made, Correlated)] == [case.case]
    assert waiting.kinds(case.case).count("message-received") == 1


def test_a_manager_reaches_their_own_cases_and_learns_nothing_of_others(waiting):
    theirs = started(waiting, "order 1", by="senior-manager")
    with pytest.raises(NobodyWaits):
        send(waiting, actor="manager", business_key="order 1")
    mine = started(waiting, "order 2")
    assert send(waiting, actor="manager").case == mine.case
    assert went_on(waiting, theirs, mine) == [False, True]
    for actor in ("development", "auditor", "designer"):
        with pytest.raises(Forbidden):
            send(waiting, actor=actor, business_key="order 1")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"variables": {"": 1}}, "name"),
        ({"variables": {"x\x00": 1}}, "name"),
        ({"variables": {"x" * 201: 1}}, "name"),
        ({"variables": {"x": object()}}, "value"),
        ({"variables": {"x": "a\x00b"}}, "value"),
        ({"variables": {"x": "a" * 300_000}}, "long"),
        ({"variables": {f"x{n}": n for n in range(501)}}, "long"),
        ({"business_key": "x" * 201}, "long"),
        ({"account_no": "\x00"}, "value"),
    ],
)
def test_hostile_values_are_refused_by_name(waiting, more, reason):
    case = started(waiting)
    with pytest.raises(BadValue) as refused:
        send(waiting, **more)
    assert refused.value.reason == reason
    assert went_on(waiting, case) == [False]


def nested(depth):
    value = []
    for _ in range(depth):
        value = [value]
    return value


def test_a_value_nested_without_end_is_refused(waiting):
    started(waiting)
    with pytest.raises(BadValue):
        send(waiting, variables={"x": nested(5_000)})


def test_among_many_that_wait_keys_are_found_by_index_and_variables_are_not_compared(waiting):
    one = started(waiting, "order 1", meter="A7", account_no="3706810012345")
    copies(waiting, one.case, 20_000, "message", "paid")
    for name, address in (
        ("number", Address(station=1, number="N7")),
        ("business_key", Address(station=1, business_key="K7")),
        ("account_no", Address(station=1, account_no="A7")),
    ):
        plan = explained(waiting, waiting_at("paid", address).limit(501))
        assert "Seq Scan" not in plan
        assert "SCAN" not in plan
        # The case is found by its key alone, in an index, and then what waits in it.
        assert re.search(rf"{name}(\)::text)? ?=|{name}=\?", plan), plan
        assert "state=?" not in plan
    with pytest.raises(TooManyWait):
        send(waiting, correlation={"meter": "A7"})
    with pytest.raises(SeveralWait) as refused:
        send(waiting)
    assert refused.value.count == 20_001
    assert send(waiting, business_key="order 1", correlation={"meter": "A7"}).case == one.case


def explained(station, query):
    """What the database says of how it would find the rows."""
    database = station.station.database
    compiled = str(query.compile(database.engine, compile_kwargs={"literal_binds": True}))
    way = "EXPLAIN QUERY PLAN " if database.sqlite else "EXPLAIN "
    with database.reading() as db:
        rows = db.exec_driver_sql((way + compiled).replace("%", "%%")).all()
    return "\n".join(str(row[-1]).replace("Bitmap Index Scan", "") for row in rows)

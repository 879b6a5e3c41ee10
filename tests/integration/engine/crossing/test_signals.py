"""A signal reaches everything that waits for it, in every case, once."""

from datetime import timedelta

import pytest

from engine.api import (
    BadValue,
    CaseDetail,
    Forbidden,
    RelatedCases,
    ResumeCase,
    StartCase,
    SuspendCase,
    ThrowSignal,
)
from engine.bootstrap import Settings, open_station
from engine.cases.casefile import related
from engine.jobs.jobs import JobKind
from tests.support.bulk import copies
from tests.support.drawing import chain, deploy, diagram, task
from tests.support.statements import inserting

ROOTS = '<bpmn:signal id="s" name="storm" />'
STORM = '<bpmn:signalEventDefinition id="{}" signalRef="s" />'
PLAIN = '<bpmn:startEvent id="begun" /><bpmn:endEvent id="done" />'


def catching(kind):
    """A process that waits for the signal in one of the four ways, then has the task `after`."""
    definition = STORM.format(f"d-{kind}")
    if kind == "intermediate":
        body = f'<bpmn:intermediateCatchEvent id="w">{definition}</bpmn:intermediateCatchEvent>'
        return body + chain("begun", "w", "after", "done")
    if kind == "gateway":
        body = (
            '<bpmn:eventBasedGateway id="g" />'
            f'<bpmn:intermediateCatchEvent id="w">{definition}</bpmn:intermediateCatchEvent>'
            '<bpmn:intermediateCatchEvent id="t"><bpmn:timerEventDefinition id="td">'
            "<bpmn:timeDuration>P9D</bpmn:timeDuration></bpmn:timerEventDefinition>"
            "</bpmn:intermediateCatchEvent>"
        )
        return body + chain("begun", "g", "w", "after", "done") + chain("g", "t", "done")
    hold = task("hold")
    if kind.startswith("boundary"):
        stays = 'cancelActivity="false"' if kind == "boundary-stays" else ""
        body = f'<bpmn:boundaryEvent id="w" attachedToRef="hold" {stays}>{definition}</bpmn:boundaryEvent>'  # noqa: E501
        return hold + body + chain("begun", "hold", "done") + chain("w", "after", "done")
    inner = (
        '<bpmn:subProcess id="es" triggeredByEvent="true">'
        f'<bpmn:startEvent id="w" isInterrupting="false">{definition}</bpmn:startEvent>'
        f'{task("after")}<bpmn:endEvent id="e" />{chain("w", "after", "e")}</bpmn:subProcess>'
    )
    return hold + inner + chain("begun", "hold", "done")


def waits(kind, key):
    body = catching(kind)
    own = "" if 'id="after"' in body else task("after")
    return diagram(PLAIN + body + own, key=key, roots=ROOTS)


def started(station, process="main", **values):
    command = StartCase(actor="manager", process=process, values=values)
    return station.engine.execute(command).case


def throw(station, actor="director", **variables):
    command = ThrowSignal(actor=actor, signal="storm", reason="wind", variables=variables)
    return station.engine.execute(command)


def work(station):
    """Let the worker do all that is due now."""
    while station.station.worker.cycle():
        pass


KINDS = ("intermediate", "gateway", "boundary", "boundary-stays", "event-sub-process")


def test_every_way_of_waiting_takes_the_signal_and_its_variables(small):
    files = {f"{kind}__bpmn": waits(kind, kind) for kind in KINDS}
    deploy(small, **files)
    cases = {kind: started(small, kind) for kind in KINDS}
    assert throw(small, level=3).waiting == len(KINDS)
    assert ["after" in small.open_tasks(case) for case in cases.values()] == [False] * len(KINDS)
    work(small)
    for kind, case in cases.items():
        assert small.open_tasks(case).keys() == (
            {"after", "hold"} if kind in ("boundary-stays", "event-sub-process") else {"after"}
        )
        kinds = small.kinds(case)
        assert kinds.count("signal-received") == 1
        (changed,) = [e for e in small.events(case) if e.kind == "variables-changed"]
        assert changed.data["after"] == {"level": 3}


def test_what_begins_to_wait_after_the_throw_is_not_reached(small):
    deploy(small, main__bpmn=waits("intermediate", "main"))
    early = started(small)
    assert throw(small).waiting == 1
    late = started(small)
    work(small)
    assert [list(small.open_tasks(case)) for case in (early, late)] == [["after"], []]


def test_nothing_happens_to_what_went_away_meanwhile(small):
    deploy(small, main__bpmn=waits("boundary", "main"))
    case = started(small)
    throw(small)
    small.do(case, "hold", "manager")
    before = small.kinds(case)
    work(small)
    assert small.kinds(case) == before
    assert small.station.queue.next_run() is None


def test_two_workers_deliver_a_signal_once(small):
    deploy(small, main__bpmn=waits("boundary-stays", "main"))
    found = [started(small) for _ in range(3)]
    throw(small)
    settings = Settings(database=small.station.settings.database, clock=small.clock, demo=True)
    other = open_station(settings)
    try:
        claims = small.station.queue.claim(small.clock.now(), 10)
        assert len(claims) == 3
        # The first worker stands still beyond its lease; the other takes the jobs over, one a time.
        small.clock.advance(timedelta(seconds=31))
        while other.worker.cycle():
            pass
        for claim in claims:
            small.station.worker._run_one(claim)
    finally:
        other.close()
    work(small)
    assert [small.kinds(case).count("signal-received") for case in found] == [1, 1, 1]


def test_a_signal_waits_with_a_suspended_case_until_it_goes_on(small):
    deploy(small, main__bpmn=waits("intermediate", "main"))
    before, after = started(small), started(small)
    small.engine.execute(SuspendCase(actor="director", case=before, reason="wait"))
    assert throw(small).waiting == 2
    small.engine.execute(SuspendCase(actor="director", case=after, reason="wait"))
    work(small)
    assert [list(small.open_tasks(case)) for case in (before, after)] == [[], []]
    for case in (before, after):
        small.engine.execute(ResumeCase(actor="director", case=case, reason="go on"))
    work(small)
    assert [list(small.open_tasks(case)) for case in (before, after)] == [["after"], ["after"]]


def test_an_event_that_stays_takes_each_of_two_signals_thrown_at_once(small):
    deploy(small, main__bpmn=waits("boundary-stays", "main"))
    case = started(small)
    throw(small, n=1)
    throw(small, n=2)
    work(small)
    detail = small.engine.query(CaseDetail(actor="director", case=case, language="en"))
    assert [line.element for line in detail.tasks].count("after") == 2
    assert small.kinds(case).count("signal-received") == 2
    throw(small)
    work(small)
    assert small.kinds(case).count("signal-received") == 3


def test_a_signal_thrown_in_a_diagram_reaches_its_own_case_at_once_and_others_soon(small):
    thrown = (
        f'<bpmn:intermediateThrowEvent id="throw">{STORM.format("t")}</bpmn:intermediateThrowEvent>'
    )
    fork = '<bpmn:parallelGateway id="fork" />'
    own = f'<bpmn:intermediateCatchEvent id="own">{STORM.format("o")}</bpmn:intermediateCatchEvent>'
    body = PLAIN + fork + thrown + own + task("go") + task("after")
    flows = chain("begun", "fork", "go", "throw", "done") + chain("fork", "own", "after", "done")
    drawn = diagram(body + flows, key="thrower", roots=ROOTS)
    deploy(small, thrower__bpmn=drawn, main__bpmn=waits("intermediate", "main"))
    other, thrower = started(small), started(small, "thrower")
    small.do(thrower, "go", "manager")
    assert list(small.open_tasks(thrower)) == ["after"]
    assert list(small.open_tasks(other)) == []
    work(small)
    assert list(small.open_tasks(other)) == ["after"]
    assert small.kinds(thrower).count("signal-received") == 0
    (event,) = [e for e in small.events(other) if e.kind == "signal-received"]
    sender = small.engine.query(CaseDetail(actor="director", case=thrower, language="en"))
    assert event.data == {"signal": "storm", "sender": sender.line.number}


def test_ten_thousand_that_wait_are_told_by_one_statement(small):
    deploy(small, main__bpmn=waits("intermediate", "main"))
    case = started(small)
    many = 10_000
    copies(small, case, many, "signal", "storm")
    thrown = []
    assert inserting(small.station.database, "job", lambda: thrown.append(throw(small))) == 1
    assert thrown[0].waiting == many + 1
    with small.station.units.reading() as unit:
        kinds = {job.kind for job in unit.jobs.of_case(case)}
    assert kinds == {JobKind.DELIVER}


def test_leaders_alone_may_throw_and_it_stands_in_the_stations_history(small):
    for actor in ("manager", "development", "auditor", "designer"):
        with pytest.raises(Forbidden):
            throw(small, actor=actor)
    with pytest.raises(BadValue):
        throw(small, x=object())
    throw(small, level=3)
    with small.station.units.reading() as unit:
        last = unit.history.of_case(0)[-1]
    assert (last.kind, last.actor) == ("signal-sent", "director")


def test_of_very_many_senders_of_signals_the_latest_are_related(small, monkeypatch):
    thrown = (
        f'<bpmn:intermediateThrowEvent id="throw">{STORM.format("t")}</bpmn:intermediateThrowEvent>'
    )
    drawn = diagram(PLAIN + thrown + chain("begun", "throw", "done"), key="thrower", roots=ROOTS)
    deploy(small, thrower__bpmn=drawn, main__bpmn=waits("boundary-stays", "main"))
    case = started(small)
    senders = []
    for _ in range(3):
        senders.append(started(small, "thrower"))
        work(small)
    query = RelatedCases(actor="director", case=case, language="en")
    assert {one.id for one in small.engine.query(query)} == set(senders)
    monkeypatch.setattr(related, "SIGNALS", 2)
    assert {one.id for one in small.engine.query(query)} == set(senders[1:])

"""Our own handlers of topics: called outside any transaction, by the same contract as others."""

from datetime import timedelta

from engine.bootstrap.wiring.work import OwnWork
from engine.cases.tokens.errors import BusinessError
from engine.jobs.worker import Worker
from engine.storage.repositories.waiting.queue import SqlQueue


class Own:
    """Our own handler of a topic, behind a worker of its own."""

    def __init__(self, working, handler):
        station = working.small.station
        queue = SqlQueue(station.database, ("meters",), timedelta(minutes=5))
        run = OwnWork(working.engine, {"meters": handler})
        self.worker = Worker(queue, run, working.small.leave, working.small.clock, batch=1)
        self.queue, self.run = queue, run


def test_our_own_handler_is_called_outside_and_its_job_is_the_key(working):
    working.begin()
    seen = []

    def handler(work):
        seen.append(work.job)
        if len(seen) == 1:
            raise ConnectionError("no route")
        return {"meter_no": "M-8"}

    own = Own(working, handler)
    assert own.worker.cycle() == 1
    assert own.worker.cycle() == 0  # it waits ten seconds
    working.wait(seconds=10)
    assert own.worker.cycle() == 1
    assert seen == [seen[0]] * 2
    assert working.tasks() == ["after"]


def test_our_own_handler_that_never_can_is_an_incident_after_five_tries(working):
    working.begin()

    def handler(_work):
        raise ConnectionError("no route")

    own, tried = Own(working, handler), 0
    for _ in range(8):
        tried += own.worker.cycle()
        working.wait(hours=1)
    assert tried == 5
    assert working.incidents(working.case)["meter"].message == "ConnectionError: no route"


def test_our_own_handler_throws_an_error_of_the_diagram(working):
    working.begin()

    def handler(_work):
        raise BusinessError(code="no-meter", message="none")

    assert Own(working, handler).worker.cycle() == 1
    assert working.tasks() == ["mend"]


def test_a_paused_worker_that_comes_back_late_has_no_effect(working):
    working.begin()
    own = Own(working, lambda _work: {"meter_no": "late"})
    (paused,) = own.queue.claim(working.small.clock.now(), 1)
    working.wait(minutes=6)
    prompt = Own(working, lambda _work: {"meter_no": "prompt"})
    assert prompt.worker.cycle() == 1
    own.run(paused)
    assert working.tasks() == ["after"]
    with working.small.station.units.reading() as unit:
        assert unit.cases.look(working.case).variables["meter_no"] == "prompt"

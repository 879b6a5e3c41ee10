"""`kill -9` of the server between any two steps, and in the middle of some: same end, same history.

One application is played over HTTP, by the requests the pages send, first by a server that is left
in peace, then by servers of which none lives to see two steps. What a server has acknowledged is
there after its death; what it has not is done whole or not at all, and can be sent again. The
history is the same on every kind of store, to the last hash.
"""

import itertools
import json
import threading
from contextlib import contextmanager

import pytest

from engine.api import StartCase, TaskDetail
from engine.history.chain import first_broken
from engine.jobs.jobs import LEASE
from tests.acceptance import story
from tests.acceptance.served import ServedStation, until
from tests.acceptance.wire import Caller

EVERY = 3
"""Every third task's server is killed while it answers; the others' when they are done."""
DELAYS = (0.0, 0.03, 0.08, 0.15, 0.25)
"""Seconds between sending a request and killing the server that got it."""
TIMERS = 8
"""Timers due at the same moment; a worker claims them together and does them one by one."""

_pause = threading.Event().wait


class Peaceful:
    """Plays the application; nobody kills the server."""

    asleep = False

    def __init__(self, served):
        self.served = served
        self._callers = {}

    def play(self):
        self.start()
        case = self.served.only_case()
        for number, step in enumerate(story.WHOLE):
            self.served.run_to(step.at, case, asleep=self.asleep)
            self.step(number, step, case)
        return case

    def start(self):
        reply = self.caller("manager").send(
            "/cases/new/hv-connection", story.application(), request="the first"
        )
        assert reply.status == 200, reply

    def step(self, number, step, case):
        task = self.served.open_task(case, step.task)
        if step.who != story.MANAGER:
            assert self.caller(step.who).post(f"/tasks/{task}/claim", {}).status == 303
            self.between()
        self.complete(number, step, task)
        self.between()

    def complete(self, number, step, task):
        reply = self.caller(step.who).send(f"/tasks/{task}/complete", step.values)
        assert reply.status == 200, (step.task, reply)

    def between(self):
        """Do what happens between two steps: nothing."""

    def caller(self, login):
        if login not in self._callers:
            self._callers[login] = Caller(self.served.port, login)
        return self._callers[login]


class Murderous(Peaceful):
    """Plays the same, killing the server after every step and, every third time, within it."""

    asleep = True

    def __init__(self, served):
        super().__init__(served)
        self._delays = itertools.cycle(DELAYS)
        self.outcomes = []

    def start(self):
        caller = self.caller("manager")
        address, values = "/cases/new/hv-connection", story.application()
        sent = caller.sending(address, values, request="the first")
        self._kill_soon()
        caller.answer(sent)
        # The page keeps what was typed and its number of the request: sent again, it is one case.
        for _ in range(2):
            assert caller.send(address, values, request="the first").status == 200

    def complete(self, number, step, task):
        if number % EVERY:
            super().complete(number, step, task)
        else:
            self._complete_while_killed(step, task)

    def between(self):
        self.served.kill()
        self.served.start()

    def _complete_while_killed(self, step, task):
        caller, address = self.caller(step.who), f"/tasks/{task}/complete"
        sent = caller.sending(address, step.values)
        if len(self.outcomes) % 2:
            # Committed, and killed while the answer is on its way or not even written.
            until(lambda: self._state(task) == "completed", "the commit")
            self.between()
        else:
            self._kill_soon()
        reply = caller.answer(sent)
        state = self._state(task)
        acknowledged = reply is not None and reply.status == 200
        self.outcomes.append((acknowledged, state))
        assert state == "completed" or not acknowledged
        again = caller.send(address, step.values)
        assert again.status == (200 if state == "open" else 409), again
        if state == "completed":
            assert "2026-" in json.loads(again.text)["message"]  # who did it and when

    def _state(self, task):
        query = TaskDetail(actor="director", task=task, language="en")
        return self.served.station.engine.query(query).state

    def _kill_soon(self):
        _pause(next(self._delays))
        self.between()


@pytest.fixture(scope="module")
def peaceful(tmp_path_factory):
    """The history of the application as a server left in peace writes it, and how it ended."""
    with serving(tmp_path_factory.mktemp("peaceful")) as served:
        case = Peaceful(served).play()
        return served.recorded(case), served.case(case).line


@contextmanager
def serving(folder, url=None):
    served = ServedStation(folder, story.APPLIED, url)
    try:
        served.start()
        yield served
    finally:
        served.close()


def test_killed_between_and_within_steps_the_case_ends_the_same(peaceful, tmp_path, store_url):
    with serving(tmp_path, store_url) as served:
        player = Murderous(served)
        case = player.play()
        found, line = served.recorded(case), served.case(case).line

    expected, ended = peaceful

    assert [_told(event) for event in found] == [_told(event) for event in expected]
    assert [event.hash for event in found] == [event.hash for event in expected]
    assert first_broken(found) is None
    assert line == ended
    assert (line.state, line.outcome) == ("completed", "In service")
    done = [event.element for event in found if event.kind == "task-completed"]
    assert done == [step.task for step in story.WHOLE]
    # Some were killed before they were heard, some after they had committed.
    assert {state for _, state in player.outcomes} == {"open", "completed"}


def test_timers_a_killed_worker_had_claimed_act_once_when_its_claim_is_over(tmp_path, store_url):
    with serving(tmp_path, store_url) as served:
        cases = [_applied(served) for _ in range(TIMERS)]
        (due,) = {served.next_timer(case) for case in cases}

        served.clock.set(due)
        until(lambda: any(_fired(served, case) for case in cases), "the first timer")
        served.kill()
        served.start()
        served.clock.set(due + LEASE)
        until(lambda: all(_fired(served, case) for case in cases), "the other timers")

        for case in cases:
            assert _fired(served, case) == 1
            assert served.open_task(case, "urge-supply-plan")
            assert first_broken(served.recorded(case)) is None


def _applied(served):
    command = StartCase(actor="manager", process="hv-connection", values=story.application())
    return served.station.engine.execute(command).case


def _fired(served, case):
    return sum(event.kind == "timer-fired" for event in served.recorded(case))


def _told(event):
    return (event.seq, event.at, event.kind, event.actor, event.element, event.data)

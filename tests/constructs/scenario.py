"""Plays a `.steps` file against a real station and compares what happened, step by step.

A line that begins with `|` tells what the step before it did: `+a` entered, `-a` completed, `xa`
cancelled, in any order, each as often as it happened. See README.md for all lines.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest

from engine import feel
from engine.api import (
    CancelCase,
    CaseDetail,
    ChangeVariables,
    CompleteTask,
    Correlate,
    DeliverMessage,
    Deploy,
    EvaluateConditions,
    Incidents,
    RetryIncident,
    StartCase,
    ThrowSignal,
    Timeline,
    YekuoError,
)
from engine.definitions.diagrams.reader import read
from engine.jobs.worker import next_moment
from tests.support.stations import SmallStation

SIGNS = {"entered": "+", "completed": "-", "cancelled": "x"}


@dataclass
class Play:
    """One case of one diagram in a station."""

    station: SmallStation
    file: Path
    case: int | None = None
    seen: int = 0
    trace: list[str] = field(default_factory=list)
    step: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Play every line; fails at the first that does not hold, naming it."""
        deployed = self.station.engine.execute(
            Deploy(actor="designer", name=self.file.stem, files=self._files())
        )
        assert deployed is not None
        lines = self.file.with_suffix(".steps").read_text("utf-8").splitlines()
        for number, line in enumerate(lines, 1):
            verb, _, rest = line.strip().partition(" ")
            if verb and not verb.startswith("#"):
                try:
                    _VERBS[verb](self, rest.strip())
                except AssertionError as error:
                    pytest.fail(f"{self.file.stem}.steps:{number}: {line}\n{error}")
        self._tidy()

    def _files(self) -> dict[str, bytes]:
        beside = sorted(self.file.parent.glob(f"{self.file.stem}.*"))
        known = {".bpmn", ".dmn", ".form"}
        return {path.name: path.read_bytes() for path in beside if path.suffix in known}

    def _tidy(self) -> None:
        if self.case is not None and not self.ended:
            self._execute(CancelCase(actor="admin", case=self.case, reason="the play is over"))

    @property
    def ended(self) -> bool:
        return self._detail().line.state != "open"

    def _detail(self):
        query = CaseDetail(actor="director", case=self.case, language="en")
        return self.station.engine.query(query)

    def _execute(self, command):
        return self.station.engine.execute(command)

    def happened(self) -> None:
        """Gather what the history tells since the last look."""
        events = self.station.engine.query(
            Timeline(actor="director", case=self.case, language="en")
        )
        self.step = [
            f"{SIGNS[event.kind]}{event.element}"
            for event in events
            if event.seq > self.seen and event.kind in SIGNS
        ]
        self.seen = events[-1].seq
        self.trace += self.step

    # ---- lines -------------------------------------------------------------------------------

    def start(self, rest: str) -> None:
        process, values = _words(rest)
        key = process or next(iter(read(self.file.read_bytes())))
        self.case = self._execute(StartCase(actor="manager", process=key, values=values)).case
        self.seen = 0
        self.happened()

    def do(self, rest: str) -> None:
        element, values = _words(rest)
        tasks = [one.id for one in self._detail().tasks if one.element == element]
        assert tasks, f"{element} does not wait for a person; what waits: {self._open()}"
        first = min(tasks, key=lambda task: task.instance)
        self._execute(CompleteTask(actor="admin", task=first, values=values))
        self.happened()

    def message(self, rest: str) -> None:
        name, values = _words(rest)
        self._execute(
            DeliverMessage(
                actor="admin", case=self.case, message=name, reason="it came", variables=values
            )
        )
        self.happened()

    def begin(self, rest: str) -> None:
        """Begin a case by a message."""
        name, values = _words(rest)
        told = self._execute(
            Correlate(actor="admin", message=name, reason="it came", variables=values)
        )
        assert told.started
        self.case, self.seen = told.case, 0
        self.happened()

    def condition(self, rest: str) -> None:
        """Begin the case of the one process whose condition is true."""
        _, values = _words(rest)
        key = next(iter(read(self.file.read_bytes())))
        (begun,) = self._execute(
            EvaluateConditions(actor="admin", reason="asked", variables=values, process=key)
        )
        self.case, self.seen = begun.case, 0
        self.happened()

    def signal(self, rest: str) -> None:
        """Throw a signal from outside; it is brought to all that wait by the worker."""
        name, values = _words(rest)
        self._execute(
            ThrowSignal(actor="admin", signal=name, reason="it was given", variables=values)
        )
        self.wait('duration("PT0S")')

    def change(self, rest: str) -> None:
        _, values = _words(rest)
        self._execute(
            ChangeVariables(actor="admin", case=self.case, reason="it changed", values=values)
        )
        self.happened()

    def wait(self, rest: str) -> None:
        """Let time pass; timers act when their moments come."""
        span = _value(rest)
        assert isinstance(span, timedelta), rest
        clock, station = self.station.clock, self.station.station
        until = clock.now() + span
        while (due := next_moment(station.queue, until)) is not None:
            clock.set(max(due, clock.now()))
            assert station.worker.cycle()
        clock.set(until)
        self.happened()

    def changes(self, rest: str) -> None:
        assert Counter(self.step) == Counter(rest.split()), f"happened: {' '.join(self.step)}"

    def open(self, rest: str) -> None:
        assert Counter(self._open()) == Counter(rest.split()), f"open: {' '.join(self._open())}"

    def _open(self) -> list[str]:
        return [one.element for one in self._detail().tasks]

    def order(self, rest: str) -> None:
        """The words stand in the trace of the whole case in this order."""
        at = iter(self.trace)
        assert all(word in at for word in rest.split()), f"trace: {' '.join(self.trace)}"

    def awaits(self, rest: str) -> None:
        found = sorted(name for name, _ in self._detail().messages)
        assert found == sorted(rest.split()), f"awaits: {' '.join(found)}"

    def variables(self, rest: str) -> None:
        """The variables of the case have these values; `absent` is no value but no variable."""
        with self.station.station.units.reading() as unit:
            held = unit.cases.look(self.case).variables
        wanted = _value(rest)
        found = {name: held.get(name, "absent") for name in wanted}
        assert _same(found, wanted), f"held: {found}"

    def incidents(self, rest: str) -> None:
        """These elements have failed and wait to be retried, no others."""
        found = [one.element for one in self._failed()]
        assert Counter(found) == Counter(rest.split()), f"incidents: {' '.join(found)}"

    def retry(self, element: str) -> None:
        (line,) = [one for one in self._failed() if one.element == element]
        self._execute(
            RetryIncident(
                actor="admin", case=self.case, instance=line.instance, reason="it was mended"
            )
        )
        self.happened()

    def _failed(self):
        page = self.station.engine.query(Incidents(actor="admin", language="en", limit=200))
        return [one for one in page.rows if one.case == self.case]

    def does_end(self, _: str) -> None:
        assert self.ended, f"it waits at {self._open()}"

    def fails(self, rest: str) -> None:
        """The action that follows is refused with words that hold this text; nothing changes."""
        wanted, _, line = rest.partition(" | ")
        verb, _, more = line.strip().partition(" ")
        with pytest.raises(YekuoError) as refused:
            _VERBS[verb](self, more.strip())
        assert wanted in repr(refused.value), f"refused with {refused.value!r}"


_VERBS = {
    "start": Play.start,
    "do": Play.do,
    "message": Play.message,
    "begin": Play.begin,
    "condition": Play.condition,
    "signal": Play.signal,
    "change": Play.change,
    "wait": Play.wait,
    "|": Play.changes,
    "open": Play.open,
    "order": Play.order,
    "awaits": Play.awaits,
    "vars": Play.variables,
    "ended": Play.does_end,
    "fails": Play.fails,
    "incidents": Play.incidents,
    "retry": Play.retry,
}


def _words(rest: str) -> tuple[str, dict]:
    """Return the name a line begins with, and the FEEL context after it."""
    name, brace, context = rest.partition("{")
    return name.strip(), _value(brace + context) if brace else {}


def _value(text: str):
    return feel.parse(text).evaluate({})


def _same(found, wanted) -> bool:
    return feel.parse("found = wanted").evaluate({"found": found, "wanted": wanted}) is True

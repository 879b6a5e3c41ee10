"""Deploying: everything becomes the next version, or nothing is entered."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest

from engine.definitions.bundle import DeploymentRefused
from engine.definitions.definitions import Definition, Kind
from engine.definitions.deploying import Deploy, DeployHandler
from engine.identity.context import Context
from engine.identity.permissions import Scope
from engine.identity.users import User
from engine.kernel.ids import DefinitionId, StationId, UserId
from tests.unit.definitions.diagrams import around, properties, user_task
from tests.unit.definitions.test_bundle import FILES, limits

NOW = datetime(2026, 3, 9, 1, 0, tzinfo=UTC)
DESIGNER = User(id=UserId("designer"), station=StationId(1), name="Designer")


@dataclass
class Shelf:
    """A store in memory."""

    kept: list = field(default_factory=list)

    def latest(self, _station, kind, key):
        found = [one for one, _ in self.kept if (one.kind, one.key) == (kind, key)]
        return found[-1] if found else None

    def all_latest(self, _station, kind):
        return [one for one, _ in self.kept if one.kind is kind]

    def content(self, definition):
        return next(content for one, content in self.kept if one.id == definition)

    def add(self, station, _deployment, definitions, *, by, at):
        assert (by, at) == ("designer", NOW)
        return [self._add(station, new) for new in definitions]

    def _add(self, station, new):
        before = self.latest(station, new.kind, new.key)
        made = Definition(
            id=DefinitionId(len(self.kept) + 1),
            kind=new.kind,
            key=new.key,
            version=before.version + 1 if before else 1,
            version_tag=new.version_tag,
            name=new.name,
            resource=new.resource,
            digest=new.digest,
        )
        self.kept.append((made, new.content))
        return made


@dataclass
class Book:
    """A history in memory."""

    events: list = field(default_factory=list)

    def append_to_station(self, events, *, at, actor):
        assert (at, actor) == (NOW, "designer")
        self.events += events


class NoStarts:
    """Processes that begin by hand alone."""

    def of_process(self, _station, _process):
        return []

    def remove(self, starts):
        assert starts == []


@dataclass
class Unit:
    starts: NoStarts = field(default_factory=NoStarts)
    definitions: Shelf = field(default_factory=Shelf)
    history: Book = field(default_factory=Book)


def deploy(unit, files):
    context = Context(unit=unit, now=NOW, actor=DESIGNER, scope=next(iter(Scope)))
    handler = DeployHandler(lambda _xml: [], frozenset(), clock=None)
    return handler(Deploy(actor=UserId("designer"), name="hv", files=files), context)


def versions(deployed):
    return [(one.kind, one.key, one.version) for one in deployed.definitions]


def test_files_become_first_versions_and_the_history_says_so():
    unit = Unit()
    assert versions(deploy(unit, FILES)) == [
        (Kind.PROCESS, "p", 1),
        (Kind.FORM, "survey", 1),
        (Kind.DECISION, "tier", 1),
    ]
    (event,) = unit.history.events
    assert event.resources[0] == {"kind": "process", "key": "p", "version": 1}


def test_the_same_files_again_change_nothing():
    unit = Unit()
    deploy(unit, FILES)
    assert versions(deploy(unit, FILES)) == []
    assert len(unit.history.events) == 1


def test_a_diagram_alone_may_refer_to_what_is_there_and_becomes_the_next_version():
    unit = Unit()
    deploy(unit, FILES)
    changed = {"a/p.bpmn": FILES["a/p.bpmn"].replace(b'name="Connect"', b'name="Connect it"')}
    assert versions(deploy(unit, changed)) == [(Kind.PROCESS, "p", 2)]


def test_one_wrong_file_enters_nothing():
    unit = Unit()
    with pytest.raises(DeploymentRefused):
        deploy(unit, {**FILES, "bad.form": b"{"})
    assert (unit.definitions.kept, unit.history.events) == ([], [])


def test_time_limits_are_those_of_the_deployed_table():
    unit = Unit()
    deploy(unit, {"limits.dmn": limits('"design"')})
    late = {"p.bpmn": around(user_task(properties(timeLimit="reply")))}
    warnings = deploy(unit, late).warnings
    assert [warning.code for warning in warnings] == ["time-limit-unknown"]

"""Makes the demo's database, once, and keeps it while what it is made of stays the same."""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

from engine.api import ImportCustomers, PutPerson, UserId
from engine.bootstrap.demo import STAMP, extras
from engine.bootstrap.demo.clock import AHEAD
from engine.bootstrap.demo.people import PASSWORD, people
from engine.bootstrap.demo.player import Player
from engine.bootstrap.demo.register import FILE, applications, content
from engine.bootstrap.demo.story import STORY
from engine.bootstrap.settings import Settings
from engine.bootstrap.station import STATION, Station, open_station
from engine.calendar.seed import published_calendar
from engine.definitions.deploying import Deploy
from engine.dispatch.dispatcher import SYSTEM
from engine.kernel.clock import ManualClock
from engine.kernel.ids import StationId

FILES = "files"
"""The folder of papers beside the demo's store."""
_BROKEN = timedelta(days=4)
"""How long ago the timer was due that somebody must see to."""
_WHOLE = (*STORY, *applications())
_OLDEST = timedelta(days=max(told.started for told in _WHOLE) + 10)


def demo_url(folder: Path) -> str:
    """Return the address of the demo's database in a folder."""
    return f"sqlite:///{folder / 'demo.sqlite3'}"


def is_current(folder: Path, workflows: Path) -> bool:
    """Tell whether the demo in `folder` is whole and made of these workflows and this program."""
    stamp = folder / STAMP
    whole = (folder / "demo.sqlite3").is_file() and stamp.is_file()
    return whole and stamp.read_text(encoding="ascii") == _digest(workflows)


def ensure_demo(folder: Path, workflows: Path, now: datetime, *, anew: bool = False) -> bool:
    """Make the demo's database in `folder` unless the one there is made of the same.

    With `anew` it is made in any case.
    Returns whether it was made. It is made beside the old one and put in its place when whole.
    """
    if not anew and is_current(folder, workflows):
        return False
    stamp, digest = folder / STAMP, _digest(workflows)
    folder.mkdir(parents=True, exist_ok=True)
    draft = folder / "draft"
    draft.mkdir(exist_ok=True)
    _remove(draft)
    build(demo_url(draft), workflows, now)
    stamp.unlink(missing_ok=True)
    _remove(folder)
    os.replace(draft / "demo.sqlite3", folder / "demo.sqlite3")
    if (draft / FILES).is_dir():
        os.replace(draft / FILES, folder / FILES)
    stamp.write_text(digest, encoding="ascii")
    draft.rmdir()
    return True


def build(url: str, workflows: Path, now: datetime) -> None:
    """Make a demo station in an empty store, as it stands at `now`."""
    clock = ManualClock(now - _OLDEST)
    station = open_station(Settings(database=url, clock=clock, simulated=True, demo=True))
    try:
        furnish(station, workflows)
        director = UserId("director")
        station.engine.execute(ImportCustomers(actor=director, name=FILE, content=content()))
        cases = Player(station, clock, published_calendar(), now - _BROKEN).play(_WHOLE, now)
        extras.add(station.engine, cases, cases[-2])
        station.database.settle()
    finally:
        station.close()


def furnish(station: Station, workflows: Path, station_id: StationId = STATION) -> None:
    """Enter the demo's people and deploy the workflows of a folder."""
    for person in people(station_id):
        station.engine.execute(PutPerson(actor=SYSTEM, person=person, password=PASSWORD))
    files = {
        path.name: path.read_bytes()
        for pattern in ("*.bpmn", "*.dmn", "*.form")
        for path in sorted(workflows.rglob(pattern))
    }
    station.engine.execute(Deploy(actor=UserId("designer"), name="workflows", files=files))


def _remove(folder: Path) -> None:
    for name in ("demo.sqlite3", "demo.sqlite3-wal", "demo.sqlite3-shm", AHEAD):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / FILES, ignore_errors=True)


def _digest(workflows: Path) -> str:
    """Return a digest of all the demo is made of: diagrams, forms, rules, story, tables."""
    here = Path(__file__).parent
    made_of = sorted(p for p in workflows.rglob("*") if p.suffix in (".bpmn", ".dmn", ".form"))
    made_of += sorted(p for p in here.iterdir() if p.suffix in (".py", ".json", ".csv"))
    made_of += sorted((here.parent.parent / "storage" / "migrations" / "versions").glob("*.py"))
    digest = hashlib.sha256()
    for path in made_of:
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()

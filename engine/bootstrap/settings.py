"""What a process must be told to serve a station."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from engine.cases.papers.messages import LARGEST
from engine.kernel.clock import Clock, SystemClock

if TYPE_CHECKING:
    from engine.bootstrap.post import Mail
    from engine.bootstrap.wiring.work import OutsideHandler


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How to open a station.

    `database` is an SQLAlchemy address. `simulated` marks a clock that is not the machine's.
    `demo` makes passwords cheap to check, since a demo's are public. `files` is the folder of
    cases' papers, shared by all hosts of a station; None: beside an SQLite store, else in
    `var/station`. `largest_file` is how many bytes a paper may have. `outside` are handlers of
    topics that ask other systems: a worker does their work outside any transaction. `mail` None:
    the station sends no letters.
    """

    database: str
    clock: Clock = field(default_factory=SystemClock)
    station_name: str = "供电所"
    zone: str = "Asia/Shanghai"
    simulated: bool = False
    demo: bool = False
    files: Path | None = None
    largest_file: int = LARGEST
    outside: Mapping[str, OutsideHandler] = field(default_factory=dict)
    mail: Mail | None = None


def workflows_folder() -> Path:
    """Return the diagrams, rules and forms yekuo comes with.

    An installed package carries them inside; a working copy has them beside it.
    """
    package = Path(__file__).resolve().parent.parent
    carried = package / "workflows"
    return carried if carried.is_dir() else package.parent / "workflows"

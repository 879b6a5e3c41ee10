"""What a process must be told to serve a station."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from engine.kernel.clock import Clock, SystemClock


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """How to open a station.

    `database` is an SQLAlchemy address. `simulated` marks a clock that is not the machine's.
    `demo` makes passwords cheap to check, since a demo's are public.
    """

    database: str
    clock: Clock = field(default_factory=SystemClock)
    station_name: str = "供电所"
    zone: str = "Asia/Shanghai"
    simulated: bool = False
    demo: bool = False


def workflows_folder() -> Path:
    """Return the diagrams, rules and forms yekuo comes with.

    An installed package carries them inside; a working copy has them beside it.
    """
    package = Path(__file__).resolve().parent.parent
    carried = package / "workflows"
    return carried if carried.is_dir() else package.parent / "workflows"

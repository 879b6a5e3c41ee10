"""Wires adapters to ports. Called by the entry points of a process alone.

`station` opens one, `wiring` says subject by subject who handles and answers what, `demo` plays
one full of cases.
"""

from engine.bootstrap.memory import set_aside
from engine.bootstrap.settings import Settings, workflows_folder
from engine.bootstrap.station import Station, is_station, open_station

__all__ = ["Settings", "Station", "is_station", "open_station", "set_aside", "workflows_folder"]

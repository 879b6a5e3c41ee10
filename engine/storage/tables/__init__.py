"""Every table. Those that grow carry `station_id`, so that they can be split by station.

People are referred to by login, elements by their BPMN id, element instances by a number that is
unique within the case. All are loaded with the first: a foreign key finds its table by name.
"""

from engine.storage.tables import (
    cases,
    definitions,
    notes,
    notices,
    people,
    search,
    stations,
    tasks,
    waiting,
)

__all__ = [
    "cases",
    "definitions",
    "notes",
    "notices",
    "people",
    "search",
    "stations",
    "tasks",
    "waiting",
]

"""Parsed definitions, shared by all threads and bounded in number."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from typing import Protocol

from engine.definitions.diagrams.model import Process
from engine.kernel.ids import DefinitionId
from engine.spiff.parsing.parser import parse
from engine.spiff.specs.process import ProcessSpec


class DefinitionSource(Protocol):
    """Where deployed definitions come from. What it gives for an id never changes."""

    def get(self, definition: DefinitionId) -> tuple[bytes, Mapping[str, Process]]:
        """Return a definition's BPMN file and its executable processes by id."""
        ...


class Library:
    """Parses each process once, keeps the most recently used `size` of them.

    A parsed process is never changed, so threads use it together; only the shelf is locked.
    """

    def __init__(self, source: DefinitionSource, size: int = 256) -> None:
        """Read from `source`."""
        self._source = source
        self._size = size
        self._lock = threading.Lock()
        self._shelf: OrderedDict[tuple[DefinitionId, str], ProcessSpec] = OrderedDict()

    def get(self, definition: DefinitionId, process: str) -> ProcessSpec:
        """Return a process of a definition. Raises NoSuchProcess, or what parsing raises."""
        key = definition, process
        with self._lock:
            found = self._shelf.get(key)
            if found is not None:
                self._shelf.move_to_end(key)
                return found
        # Parsed outside the lock: two threads may do it twice, no thread waits for another's file.
        xml, processes = self._source.get(definition)
        spec = parse(definition, process, xml, processes)
        with self._lock:
            spec = self._shelf.setdefault(key, spec)
            self._shelf.move_to_end(key)
            while len(self._shelf) > self._size:
                self._shelf.popitem(last=False)
        return spec

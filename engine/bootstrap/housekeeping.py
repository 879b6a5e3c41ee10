"""Sweeps a station now and then: files that never became papers, drafts of closed tasks."""

from __future__ import annotations

import logging
import threading

from engine.api import Engine
from engine.cases.sweeping import DropFiles, ForgottenFiles, SweepDrafts
from engine.dispatch.dispatcher import SYSTEM

EVERY = 600.0
"""Seconds between two rounds. Several processes may sweep at once: each asks again."""

log = logging.getLogger(__name__)


class Housekeeper:
    """Goes round until it is stopped; a round that fails is noted, the next one comes."""

    def __init__(self, engine: Engine) -> None:
        """Sweep by the engine's door."""
        self._engine = engine
        self._stop = threading.Event()

    def start(self) -> threading.Thread:
        """Go round in a thread of this process."""
        thread = threading.Thread(target=self._run, name="yekuo-sweep", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Go round no more."""
        self._stop.set()

    def round(self) -> tuple[int, int]:
        """Sweep once; return how many files and drafts went."""
        drafts = self._engine.execute(SweepDrafts(actor=SYSTEM))
        files = 0
        while found := self._engine.query(ForgottenFiles(actor=SYSTEM)):
            gone = self._engine.execute(DropFiles(actor=SYSTEM, files=found))
            files += gone
            if not gone:
                break
        return files, drafts

    def _run(self) -> None:
        while not self._stop.wait(EVERY):
            try:
                self.round()
            except Exception:
                log.exception("the sweep failed; it is tried again")

"""Sweeps a station now and then: files that never became papers, old drafts and notices, tiers set
by hand whose last day is over.
"""

from __future__ import annotations

from typing_extensions import override

from engine.api import Engine
from engine.bootstrap.rounds import Rounds
from engine.cases.sweeping import DropFiles, ForgottenFiles, SweepDrafts
from engine.customers.messages import EndTiers
from engine.dispatch.dispatcher import SYSTEM
from engine.kernel.ids import NoticeId
from engine.notify.messages import SweepNotices


class Housekeeper(Rounds):
    """Sweeps; of several processes each asks again what is left."""

    name = "sweep"
    every = 600.0

    def __init__(self, engine: Engine) -> None:
        """Sweep by the engine's door."""
        super().__init__()
        self._engine = engine

    @override
    def round(self) -> tuple[int, int]:
        """Sweep once; return how many files and drafts went."""
        self._sweep_notices()
        self._end_tiers()
        drafts = self._engine.execute(SweepDrafts(actor=SYSTEM))
        files = 0
        while found := self._engine.query(ForgottenFiles(actor=SYSTEM)):
            gone = self._engine.execute(DropFiles(actor=SYSTEM, files=found))
            files += gone
            if not gone:
                break
        return files, drafts

    def _end_tiers(self) -> None:
        while self._engine.execute(EndTiers(actor=SYSTEM)) and not self._stop.is_set():
            continue

    def _sweep_notices(self) -> None:
        after: NoticeId | None = NoticeId(0)
        while after is not None and not self._stop.is_set():
            after = self._engine.execute(SweepNotices(actor=SYSTEM, after=after)).next

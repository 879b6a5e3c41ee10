"""Something done again and again beside the worker, in a thread of its own."""

from __future__ import annotations

import logging
import threading
from abc import ABC, abstractmethod
from typing import ClassVar

from engine.kernel.errors import StoreUnavailable

log = logging.getLogger(__name__)


class Rounds(ABC):
    """Goes round until it is stopped.

    Whatever a round fails by is noted and the next one comes: nobody would miss a thread that has
    ended. Several processes may go round at once.
    """

    name: ClassVar[str]
    every: ClassVar[float]
    """Seconds from the end of a round to the next."""

    def __init__(self) -> None:
        """Rest until `start`."""
        self._stop = threading.Event()

    def start(self) -> threading.Thread:
        """Go round in a thread of this process."""
        thread = threading.Thread(target=self._run, name=f"yekuo-{self.name}", daemon=True)
        thread.start()
        return thread

    def stop(self) -> None:
        """Go round no more."""
        self._stop.set()

    @abstractmethod
    def round(self) -> object:
        """Do once what is to be done."""

    def _run(self) -> None:
        while not self._stop.wait(self.every):
            try:
                self.round()
            except StoreUnavailable as error:
                log.warning("no %s while the store is away: %s", self.name, error.reason)
            except Exception:
                log.exception("a round failed (%s); the next one comes", self.name)

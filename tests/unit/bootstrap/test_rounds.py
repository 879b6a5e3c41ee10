"""What goes round beside the worker goes on, whatever one of its rounds fails by."""

import logging

from engine.bootstrap.rounds import Rounds
from engine.kernel.errors import StoreUnavailable


class Trying(Rounds):
    name = "trial"
    every = 0.0

    def __init__(self, *outcomes):
        super().__init__()
        self.left = list(outcomes)

    def round(self):
        outcome = self.left.pop(0)
        if not self.left:
            self.stop()
        if outcome is not None:
            raise outcome


def test_a_round_that_fails_is_noted_and_the_next_one_comes(caplog):
    trying = Trying(StoreUnavailable("hung up"), ZeroDivisionError("a mistake"), None)
    trying.start().join(60)
    assert trying.left == []
    away, mistake = caplog.records
    assert (away.levelno, away.exc_info) == (logging.WARNING, None)
    assert away.getMessage() == "no trial while the store is away: hung up"
    assert mistake.levelno == logging.ERROR
    assert mistake.exc_info[0] is ZeroDivisionError

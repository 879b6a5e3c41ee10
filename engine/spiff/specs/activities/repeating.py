"""Standard loops: an activity done again as long as a condition holds (BPMN 2.0, 13.3.6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.spiff.specs.activities.multi import ACTIVE, DONE, INDEX, MultiInstanceBody
from engine.spiff.values.expressions import condition

if TYPE_CHECKING:
    from engine.spiff.tokens.token import Token


class LoopBody(MultiInstanceBody):
    """The loop as a whole; each time is an instance inside, one after the other.

    Its condition sees `loopCounter`, which says how often it was done.
    """

    def _run_hook(self, token: Token) -> bool | None:
        token.local = {DONE: 0, ACTIVE: 0}
        if self.loop.before and not self._again(token):
            return True
        self._begin(token, 0, None)
        return None

    def proceed(self, token: Token) -> None:
        """Do it once more, if the condition holds and it was not done often enough."""
        if self._again(token):
            self._begin(token, (token.local or {})[DONE], None)

    def one_gone(self, token: Token) -> None:
        """Count the one that a person took away."""
        (token.local or {})[ACTIVE] -= 1

    def _again(self, token: Token) -> bool:
        done = (token.local or {})[DONE]
        if self.loop.most is not None and done >= self.loop.most:
            return False
        return self.loop.again is None or condition(token, self.loop.again, {INDEX: done})

"""Where Flask-Limiter keeps its counts: in the station's store, the same for all its processes.

A limit then holds however many processes serve, and over a restart. Only failed attempts are
written; whoever signs in rightly costs a look.
"""

from __future__ import annotations

from datetime import timedelta

from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits.storage import Storage

from engine.api import AttemptsOf, CountAttempt, Engine, ForgetAttempts, StoreBusy, UserId

NOBODY = UserId("")
SCHEME = "yekuo"


class EngineStorage(Storage):
    """Counts kept by the engine."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012  the library's own way of naming it

    def __init__(
        self, uri: str | None = None, *, engine: Engine, wrap_exceptions: bool = False, **_: object
    ) -> None:
        """Keep counts in an engine's store."""
        super().__init__(uri, wrap_exceptions=wrap_exceptions)
        self._engine = engine

    @property
    def base_exceptions(self) -> type[Exception]:
        """What the store raises when it cannot count."""
        return StoreBusy

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count under a key for so many seconds."""
        span = timedelta(seconds=expiry)
        return self._engine.execute(CountAttempt(actor=NOBODY, key=key, span=span, amount=amount))

    def get(self, key: str) -> int:
        """Return how many were counted in the span that runs."""
        seen = self._engine.query(AttemptsOf(actor=NOBODY, key=key))
        return seen.count if seen is not None else 0

    def get_expiry(self, key: str) -> float:
        """Return when the span that runs is over, in seconds since 1970; 0 when none runs."""
        seen = self._engine.query(AttemptsOf(actor=NOBODY, key=key))
        return seen.until.timestamp() if seen is not None else 0

    def check(self) -> bool:
        """Say that the store is there: what it is not shows when it is asked."""
        return True

    def reset(self) -> int | None:
        """Forget nothing: the store is not the limiter's alone."""
        return None

    def clear(self, key: str) -> None:
        """Count from nothing again."""
        self._engine.execute(ForgetAttempts(actor=NOBODY, key=key))


def limiter(engine: Engine) -> Limiter:
    """Return a limiter that counts in an engine's store."""
    return Limiter(
        get_remote_address,
        storage_uri=f"{SCHEME}://",
        storage_options={"engine": engine},  # type: ignore[dict-item]
    )

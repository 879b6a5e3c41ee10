"""The sessions of a fake engine: a secret for each sign-in, void once it was ended."""

from datetime import UTC, datetime, timedelta

from engine.api import (
    Attempts,
    AttemptsOf,
    BeginSession,
    CountAttempt,
    EndSession,
    Resumed,
    ResumeSession,
    SessionId,
    SessionOver,
    TouchSession,
)

SESSION_MESSAGES = (
    BeginSession, EndSession, ResumeSession, TouchSession, CountAttempt, AttemptsOf,
)  # fmt: skip
LATER = datetime(2100, 1, 1, tzinfo=UTC)


def _begin(login):
    return BeginSession(actor=login, proof=b"", browser="", address="", idle=timedelta(hours=1))


class FakeSessions:
    def __init__(self, people):
        """`people` is asked by login at each request, as the engine asks its store."""
        self._people = people
        self._held = {}
        self._last = 0
        self._tries = {}

    def sign_in(self, cookie, login):
        """Make a test client's cookie (`session_transaction`) that of a person who signed in."""
        cookie["user"], cookie["session"] = login, self.answer(_begin(login))

    def answer(self, message):
        match message:
            case BeginSession(actor=actor):
                self._last += 1
                self._held[f"secret-{self._last}"] = (actor, SessionId(self._last))
                return f"secret-{self._last}"
            case ResumeSession(actor=actor, secret=secret):
                held, number = self._held.get(secret, (None, None))
                if held != actor or actor not in self._people:
                    raise SessionOver(actor)
                return Resumed(user=self._people[actor], session=number, is_stale=False)
            case CountAttempt(key=key):
                self._tries[key] = self._tries.get(key, 0) + 1
                return self._tries[key]
            case AttemptsOf(key=key) if key in self._tries:
                return Attempts(count=self._tries[key], until=LATER)
            case EndSession(session=session):
                self._held = {s: held for s, held in self._held.items() if held[1] != session}
        return None

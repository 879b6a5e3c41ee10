"""An engine that knows people, the time and the language they chose; nothing else."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.api import (
    ChooseLanguage,
    Me,
    Role,
    SignedIn,
    SignIn,
    StationClock,
    StationTime,
    UnknownUser,
    User,
    WrongCredentials,
)
from engine.kernel.ids import StationId, UserId
from tests.fakes.sessions import SESSION_MESSAGES, FakeSessions
from tests.fakes.visits import FakeVisits

NOW = datetime(2026, 3, 9, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def person(login, *roles, **more):
    return User(
        id=UserId(login), station=StationId(1), name=login.title(), roles=frozenset(roles), **more
    )


class PeopleEngine(FakeVisits):
    """Answers who signs in, who somebody is and what time it is."""

    def __init__(self, *users, password="demo", now=NOW, simulated=False):
        self.users = {user.id: user for user in users}
        self.password = password
        self.time = StationTime(now=now, simulated=simulated)
        self.asked = []
        self.sessions = FakeSessions(self.users)

    def query(self, query):
        if isinstance(query, SESSION_MESSAGES):
            return self.sessions.answer(query)
        self.asked.append(query)
        match query:
            case SignIn(actor=actor, password=password):
                if actor not in self.users or password != self.password:
                    raise WrongCredentials(actor)
                return SignedIn(user=self.users[actor], proof=b"")
            case Me(actor=actor):
                if actor not in self.users:
                    raise UnknownUser(actor)
                return self.users[actor]
            case StationClock():
                return self.time
        raise AssertionError(f"nobody should ask {query}")

    def execute(self, command):
        if isinstance(command, SESSION_MESSAGES):
            return self.sessions.answer(command)
        assert isinstance(command, ChooseLanguage)
        self.users[command.actor] = replace(self.users[command.actor], language=command.language)
        return None


MANAGER = person("manager", Role.MANAGER, name_zh="王经理")
AUDITOR = person("auditor", Role.AUDITOR)

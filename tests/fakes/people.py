"""An engine that knows people, the time and the language they chose; nothing else."""

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from engine.api import (
    ChooseLanguage,
    Me,
    Role,
    SignIn,
    StationClock,
    StationTime,
    UnknownUser,
    User,
    WrongCredentials,
)
from engine.kernel.ids import StationId, UserId

NOW = datetime(2026, 3, 9, 10, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


def person(login, *roles, **more):
    return User(
        id=UserId(login), station=StationId(1), name=login.title(), roles=frozenset(roles), **more
    )


class PeopleEngine:
    """Answers who signs in, who somebody is and what time it is."""

    def __init__(self, *users, password="demo", now=NOW, simulated=False):
        self.users = {user.id: user for user in users}
        self.password = password
        self.time = StationTime(now=now, simulated=simulated)
        self.asked = []

    def query(self, query):
        self.asked.append(query)
        match query:
            case SignIn(actor=actor, password=password):
                if actor not in self.users or password != self.password:
                    raise WrongCredentials(actor)
                return self.users[actor]
            case Me(actor=actor):
                if actor not in self.users:
                    raise UnknownUser(actor)
                return self.users[actor]
            case StationClock():
                return self.time
        raise AssertionError(f"nobody should ask {query}")

    def execute(self, command):
        assert isinstance(command, ChooseLanguage)
        self.users[command.actor] = replace(self.users[command.actor], language=command.language)


MANAGER = person("manager", Role.MANAGER, name_zh="王经理")
AUDITOR = person("auditor", Role.AUDITOR)

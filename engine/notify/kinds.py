"""What people are told of, and how each wants to hear of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.kernel.errors import YekuoError


class Kind(StrEnum):
    """What a notice tells of."""

    ASSIGNED = "assigned"
    """A task has become one's own, by somebody or something else."""
    OFFERED = "offered"
    """A task is offered to oneself or to one's group."""
    MENTIONED = "mentioned"
    """Somebody wrote one's name in a comment."""
    AT_RISK = "at-risk"
    """A time limit has come to its warning."""
    OVERDUE = "overdue"
    """A time limit has passed."""
    STANDS_IN = "stands-in"
    """Somebody is away from now on, and tasks of theirs wait for the substitute."""
    MAIL_REFUSED = "mail-refused"
    """For administrators: nothing can be delivered to a person's mail address."""
    MAIL_FAILS = "mail-fails"
    """For administrators: the mail server takes no mail."""


class How(StrEnum):
    """How a person hears of something; whatever comes by mail stands in the app too."""

    APP = "app"
    MAIL = "mail"
    DAILY = "daily"
    """By mail, once a day, all together."""
    OFF = "off"


USUAL: Mapping[Kind, How] = {
    Kind.ASSIGNED: How.APP,
    Kind.OFFERED: How.OFF,
    Kind.MENTIONED: How.MAIL,
    Kind.AT_RISK: How.APP,
    Kind.OVERDUE: How.MAIL,
    Kind.STANDS_IN: How.MAIL,
}
"""What holds for whoever has chosen nothing; of these one may choose."""


@dataclass
class BadChoice(YekuoError):
    """A kind of notice nobody can choose about, or a way of hearing there is not."""

    kind: str
    how: str


@dataclass
class UnknownNotice(YekuoError):
    """There is no such notice, or it is somebody else's."""

    notice: int


def how_of(kind: Kind, chosen: Mapping[Kind, How]) -> How:
    """Return how a person hears of a kind, by what they have chosen."""
    return chosen.get(kind, USUAL.get(kind, How.APP))

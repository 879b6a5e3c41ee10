"""What must be known to send mail."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from engine.kernel.errors import YekuoError

USUAL_STATION = "供电所"
"""What letters call a station that says nothing else."""


class Security(StrEnum):
    """How the way to the mail server is kept from others' eyes."""

    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"
    """Not at all: for a server on the same machine."""


@dataclass
class BadMailSettings(YekuoError):
    """A setting for mail that cannot be: which one, and what is wrong with it."""

    setting: str
    problem: str


@dataclass(frozen=True, kw_only=True, slots=True)
class MailSettings:
    """Where mail goes out and in whose name.

    `sender` is a mail address, `base_url` the address of the station's pages, without a slash at
    its end. `language` is for those who never chose one, `station` what letters
    call the station.
    """

    host: str
    port: int
    sender: str
    base_url: str
    security: Security = Security.STARTTLS
    user: str | None = None
    password: str | None = field(default=None, repr=False)
    language: str = "zh"
    station: str = USUAL_STATION
    timeout: float = 30.0

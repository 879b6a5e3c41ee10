"""A personal token as stored, and how far it reaches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Protocol

from engine.kernel.errors import YekuoError
from engine.kernel.ids import StationId, TokenId, UserId
from engine.kernel.messages import Command, Query


class TokenScope(StrEnum):
    """What a program may do with a token, within what its person may."""

    READ = "read"
    """Ask, change nothing."""
    WORK = "work"
    """Ask, and do what belongs to cases and tasks."""
    DEPLOY = "deploy"
    """Deploy definitions, and nothing else."""
    ALL = "all"
    """Everything but the person's own account: no token makes another, or changes a password."""

    def allows(self, message: Command[Any] | Query[Any]) -> bool:
        """Say whether a program with such a token may send a message at all."""
        area = message.action.partition(".")[0]
        match self:
            case TokenScope.READ:
                return isinstance(message, Query) and area != "definitions"
            case TokenScope.WORK:
                return isinstance(message, Query) or area in ("case", "task")
            case TokenScope.DEPLOY:
                return area == "definitions"
            case TokenScope.ALL:
                return isinstance(message, Query) or message.action != "identity.own"


@dataclass(frozen=True, kw_only=True, slots=True)
class Token:
    """A personal token; `revoked` is when it was taken back, None while it holds."""

    id: TokenId
    station: StationId
    person: UserId
    name: str
    scope: TokenScope
    created: datetime
    expires: datetime
    revoked: datetime | None = None

    def holds(self, now: datetime) -> bool:
        """Say whether it still opens anything."""
        return self.revoked is None and now < self.expires


@dataclass
class BadToken(YekuoError):
    """A token that cannot be made: `field` is `name`, `days` or `count`; `found` what it held."""

    field: str
    found: str


@dataclass
class WrongToken(YekuoError):
    """No token that holds has this secret."""


class TokenStore(Protocol):
    """Personal tokens inside a transaction."""

    def add(self, token: Token, secret: bytes) -> TokenId:
        """Enter a token, whatever its `id` says, by its secret's digest; return the one it got."""
        ...

    def by_secret(self, secret: bytes) -> Token | None:
        """Return the token of a secret's digest, whether it holds or not."""
        ...

    def of_person(self, person: UserId) -> Sequence[Token]:
        """Return a person's tokens, the latest first."""
        ...

    def revoke(self, tokens: Sequence[TokenId], at: datetime) -> None:
        """Take tokens back."""
        ...

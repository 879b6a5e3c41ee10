"""Making, listing, taking back and checking personal tokens."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import ClassVar

from engine.identity.tokens.records import TokenScope
from engine.identity.users import User
from engine.kernel.ids import TokenId
from engine.kernel.messages import Command, Query


@dataclass(frozen=True, kw_only=True, slots=True)
class NewToken:
    """A new token; its `secret` is told here and never again."""

    id: TokenId
    secret: str = field(repr=False)
    expires: datetime


@dataclass(frozen=True, kw_only=True)
class CreateToken(Command[NewToken]):
    """Make a token for oneself, for so many days. Raises BadToken."""

    action: ClassVar[str] = "identity.own"
    name: str
    scope: TokenScope
    days: int


@dataclass(frozen=True, kw_only=True)
class RevokeToken(Command[None]):
    """Take one of one's tokens back; one that is void or another's stays as it is."""

    action: ClassVar[str] = "identity.own"
    token: TokenId


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenView:
    """One of the reader's tokens that holds."""

    id: TokenId
    name: str
    scope: TokenScope
    created: datetime
    expires: datetime


@dataclass(frozen=True, kw_only=True)
class Tokens(Query[tuple[TokenView, ...]]):
    """One's own tokens that hold, the latest first."""

    action: ClassVar[str] = "identity.own"


@dataclass(frozen=True, kw_only=True, slots=True)
class TokenHolder:
    """For whom a program acts, how far, and the token's name for the history."""

    user: User
    token: TokenId
    name: str
    scope: TokenScope


@dataclass(frozen=True, kw_only=True)
class CheckToken(Query[TokenHolder]):
    """For whom a secret stands. `actor` is not asked for. Raises WrongToken."""

    action: ClassVar[str] = "identity.sign-in"
    secret: str = field(repr=False)

"""Personal tokens of people."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Protocol

from engine.identity.context import Context
from engine.identity.events import TokenCreated, TokenRevoked
from engine.identity.ports import PersonStore, StationHistory
from engine.identity.sessions.records import digest
from engine.identity.tokens.messages import (
    CheckToken,
    CreateToken,
    NewToken,
    RevokeToken,
    TokenHolder,
    Tokens,
    TokenView,
)
from engine.identity.tokens.records import BadToken, Token, TokenStore, WrongToken
from engine.kernel.ids import TokenId
from engine.kernel.messages import Event

LONGEST_NAME = 100
MOST_DAYS = 366
MOST_TOKENS = 50
PREFIX = "yekuo_"
"""So that a secret that got out is known for what it is."""

_NEW = TokenId(0)


class TokenUnit(Protocol):
    """One transaction, as handlers here see it."""

    @property
    def people(self) -> PersonStore:
        """People."""
        ...

    @property
    def tokens(self) -> TokenStore:
        """Personal tokens."""
        ...

    @property
    def history(self) -> StationHistory:
        """The station's history."""
        ...


class Create:
    """Handles `CreateToken`."""

    def __init__(self, secret: Callable[[], str] = secrets.token_urlsafe) -> None:
        """Draw secrets from `secret`: 32 random bytes in 43 letters."""
        self._secret = secret

    def __call__(self, command: CreateToken, context: Context[TokenUnit]) -> NewToken:
        """Make a token."""
        _check(command, context)
        secret = PREFIX + self._secret()
        token = Token(
            id=_NEW,
            station=context.actor.station,
            person=context.actor.id,
            name=command.name.strip(),
            scope=command.scope,
            created=context.now,
            expires=context.now + timedelta(days=command.days),
        )
        made = context.unit.tokens.add(token, digest(secret))
        event = TokenCreated(
            person=token.person,
            token=made,
            name=token.name,
            scope=token.scope.value,
            expires=token.expires,
        )
        _tell(context, event)
        return NewToken(id=made, secret=secret, expires=token.expires)


def _check(command: CreateToken, context: Context[TokenUnit]) -> None:
    name = command.name.strip()
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        field = "name"
        raise BadToken(field, name)
    if not 0 < command.days <= MOST_DAYS:
        field = "days"
        raise BadToken(field, str(command.days))
    held = [t for t in context.unit.tokens.of_person(context.actor.id) if t.holds(context.now)]
    if len(held) >= MOST_TOKENS:
        field = "count"
        raise BadToken(field, str(MOST_TOKENS))


def revoke(command: RevokeToken, context: Context[TokenUnit]) -> None:
    """Take a token back."""
    for token in context.unit.tokens.of_person(context.actor.id):
        if token.id == command.token and token.holds(context.now):
            context.unit.tokens.revoke([token.id], context.now)
            event = TokenRevoked(person=token.person, token=token.id, name=token.name)
            _tell(context, event)


def _tell(context: Context[TokenUnit], event: Event) -> None:
    context.unit.history.append_to_station([event], at=context.now, actor=context.actor.id)


def own(_: Tokens, context: Context[TokenUnit]) -> tuple[TokenView, ...]:
    """Answer `Tokens`."""
    return tuple(
        TokenView(
            id=one.id, name=one.name, scope=one.scope, created=one.created, expires=one.expires
        )
        for one in context.unit.tokens.of_person(context.actor.id)
        if one.holds(context.now)
    )


def check(query: CheckToken, context: Context[TokenUnit]) -> TokenHolder:
    """Answer `CheckToken`."""
    token = context.unit.tokens.by_secret(digest(query.secret))
    user = context.unit.people.get(token.person) if token is not None else None
    if token is None or user is None or not user.active or not token.holds(context.now):
        raise WrongToken
    return TokenHolder(user=user, token=token.id, name=token.name, scope=token.scope)

"""The place of the parser in the text: the token it looks at, and how to go on or to complain."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import NoReturn

from engine.feel.errors import FeelLimitExceeded, FeelSyntaxError
from engine.feel.running.budget import MAX_EXPRESSION, MAX_NESTING
from engine.feel.syntax.names import KnownNames, canonical, words_from
from engine.feel.syntax.tokens import KEY, KEYWORDS, Kind, Token, scan, unescape
from engine.feel.syntax.tree import Node


class Cursor(ABC):
    """Reads tokens one by one; `token` is the one not used yet."""

    __slots__ = ("known", "nesting", "text", "token")

    def __init__(self, text: str, names: Iterable[str]) -> None:
        """Stand at the first token of a text that may use these names.

        Raises:
            FeelLimitExceeded: the text is too long.
            FeelSyntaxError: it begins with something no expression holds.
        """
        if len(text) > MAX_EXPRESSION:
            raise FeelLimitExceeded(limit="expression size", allowed=MAX_EXPRESSION)
        self.text = text
        self.known = KnownNames(names)
        self.nesting = 0
        self.token = self._read(0)

    @abstractmethod
    def expression(self, binding: int = 0) -> Node:
        """Read one expression whose operators bind more tightly than this."""

    def advance(self) -> Token:
        """Use the token and look at the next one."""
        used = self.token
        self.token = self._read(used.end)
        return used

    def go_to(self, position: int) -> None:
        """Look at the token from this place on."""
        self.token = self._read(position)

    def at(self, text: str) -> bool:
        """Say whether the token is this symbol or keyword."""
        token = self.token
        return token.text == text and (token.kind is Kind.SYMBOL or token.kind is Kind.KEYWORD)

    def accept(self, text: str) -> bool:
        """Use the token if it is this symbol or keyword."""
        if self.at(text):
            self.advance()
            return True
        return False

    def expect(self, text: str) -> Token:
        """Use the token, which must be this symbol or keyword."""
        if not self.at(text):
            self.fail(f"'{text}'")
        return self.advance()

    def name(self, what: str) -> str:
        """Use the token, which must be a name."""
        if self.token.kind is not Kind.NAME:
            self.fail(what)
        return self.advance().text

    def key(self) -> str | None:
        """Use a name and the colon after it, if they stand here, whatever the name holds."""
        found = KEY.match(self.text, self.token.start)
        if found is None:
            return None
        self.go_to(found.end())
        return canonical(found.group(1))

    def new_name(self, pattern: re.Pattern[str], what: str) -> str:
        """Use a name that is being given here, whatever it holds, and know it from now on."""
        found = pattern.match(self.text, self.token.start)
        if self.token.kind is Kind.NAME and found and KEYWORDS.isdisjoint(found.group(1).split()):
            name = canonical(found.group(1))
            self.known.add(name)
            self.go_to(found.end())
            return name
        return self.name(what)

    def peek(self) -> Token:
        """Return the token after this one, its words not put together."""
        return scan(self.text, self.token.end)

    def nest(self) -> None:
        """Go one construct deeper.

        Raises:
            FeelLimitExceeded: too many stand inside each other.
        """
        self.nesting += 1
        if self.nesting > MAX_NESTING:
            raise FeelLimitExceeded(limit="nesting", allowed=MAX_NESTING)

    def unnest(self) -> None:
        """Come back out of a construct."""
        self.nesting -= 1

    def fail(self, expected: str) -> NoReturn:
        """Complain about the token."""
        token = self.token
        raise FeelSyntaxError(
            text=self.text, position=token.start, expected=expected, found=_described(token)
        )

    def _read(self, position: int) -> Token:
        token = scan(self.text, position)
        if token.kind is Kind.NAME:
            return self._whole_name(token)
        if token.kind is Kind.STRING:
            return token._replace(text=unescape(token.text))
        if token.kind is Kind.BAD:
            self._refuse(token)
        return token

    def _whole_name(self, token: Token) -> Token:
        if token.text in KEYWORDS:
            return token._replace(kind=Kind.KEYWORD)
        name, end = words_from(self.text, token.start)
        if not name:  # "instance of"
            return token._replace(kind=Kind.KEYWORD)
        known = self.known.longest(self.text, token.start, token.text)
        if known is not None and known[1] > end:
            name, end = known
        return Token(Kind.NAME, name, token.start, end)

    def _refuse(self, token: Token) -> NoReturn:
        if token.text == '"':
            expected = "a closing quotation mark on the same line"
            found, position = "a string that does not end", token.start
        else:
            expected, position = "a value, a name or an operator", token.start
            found = f"the character '{token.text}'"
        raise FeelSyntaxError(text=self.text, position=position, expected=expected, found=found)


def _described(token: Token) -> str:
    if token.kind is Kind.END:
        return "the end of the text"
    if token.kind is Kind.STRING:
        return f'the string "{token.text[:40]}"'
    return f"'{token.text[:40]}'"

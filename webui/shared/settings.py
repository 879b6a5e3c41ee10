"""What a web process is told when it starts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

MEGABYTE = 1024 * 1024


@dataclass(frozen=True, kw_only=True, slots=True)
class WebSettings:
    """How the pages are served; the engine has its own settings.

    `secret_key` signs sessions and must be the same in all processes of a station. `https` says
    that the browser comes by HTTPS: cookies then never travel without it. `proxies` is how many
    reverse proxies stand before us and may be believed about the browser's address. `hosts` are
    the host names answered to; none given, every one is.
    """

    secret_key: bytes
    https: bool = False
    proxies: int = 0
    hosts: tuple[str, ...] = ()
    max_body: int = 2 * MEGABYTE
    """Bytes a request's body may have; above it the answer is 413 before the body is read."""
    session_length: timedelta = timedelta(hours=12)
    """A session ends when nothing was asked for this long."""
    sign_in_limit: str = "10 per minute; 60 per hour"
    """Failed attempts per account and address; Flask-Limiter's notation."""
    address_limit: str = "60 per minute"
    """Failed attempts per address, whatever the account."""
    demo: bool = False
    """The page of a demo says so, and names its sign-ins."""

    def __post_init__(self) -> None:
        """Refuse a key that can be guessed."""
        if len(self.secret_key) < 16:
            msg = "a secret key has at least 16 bytes"
            raise ValueError(msg)

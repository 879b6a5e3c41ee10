"""Hands messages to a mail server."""

from __future__ import annotations

import re
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage

from typing_extensions import override

from engine.kernel.errors import YekuoError
from engine.notify.mail.settings import MailSettings, Security

_NO_SUCH_ADDRESS = frozenset({501, 510, 511, 513, 521, 550, 551, 553, 556})
_POLICY = re.compile(r"\s*5\.7\.")
"""RFC 3463: 5.7.x is about the sender's rights or the policy, not about the address."""


@dataclass
class AddressRefused(YekuoError):
    """The server says that nothing can ever be delivered to an address, and why."""

    address: str
    said: str


@dataclass
class MailFailed(YekuoError):
    """A message could not be handed over this time, and why."""

    said: str

    @override
    def __str__(self) -> str:
        """Return what the server said."""
        return self.said


class Smtp:
    """Sends by SMTP, each message by a connection of its own."""

    def __init__(self, settings: MailSettings) -> None:
        """Send to the server of some settings."""
        self._settings = settings

    def send(self, message: EmailMessage, to: str) -> None:
        """Hand over a message for one address. Raises AddressRefused, MailFailed."""
        try:
            with self._connected() as server:
                server.send_message(message, self._settings.sender, [to])
        except smtplib.SMTPRecipientsRefused as refusal:
            code, raw = refusal.recipients.get(to) or (0, b"")
            said = f"{code} {_text(raw)}"
            if code in _NO_SUCH_ADDRESS and not _POLICY.match(_text(raw)):
                raise AddressRefused(to, said) from refusal
            raise MailFailed(said) from refusal
        except smtplib.SMTPResponseException as refusal:
            said = f"{refusal.smtp_code} {_text(refusal.smtp_error)}"
            raise MailFailed(said) from refusal
        except (OSError, smtplib.SMTPException, ValueError) as error:
            said = f"{type(error).__name__}: {error}"
            raise MailFailed(said) from error

    def _connected(self) -> smtplib.SMTP:
        wanted = self._settings
        server: smtplib.SMTP
        if wanted.security is Security.TLS:
            context = ssl.create_default_context()
            server = smtplib.SMTP_SSL(
                wanted.host, wanted.port, timeout=wanted.timeout, context=context
            )
        else:
            server = smtplib.SMTP(wanted.host, wanted.port, timeout=wanted.timeout)
        try:
            if wanted.security is Security.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if wanted.user is not None:
                server.login(wanted.user, wanted.password or "")
        except BaseException:
            server.close()
            raise
        return server


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said

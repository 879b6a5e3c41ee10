"""Hands messages to a mail server."""

from __future__ import annotations

import re
import smtplib
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from typing import TYPE_CHECKING

from typing_extensions import override

from engine.kernel.errors import YekuoError
from engine.notify.mail.settings import MailSettings, Security

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer as Buffer

_NO_SUCH_ADDRESS = frozenset({501, 510, 511, 513, 521, 550, 551, 553, 556})
_POLICY = re.compile(r"\s*5\.7\.")
"""RFC 3463: 5.7.x is about the sender's rights or the policy, not about the address."""


PATIENCE = 600.0
"""Seconds to wait for the word that a message was taken."""
_GOODBYE = 5.0


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
        """Hand over a message for one address. Raises AddressRefused, MailFailed.

        Once the server has taken it, it is sent: how the server says good-bye does not matter.
        """
        try:
            server = self._connected()
            try:
                server.send_message(message, self._settings.sender, [to])
            finally:
                _leave(server)
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
            server = _PatientSsl(wanted.host, wanted.port, timeout=wanted.timeout, context=context)
        else:
            server = _Patient(wanted.host, wanted.port, timeout=wanted.timeout)
        try:
            if wanted.security is Security.STARTTLS:
                server.starttls(context=ssl.create_default_context())
            if wanted.user is not None:
                server.login(wanted.user, wanted.password or "")
        except BaseException:
            server.close()
            raise
        return server


class _Patient(smtplib.SMTP):
    """Waits long for the word that a message was taken.

    RFC 5321, 4.5.3.2.6: ten minutes, since whoever gives up sooner sends it twice.
    """

    @override
    def data(self, msg: Buffer | str) -> tuple[int, bytes]:
        if self.sock is not None:
            self.sock.settimeout(PATIENCE)
        return super().data(msg)


class _PatientSsl(_Patient, smtplib.SMTP_SSL):
    """The same, encrypted from the first byte."""


def _leave(server: smtplib.SMTP) -> None:
    with suppress(OSError, smtplib.SMTPException):
        if server.sock is not None:
            server.sock.settimeout(_GOODBYE)
        server.quit()
    server.close()


def _text(said: bytes | str) -> str:
    return said.decode("utf-8", "replace") if isinstance(said, bytes) else said

"""Makes a message of a letter's words: text and HTML, in a form no word can break out of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any


@dataclass(frozen=True, kw_only=True, slots=True)
class Written:
    """The words of a letter. `text` is plain, `html` a whole page without scripts or images."""

    subject: str
    text: str
    html: str


Writer = Callable[[Any], Written]
"""Puts a letter into words, in its reader's language."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Envelope:
    """Who a message is from and to. `key` makes a message's id: sent again it is the same one."""

    sender: str
    sender_name: str
    to: str
    to_name: str
    key: str
    at: datetime


def compose(written: Written, envelope: Envelope) -> EmailMessage:
    """Return a message ready to be sent.

    Names and subject become one line without signs that end one; the library refuses whatever
    else could begin another head line.
    """
    message = EmailMessage(policy=SMTP)
    domain = envelope.sender.rpartition("@")[2]
    message["Subject"] = one_line(written.subject)
    message["From"] = Address(one_line(envelope.sender_name), addr_spec=envelope.sender)
    message["To"] = Address(one_line(envelope.to_name), addr_spec=envelope.to)
    message["Date"] = envelope.at
    message["Message-ID"] = f"<{envelope.key}@{domain}>"
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(written.text)
    message.add_alternative(written.html, subtype="html")
    return message


def one_line(text: str) -> str:
    """Return a text as one line of signs that can be seen."""
    seen = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(seen.split())

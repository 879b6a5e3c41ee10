"""Sends letters: what a mail job does outside any transaction."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from engine.api import Engine
from engine.cases.telling.messages import (
    Letter,
    LetterBegins,
    LetterDone,
    LetterOf,
    LetterRefused,
    MailFails,
    ToWrite,
)
from engine.dispatch.dispatcher import SYSTEM
from engine.identity.people.rules import is_address
from engine.jobs.jobs import Claim
from engine.kernel.clock import SystemClock
from engine.kernel.ids import JobId, NoticeId
from engine.notify.mail.message import Envelope, Writer, Written, compose
from engine.notify.mail.settings import USUAL_STATION, BadMailSettings, MailSettings
from engine.notify.mail.settings import Security as MailSecurity
from engine.notify.mail.smtp import AddressRefused, MailFailed, Smtp

__all__ = [
    "USUAL_STATION",
    "AddressRefused",
    "BadMailSettings",
    "Mail",
    "MailFailed",
    "MailSecurity",
    "MailSettings",
    "Post",
    "Written",
    "is_address",
    "send_test",
]

WORRY_AT = 3
"""At which try of a letter administrators are told that the mail server takes none."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Mail:
    """How a station sends mail: its settings, and who puts letters into words."""

    settings: MailSettings
    write: Writer


def send_test(settings: MailSettings, words: Written, to: str, key: str) -> None:
    """Send some words to an address, now. Raises AddressRefused, MailFailed."""
    envelope = Envelope(
        sender=settings.sender,
        sender_name="yekuo",
        to=to,
        to_name="",
        key=f"test-{key}",
        at=SystemClock().now(),
    )
    Smtp(settings).send(compose(words, envelope), to)


class Post:
    """Does a claimed mail job: has the letter written, sends it, says what became of it.

    SMTP cannot do a thing once: the server may have taken a letter when whoever sent it dies. So
    the job is told which letter it is before it goes; each further try sends that very one, under
    the same Message-ID, by which servers and readers know it for the same.
    """

    def __init__(self, engine: Engine, mail: Mail) -> None:
        """Send as the settings of `mail` say."""
        self._engine = engine
        self._mail = mail
        self._server = Smtp(mail.settings)
        self._taken: dict[JobId, NoticeId] = {}
        """What the server has taken and the store not been told yet."""

    def __call__(self, claim: Claim) -> None:
        """Do one job outside any transaction. Raises MailFailed: it is tried again later."""
        to_write = self._engine.query(LetterOf(actor=SYSTEM, job=claim.job, token=claim.token))
        letter = to_write.letter
        if letter is not None:
            if not to_write.begun:
                self._begins(claim, letter)
            if self._taken.get(claim.job) != letter.newest:
                if not self._handed_over(claim, letter):
                    return
                self._taken[claim.job] = letter.newest
        self._done(claim, to_write, sent=letter is not None)

    def _begins(self, claim: Claim, letter: Letter) -> None:
        this = LetterBegins(actor=SYSTEM, job=claim.job, token=claim.token, newest=letter.newest)
        self._engine.execute(this)

    def _handed_over(self, claim: Claim, letter: Letter) -> bool:
        """Send a letter; False when its address takes none, which is noted. Raises MailFailed."""
        try:
            self._send(letter)
        except AddressRefused as error:
            self._engine.execute(
                LetterRefused(
                    actor=SYSTEM,
                    job=claim.job,
                    token=claim.token,
                    address=error.address,
                    said=error.said,
                )
            )
            return False
        except MailFailed as error:
            if claim.attempts == WORRY_AT:
                self._engine.execute(MailFails(actor=SYSTEM, said=error.said))
            raise
        return True

    def _done(self, claim: Claim, what: ToWrite, *, sent: bool) -> None:
        done = LetterDone(
            actor=SYSTEM, job=claim.job, token=claim.token,
            newest=what.newest, sent=sent, later=what.later,
        )  # fmt: skip
        self._engine.execute(done)
        self._taken.pop(claim.job, None)

    def give_up(self, claim: Claim, error: str) -> None:
        """Give a letter up that was tried too often; the app says what it would have said."""
        said = error.removeprefix("MailFailed: ")
        gone = MailFails(actor=SYSTEM, said=said, job=claim.job, token=claim.token)
        self._engine.execute(gone)

    def _send(self, letter: Letter) -> None:
        digest = hashlib.sha256(f"{letter.to} {letter.how} {letter.newest}".encode()).hexdigest()
        envelope = Envelope(
            sender=self._mail.settings.sender,
            sender_name=self._mail.settings.station,
            to=letter.to,
            to_name=letter.name,
            key=f"notices-{digest[:32]}",
            at=letter.at.astimezone(letter.zone),
        )
        self._server.send(compose(self._mail.write(letter), envelope), letter.to)

"""A mail server on this machine that keeps what it is given and refuses what it is told to."""

import asyncio
import socket
import subprocess
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import default
from ssl import PROTOCOL_TLS_SERVER, SSLContext

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


class MailServer:
    """`refuses` maps an address to what is said of it; `down` is said of everything.

    `taken` is called when a letter is in its hands and nobody was told so yet; it `thinks` so many
    seconds before it says so, and `farewell` is its last word.
    """

    def __init__(self):
        self.letters = []
        self.refuses = {}
        self.down = None
        self.signed_in = []
        self.taken = None
        self.thinks = 0
        self.farewell = "221 Bye"

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.refuses:
            return self.refuses[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.down:
            return self.down
        letter = message_from_bytes(envelope.content, policy=default)
        letter.sent_to = envelope.rcpt_tos
        letter.sent_from = envelope.mail_from
        self.letters.append(letter)
        if self.taken is not None:
            self.taken()
        await asyncio.sleep(self.thinks)
        return "250 OK"

    async def handle_QUIT(self, server, session, envelope):  # noqa: N802
        return self.farewell

    def check(self, server, session, envelope, mechanism, data):
        self.signed_in.append((data.login, data.password))
        known = (data.login, data.password) == (b"yekuo", b"secret")
        return AuthResult(success=known, handled=False)


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


@contextmanager
def serving(*, closed=False, **more):
    """Serve on a free port of this machine; `closed` to all but `yekuo` with its password."""
    kept = MailServer()
    if closed:
        more |= {"authenticator": kept.check, "auth_required": True, "auth_require_tls": False}
    kept.port = free_port()
    controller = Controller(kept, hostname="127.0.0.1", port=kept.port, **more)
    controller.start()
    try:
        yield kept
    finally:
        controller.stop(no_assert=True)


def certificate(folder):
    """Return a context for `localhost`, and the file of who vouches for it."""
    key, made = folder / "key.pem", folder / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
         "-keyout", key, "-out", made],
        check=True, capture_output=True,
    )  # fmt: skip
    context = SSLContext(PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made, key)
    return context, made


def plain(letter):
    return letter.get_body(("plain",)).get_content()


def html(letter):
    return letter.get_body(("html",)).get_content()

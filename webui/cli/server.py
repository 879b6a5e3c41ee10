"""Serves an application with waitress until it is told to stop."""

from __future__ import annotations

import errno
import ipaddress
import logging
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType

import click
from flask import Flask
from waitress import create_server

from engine.bootstrap import set_aside
from webui.cli.refusal import NotPossible
from webui.shared import bodies
from webui.shared.settings import MEGABYTE

THREADS = 8
LARGEST_BODY = bodies.LARGEST + MEGABYTE
"""More than any page takes. Above it the connection is closed at once, unread;
between the limit of the page asked for and this, a page says why."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Address:
    """Where to listen."""

    host: str
    port: int

    @property
    def url(self) -> str:
        """Return it as a browser wants it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{name}:{self.port}/"

    @property
    def is_loopback(self) -> bool:
        """Tell whether only this machine can reach it."""
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host == "localhost"


def serve(app: Flask, at: Address, *, proxies: int, ready: Callable[[], None]) -> None:
    """Serve until SIGINT or SIGTERM; `ready` is called once the port is ours.

    Raises NotPossible when the port cannot be had, saying which and what to do.
    """
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        app,
        sockets=[_listening(at)],
        threads=THREADS,
        max_request_body_size=LARGEST_BODY,
        # Without a proxy of ours before us, nobody's word on the browser's address is taken.
        clear_untrusted_proxy_headers=not proxies,
        ident=None,
    )
    signal.signal(signal.SIGTERM, _stop)
    set_aside()
    ready()
    try:
        server.run()
    finally:
        server.close()
    click.echo("\nStopped.")


def refuse_taken(at: Address) -> None:
    """Raise NotPossible, in a sentence, where nothing can listen: before minutes of work."""
    _listening(at).close()


def _listening(at: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in at.host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        # A server that ended a moment ago does not keep the port; one that runs does.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((at.host, at.port))
    except OSError as error:
        listener.close()
        raise NotPossible(_why(error, at)) from error
    return listener


def _stop(_number: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)


def _why(error: OSError, at: Address) -> str:
    match error.errno:
        case errno.EADDRINUSE:
            return (
                f"Port {at.port} of {at.host} is taken by another program (perhaps yekuo runs "
                f"already: see {at.url}). Stop it, or choose another port with --port."
            )
        case errno.EACCES:
            return f"Port {at.port} may not be used by you. Choose one above 1023 with --port."
        case errno.EADDRNOTAVAIL:
            return f"{at.host} is not an address of this machine."
        case _:
            return f"{at.host}, port {at.port}, cannot be listened on: {error.strerror}."

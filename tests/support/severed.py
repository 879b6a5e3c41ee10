"""A line to PostgreSQL that breaks when a test says so: at the n-th thing sent, in a given way."""

import contextlib
import socket
import threading
from contextlib import contextmanager
from functools import partial

from sqlalchemy import make_url

_SIZE = 1 << 16
_pause = threading.Event().wait


@contextmanager
def line(url):
    """Give a `Line` to the server of a database's address; `line.url` leads through it."""
    target = make_url(url)
    listener = socket.create_server(("127.0.0.1", 0))
    opened = Line(target, listener)
    threading.Thread(target=opened.accept, daemon=True).start()
    try:
        yield opened
    finally:
        listener.close()
        opened.hang_up()


class Line:
    """Passes on what is sent to the server and what it answers, one thread for each direction."""

    def __init__(self, target, listener):
        self._server = target.host, target.port
        self._listener = listener
        self.lingers = 0.0  # seconds from a server's last words until the line is hung up
        self._held, self._lock = [], threading.Lock()
        self._left, self._fault = None, None
        self._over = threading.Event()
        port = listener.getsockname()[1]
        self.url = target.set(port=port, query={"sslmode": "disable"}).render_as_string()

    def break_at(self, number, fault):
        """Let `fault` happen to the `number`-th thing sent from now on, counted from 1.

        `fault(pass_on, hang_up)` says whether it still reaches the server, and what then.
        """
        with self._lock:
            self._left, self._fault = number, fault
            self._over.clear()

    def mend(self):
        """Break no more; return whether what was to break did."""
        with self._lock:
            broke = self._left == 0
            self._left = self._fault = None
        if broke:
            self._over.wait(30)
        return broke

    def accept(self):
        """Take connections until the listener is closed."""
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._listener.accept()
                try:
                    far = socket.create_connection(self._server)
                except OSError:
                    _end(near)
                    continue
                for one in (near, far):
                    one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                    self._held.append(one)
                for work in (self._ask, self._answer):
                    threading.Thread(target=work, args=(near, far), daemon=True).start()

    def hang_up(self):
        """End every connection."""
        held, self._held = self._held, []
        for one in held:
            _end(one)

    def _ask(self, near, far):
        with contextlib.suppress(OSError):
            while sent := near.recv(_SIZE):
                fault = self._due()
                if fault is None:
                    far.sendall(sent)
                else:
                    try:
                        fault(partial(far.sendall, sent), partial(_end, near, far))
                    finally:
                        self._over.set()
        _end(far)

    def _answer(self, near, far):
        with contextlib.suppress(OSError):
            while answered := far.recv(_SIZE):
                near.sendall(answered)
        _pause(self.lingers)
        _end(near)

    def _due(self):
        with self._lock:
            if not self._left:
                return None
            self._left -= 1
            return self._fault if self._left == 0 else None


def _end(*ends):
    for one in ends:
        with contextlib.suppress(OSError):
            one.shutdown(socket.SHUT_RDWR)
        one.close()

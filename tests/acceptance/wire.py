"""A person without a browser: sends the requests the pages send, over one connection each."""

import http.client
import json
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlencode

from tests.acceptance.served import SOON

PASSWORD = "demo"
_TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


@dataclass(frozen=True, kw_only=True, slots=True)
class Reply:
    status: int
    text: str


class Caller:
    """One role, signed in by the plain form; its session outlives the server's process."""

    def __init__(self, port, login):
        self._port = port
        self._cookie = ""
        self._token = _TOKEN.search(self.get("/sign-in").text)[1]
        form = {"csrf_token": self._token, "login": login, "password": PASSWORD}
        reply = self.post("/sign-in", form)
        assert reply.status == 303, reply
        self._token = _TOKEN.search(self.get("/inbox/mine").text)[1]

    def get(self, path):
        return self._receive(self._send("GET", path, b"", {}))

    def post(self, path, form):
        body = urlencode({"csrf_token": self._token} | form).encode()
        return self._receive(
            self._send("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        )

    def send(self, path, values, **extra):
        """Send JSON as the form on a page does."""
        return self._receive(self.sending(path, values, **extra))

    def sending(self, path, values, **extra):
        """Send JSON and return the connection its answer will come by."""
        said = {
            "Content-Type": "application/json",
            "Accept": "application/json",
            "X-CSRFToken": self._token,
        }
        body = json.dumps({"values": values} | extra).encode()
        return self._send("POST", path, body, said)

    def answer(self, connection):
        """Return the answer that came by a connection, None when it was cut before."""
        try:
            return self._receive(connection)
        except (http.client.HTTPException, OSError):
            return None

    def _send(self, method, path, body, headers):
        connection = socket.create_connection(("127.0.0.1", self._port), SOON)
        lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", "Connection: close"]
        said = headers | {"Content-Length": str(len(body)), "Cookie": self._cookie}
        lines += [f"{name}: {value}" for name, value in said.items()]
        connection.sendall("\r\n".join([*lines, "", ""]).encode() + body)
        return connection

    def _receive(self, connection):
        with connection:
            reply = http.client.HTTPResponse(connection)
            reply.begin()
            text = reply.read().decode()
        for given in reply.headers.get_all("Set-Cookie", ()):
            self._cookie = given.partition(";")[0]
        return Reply(status=reply.status, text=text)

"""A signed-in person who reads pages and sends what their forms would send."""

import re


class Screen:
    def __init__(self, app, login, language="en"):
        self._client = app.test_client()
        self._headers = {"Accept-Language": language}
        self.token = ""
        form = {"login": login, "password": "demo"}
        reply = self.post("/sign-in", form)
        assert reply.status_code == 303, reply.text

    def get(self, address, **headers):
        # Buffered: read to its end and closed, as a server does.
        return self._client.get(address, headers=self._headers | headers, buffered=True)

    def page(self, address):
        reply = self.get(address)
        assert reply.status_code == 200, (address, reply.status_code, reply.text)
        return reply.text

    def post(self, address, form=None, **headers):
        data = {"csrf_token": self._token()} | (form or {})
        return self._client.post(address, data=data, headers=self._headers | headers)

    def send(self, address, body, **headers):
        """Send JSON as the form on a page does."""
        said = {"X-CSRFToken": self._token(), "Accept": "application/json"}
        return self._client.post(address, json=body, headers=self._headers | said | headers)

    def raw(self, address, data, content_type):
        said = {"X-CSRFToken": self._token(), "Accept": "application/json"}
        return self._client.post(
            address, data=data, content_type=content_type, headers=self._headers | said
        )

    def _token(self):
        found = re.search(r'name="csrf-token" content="([^"]+)"', self.get("/sign-in").text)
        if found is None:
            found = re.search(r'name="csrf-token" content="([^"]+)"', self.get("/cases").text)
        return found[1]

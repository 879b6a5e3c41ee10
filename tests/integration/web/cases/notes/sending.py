"""Sending papers as a browser's form does, and as bytes of our own making."""

import io

JSON = {"Accept": "application/json"}


def put(person, case, *sent, kind="application", **headers):
    form = {"kind": kind, "file": [(io.BytesIO(content), name) for name, content in sent]}
    return person.post(f"/cases/{case}/papers", form, **headers)


def send_raw(person, case, name, content):
    """Put a paper as bytes of our own making: the test client keeps what is large in open files."""
    part = 'Content-Disposition: form-data; name="{}"{}\r\n\r\n'
    body = b"--cut\r\n" + part.format("kind", "").encode() + b"other\r\n--cut\r\n"
    body += part.format("file", f'; filename="{name}"').encode() + content + b"\r\n--cut--\r\n"
    return person.raw(f"/cases/{case}/papers", body, "multipart/form-data; boundary=cut")

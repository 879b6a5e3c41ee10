"""How large a request's body may be: little, but where files are sent."""

from __future__ import annotations

from flask import Flask, current_app, request
from flask.sansio.app import App
from werkzeug.exceptions import RequestEntityTooLarge

from webui.shared.settings import MEGABYTE

AROUND = MEGABYTE
"""What a form with files has beside the largest file: its other fields and the boundaries."""

_KEY = "yekuo-uploads"


def install(app: Flask, max_upload: int) -> None:
    """Refuse large bodies before a byte of them is read."""
    app.extensions[_KEY] = (max_upload + AROUND, set())
    app.before_request(_refuse_large)


def let_in(app: App, endpoint: str) -> None:
    """Let an endpoint take files."""
    app.extensions[_KEY][1].add(endpoint)


def _refuse_large() -> None:
    largest, endpoints = current_app.extensions[_KEY]
    if request.endpoint in endpoints:
        request.max_content_length = largest
    limit = request.max_content_length
    if limit is not None and (request.content_length or 0) > limit:
        raise RequestEntityTooLarge

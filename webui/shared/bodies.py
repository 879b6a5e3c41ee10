"""How large a request's body may be: little, but where files are sent."""

from __future__ import annotations

from flask import Flask, current_app, request
from flask.sansio.app import App
from werkzeug.exceptions import RequestEntityTooLarge

from engine.api import LARGEST_PAPER
from webui.shared.settings import MEGABYTE

LARGEST = LARGEST_PAPER + MEGABYTE
"""Bytes of a form with the largest file, its other fields and the boundaries."""

_KEY = "yekuo-uploads"


def install(app: Flask) -> None:
    """Refuse large bodies before a byte of them is read."""
    app.extensions[_KEY] = {}
    app.before_request(_refuse_large)


def let_in(app: App, endpoint: str, largest: int = LARGEST) -> None:
    """Let an endpoint take files; `largest` bytes of a form at most."""
    app.extensions[_KEY][endpoint] = largest


def _refuse_large() -> None:
    files = current_app.extensions[_KEY]
    if request.endpoint in files:
        request.max_content_length = files[request.endpoint]
    limit = request.max_content_length
    if limit is not None and (request.content_length or 0) > limit:
        raise RequestEntityTooLarge

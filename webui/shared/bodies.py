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
    app.extensions[_KEY] = set()
    app.before_request(_refuse_large)


def let_in(app: App, endpoint: str) -> None:
    """Let an endpoint take files."""
    app.extensions[_KEY].add(endpoint)


def _refuse_large() -> None:
    if request.endpoint in current_app.extensions[_KEY]:
        request.max_content_length = LARGEST
    limit = request.max_content_length
    if limit is not None and (request.content_length or 0) > limit:
        raise RequestEntityTooLarge

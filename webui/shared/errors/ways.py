"""Where one goes on from a page that says why something was not done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import current_app, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import HTTPException

from webui.shared.navigation import safe_target

_AGAIN = frozenset({400, 409, 413, 422, 429})
"""What can be mended where one was, or looked at again as it is now."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Way:
    """A link, in words."""

    href: str
    label: str


def ways(status: int) -> tuple[Way, ...]:
    """Return where one goes on after a refusal: back to the form, to its task, to its case.

    A form that is opened again has what was typed: the browser keeps it until it was taken.
    """
    return tuple(_ways()) if status in _AGAIN else ()


def page_of_form() -> str | None:
    """Return the page a form was sent from, if it is one of ours that can be opened again."""
    parts = urlsplit(request.referrer or "")
    if parts.netloc != request.host:
        return None
    try:
        current_app.url_map.bind(request.host).match(parts.path, method="GET")
    except HTTPException:
        return None
    return safe_target(f"{parts.path}?{parts.query}".rstrip("?"))


def _ways() -> Iterator[Way]:
    back = page_of_form() if request.method == "POST" else None
    if back is not None:
        yield Way(href=back, label=str(_("Back to where you were")))
    for name, endpoint, label in (
        ("task", "inbox.task", _("See the task")),
        ("case", "cases.overview", _("See the case")),
    ):
        value = (request.view_args or {}).get(name)
        if value is None or endpoint not in current_app.view_functions:
            continue
        href = url_for(endpoint, **{name: value})
        if href not in (back, request.full_path.rstrip("?")):
            yield Way(href=href, label=str(label))

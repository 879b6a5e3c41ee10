"""Static files: addresses with a digest of the content, so that browsers may keep them."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, request, url_for

FOLDER = Path(__file__).resolve().parent.parent / "static"
A_YEAR = 365 * 24 * 3600


class AssetsMissing(RuntimeError):
    """The pages' files were not built; says how to build them."""

    def __init__(self) -> None:
        """Name the folder that is empty."""
        super().__init__(
            f"{FOLDER / 'vendor'} is empty: the pages' files are built by "
            "`python3 run.py setup`, or in a working copy by `python hatch_build.py`"
        )


def install(app: Flask) -> None:
    """Offer `asset()` to templates. Raises AssetsMissing when the build has not run."""
    if not (FOLDER / "vendor" / "yekuo").is_dir():
        raise AssetsMissing
    app.add_template_global(asset, "asset")
    app.after_request(_let_browsers_keep)


def asset(name: str) -> str:
    """Return the address of a file of the static folder, e.g. `vendor/yekuo/frame.js`."""
    path = FOLDER / name
    return url_for("static", filename=name, v=_digest(path, path.stat().st_mtime_ns))


@lru_cache(maxsize=256)
def _digest(path: Path, changed: int) -> str:  # noqa: ARG001 (a changed file is another entry)
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12]


def _let_browsers_keep(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and response.status_code == 200:
        response.cache_control.public = True
        response.cache_control.no_cache = None
        response.cache_control.max_age = A_YEAR
        response.cache_control.immutable = True
    return response

"""In which language a reader reads: their choice, else what their browser asks for.

The engine and the files of designers know `en` and `zh`; Babel's catalogue folder is `zh_Hans_CN`.
Each folder of the web has its own catalogue under `translations`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from flask import Flask, has_request_context, request
from flask_babel import Babel

from webui.shared.sign_in.sessions import reader

Language = Literal["en", "zh"]

NAMES: dict[Language, str] = {"en": "English", "zh": "中文"}
LOCALES: dict[Language, str] = {"en": "en", "zh": "zh_Hans_CN"}
HTML_TAGS: dict[Language, str] = {"en": "en", "zh": "zh-Hans-CN"}
COOKIE = "language"
A_YEAR = 365 * 24 * 3600

_WEB = Path(__file__).resolve().parent.parent


def install(app: Flask) -> None:
    """Offer `_()` and the reader's language to templates."""
    folders = sorted(str(path) for path in _WEB.glob("*/translations"))
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = ";".join(folders)
    Babel(app, default_locale="en", locale_selector=lambda: LOCALES[language()])
    app.context_processor(
        lambda: {
            "language": language(),
            "html_lang": HTML_TAGS[language()],
            "languages": NAMES,
        }
    )


def language() -> Language:
    """Return the language of whoever reads this answer: `en` or `zh`."""
    if not has_request_context():
        return "en"
    person = reader()
    wishes = (person.language if person else None, request.cookies.get(COOKIE))
    for wish in wishes:
        if known := read(wish):
            return known
    return read(request.accept_languages.best_match(list(NAMES))) or "en"


def read(text: str | None) -> Language | None:
    """Return a language of ours from what somebody sent; None for anything else."""
    match text:
        case "en" | "zh":
            return text
        case _:
            return None

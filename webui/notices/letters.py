"""Puts letters into words, in their reader's language, outside of any request.

A letter says no more than the list of messages in the app: each line leads there, and whoever opens
it signs in first. Its subject names no customer, since subjects are shown on locked screens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from functools import cache
from pathlib import Path

from babel.support import NullTranslations, Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from engine.api import Letter, NoticeHow, NoticeView, Written
from webui.notices.sentences import Say, sentence, standing
from webui.parts.codes import GROUPS
from webui.shared.languages import HTML_TAGS, LOCALES, Language
from webui.shared.moments import day_in

_WEB = Path(__file__).resolve().parent.parent
_A_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True, slots=True)
class LineShown:
    """A notice in a letter."""

    sentence: str
    text: str
    facts: str
    link: str


def writer(base_url: str) -> Callable[[Letter], Written]:
    """Return who puts letters into words; links lead to the pages at `base_url`."""
    return lambda letter: write(letter, base_url)


def write(letter: Letter, base_url: str) -> Written:
    """Return the words of a letter."""
    language: Language = letter.language
    _ = _saying(language)
    lines = [_line(view, letter, language, base_url) for view in letter.notices]
    choices = f"{base_url}/me#notices"
    closing = [
        _("Times are the station's (%(zone)s).", zone=_zone(letter.zone)),
        _("This mail was written by yekuo; nobody reads answers to it."),
    ]
    more = _("%(count)s more stand in the app.", count=letter.more) if letter.more else ""
    greeting = _("Good day %(name)s,", name=letter.name)
    subject = _subject(letter, lines, _)
    html = _pages().get_template("notices/letter.html").render(
        lang=HTML_TAGS[language], subject=subject, greeting=greeting, lines=lines, more=more,
        more_link=f"{base_url}/notices", closing=closing,
        choices=choices, choices_words=_("Choose what you are told"),
    )  # fmt: skip
    parts = [greeting, *(_plain(line, _) for line in lines), more]
    parts.append("\n".join([*closing, _("Choose what you are told: %(address)s", address=choices)]))
    return Written(subject=subject, text="\n\n".join(filter(None, parts)) + "\n", html=html)


def _subject(letter: Letter, lines: list[LineShown], _: Say) -> str:
    count = len(lines) + letter.more
    if letter.how is NoticeHow.DAILY:
        return _(
            "%(station)s: your messages of the day, %(count)s in all",
            station=letter.station,
            count=count,
        )
    if count > 1:
        return _("%(station)s: %(count)s messages", station=letter.station, count=count)
    return _("%(station)s: %(what)s", station=letter.station, what=lines[0].sentence)


def _line(view: NoticeView, letter: Letter, language: Language, base_url: str) -> LineShown:
    _ = _saying(language)

    def due(at: datetime) -> str:
        return _when(at, letter, language, last_day=True)

    facts = [
        view.customer,
        view.number,
        standing(view, _),
        _when(view.at, letter, language, last_day=False),
    ]
    return LineShown(
        sentence=sentence(view, _, due, lambda code: _group(code, _)),
        text=view.text,
        facts=" · ".join(filter(None, facts)),
        link=f"{base_url}/notices/{view.id}",
    )


def _group(code: str, _: Say) -> str:
    """Return a group's name; outside a request the pages' own words are English, our keys."""
    known = GROUPS.get(code)
    return code if known is None else _(str(known))


def _plain(line: LineShown, _: Say) -> str:
    told = [f"* {line.sentence}"]
    if line.text:
        told.append(f"  > {line.text}")
    return "\n".join([*told, f"  {line.facts}", "  " + _("Open: %(address)s", address=line.link)])


def _when(at: datetime, letter: Letter, language: Language, *, last_day: bool) -> str:
    """Return a moment in the station's zone; the engine says 24:00 as 00:00 of the next day."""
    there = at.astimezone(letter.zone)
    this_year = letter.at.astimezone(letter.zone).year
    if last_day and (there.hour, there.minute, there.second) == (0, 0, 0):
        return day_in((there - _A_DAY).date(), language, this_year)
    return f"{day_in(there.date(), language, this_year)} {there:%H:%M}"


def _zone(zone: tzinfo) -> str:
    return str(getattr(zone, "key", zone))


@cache
def _saying(language: Language) -> Say:
    """Return who gives sentences in a language, from the catalogues of all pages."""
    found = NullTranslations()
    for folder in sorted(_WEB.glob("*/translations")):
        part = Translations.load(str(folder), [LOCALES[language]])
        if isinstance(part, Translations):
            found = part if not isinstance(found, Translations) else found.merge(part)

    def say(text: str, **places: object) -> str:
        said = str(found.gettext(text))
        return said % places if places else said

    return say


@cache
def _pages() -> Environment:
    return Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

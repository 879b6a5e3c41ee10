"""Dates and moments in words, in the station's zone: `2026-03-09 (Mon)`, `3月9日 周一`."""

from __future__ import annotations

from datetime import date, datetime
from typing import cast
from zoneinfo import ZoneInfo

from babel.dates import format_date
from flask import Flask, g

from engine.api import StationClock, StationTime
from webui.shared.languages import LOCALES, Language, language
from webui.shared.sign_in.sessions import engine, reader


def install(app: Flask) -> None:
    """Offer `|day` and `|moment`, and the station's time, to templates."""
    app.add_template_filter(day, "day")
    app.add_template_filter(moment, "moment")
    app.context_processor(lambda: {"station": station_time, "zone_name": zone_name})


def station_time() -> StationTime | None:
    """Return what time it is at the station, the same for the whole request; None for nobody."""
    person = reader()
    if person is None:
        return None
    if not hasattr(g, "station_time"):
        g.station_time = engine().query(StationClock(actor=person.id))
    return cast("StationTime", g.station_time)


def local(at: datetime) -> datetime:
    """Return an aware moment in the station's zone; as it is when nobody is signed in."""
    station = station_time()
    return at.astimezone(station.now.tzinfo) if station else at


def day(when: date | datetime) -> str:
    """Return a day in words; the Chinese form names the year only when it is not this year."""
    on = local(when).date() if isinstance(when, datetime) else when
    station = station_time()
    return day_in(on, language(), station.now.year if station is not None else None)


def day_in(on: date, wanted: Language, this_year: int | None) -> str:
    """Return a day in words of a language, for a reader of some year."""
    if wanted == "en":
        return str(format_date(on, "yyyy-MM-dd (EEE)", locale=LOCALES["en"]))
    form = "M月d日 EEE" if this_year == on.year else "y年M月d日 EEE"
    return str(format_date(on, form, locale=LOCALES["zh"]))


def moment(at: datetime) -> str:
    """Return a day and the time of day, to the minute."""
    return f"{day(at)} {local(at):%H:%M}"


def zone_name(at: datetime) -> str:
    """Return the name a browser knows a moment's zone by, `UTC` when it has none."""
    return at.tzinfo.key if isinstance(at.tzinfo, ZoneInfo) else "UTC"

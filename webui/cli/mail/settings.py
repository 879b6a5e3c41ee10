"""How a station sends mail, from the environment.

YEKUO_MAIL_HOST names the mail server; without it no mail is sent. YEKUO_MAIL_FROM and
YEKUO_BASE_URL must then be given too; the rest has usual values: YEKUO_MAIL_SECURITY (`starttls`,
`tls`, or `none` for a server on the same machine), YEKUO_MAIL_PORT (587, 465, 25),
YEKUO_MAIL_USER with YEKUO_MAIL_PASSWORD or YEKUO_MAIL_PASSWORD_FILE, YEKUO_MAIL_LANGUAGE (`zh` or
`en`, for those who never chose one), YEKUO_MAIL_STATION (what letters call the station).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from engine.bootstrap.post import (
    USUAL_STATION,
    BadMailSettings,
    Mail,
    MailSecurity,
    MailSettings,
    is_address,
)
from webui.notices.letters import writer

HOST = "YEKUO_MAIL_HOST"
PORT = "YEKUO_MAIL_PORT"
SECURITY = "YEKUO_MAIL_SECURITY"
FROM = "YEKUO_MAIL_FROM"
USER = "YEKUO_MAIL_USER"
PASSWORD = "YEKUO_MAIL_PASSWORD"  # noqa: S105 (a variable's name)
PASSWORD_FILE = "YEKUO_MAIL_PASSWORD_FILE"  # noqa: S105 (a variable's name)
LANGUAGE = "YEKUO_MAIL_LANGUAGE"
STATION = "YEKUO_MAIL_STATION"
LONGEST_STATION = 60
BASE_URL = "YEKUO_BASE_URL"
PORTS = {MailSecurity.STARTTLS: 587, MailSecurity.TLS: 465, MailSecurity.NONE: 25}


def mail(environment: Mapping[str, str] = os.environ) -> Mail | None:
    """Return how mail is sent, None when no server is named. Raises BadMailSettings."""
    settings = read(environment)
    return Mail(settings=settings, write=writer(settings.base_url)) if settings else None


def read(environment: Mapping[str, str]) -> MailSettings | None:
    """Return the settings the environment holds. Raises BadMailSettings."""
    host = environment.get(HOST, "").strip()
    if not host:
        return None
    security = _security(environment)
    return MailSettings(
        host=host,
        port=_port(environment, PORTS[security]),
        security=security,
        sender=_sender(environment),
        base_url=_base_url(environment),
        user=environment.get(USER) or None,
        password=_password(environment),
        language=_language(environment),
        station=_station(environment),
    )


def _security(environment: Mapping[str, str]) -> MailSecurity:
    found = environment.get(SECURITY) or MailSecurity.STARTTLS.value
    for security in MailSecurity:
        if security.value == found:
            return security
    raise BadMailSettings(SECURITY, "it is starttls, tls or none")


def _port(environment: Mapping[str, str], usual: int) -> int:
    found = environment.get(PORT) or str(usual)
    if not (found.isascii() and found.isdigit() and 0 < int(found) < 2**16):
        raise BadMailSettings(PORT, "it is a number from 1 to 65535")
    return int(found)


def _sender(environment: Mapping[str, str]) -> str:
    found = environment.get(FROM, "").strip()
    if not is_address(found):
        raise BadMailSettings(FROM, "it is the address mail comes from, as a@b.example")
    return found


def _base_url(environment: Mapping[str, str]) -> str:
    found = environment.get(BASE_URL, "").strip().rstrip("/")
    parts = urlsplit(found)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.query or parts.fragment:
        raise BadMailSettings(BASE_URL, "it is the address of the pages, as https://a.b")
    return found


def _password(environment: Mapping[str, str]) -> str | None:
    file = environment.get(PASSWORD_FILE)
    if not file:
        return environment.get(PASSWORD)
    try:
        return Path(file).read_text("utf-8").rstrip("\r\n")
    except OSError as error:
        raise BadMailSettings(PASSWORD_FILE, str(error)) from error


def _language(environment: Mapping[str, str]) -> str:
    found = environment.get(LANGUAGE) or "zh"
    if found not in ("zh", "en"):
        raise BadMailSettings(LANGUAGE, "it is zh or en")
    return found


def _station(environment: Mapping[str, str]) -> str:
    found = environment.get(STATION, "").strip() or USUAL_STATION
    if not found.isprintable() or len(found) > LONGEST_STATION:
        raise BadMailSettings(STATION, f"it is one line of at most {LONGEST_STATION} letters")
    return found

"""Sending what is due, and the mail server it goes to."""

from datetime import datetime, timedelta

from engine.bootstrap.post import Mail, MailSecurity, MailSettings
from webui.notices.letters import writer

BASE = "https://yekuo.example/station"


def mail_by(server, **more):
    settings = MailSettings(
        host="127.0.0.1",
        port=server.port,
        security=MailSecurity.NONE,
        sender="station@grid.example",
        base_url=BASE,
        **{"timeout": 5, **more},
    )
    return Mail(settings=settings, write=writer(BASE))


def at(local):
    return datetime.fromisoformat(f"{local}+08:00")


def post(small):
    """Tell everybody, and send every letter that is due."""
    small.station.teller.round()
    while small.station.post.cycle():
        pass


def later(small, **much):
    small.clock.set(small.clock.now() + timedelta(**much))

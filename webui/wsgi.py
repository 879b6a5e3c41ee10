"""For a production server: `gunicorn --worker-class gthread 'webui.wsgi:application()'`.

Read from the environment: YEKUO_DATABASE (the store's address), YEKUO_DATA (the folder of the
secret key and of papers' files, default var/station; hosts of one station share it), YEKUO_PROXIES
(how many reverse proxies, default 1), YEKUO_NAMES (the host names answered to, commas between),
YEKUO_WORKER (`no` leaves the jobs of a PostgreSQL store to `yekuo worker`), and what
`webui.cli.mail.settings` reads about mail.
Browsers come by HTTPS.
"""

from __future__ import annotations

import atexit
import os
from pathlib import Path

from flask import Flask

from engine.bootstrap import Settings, open_station, set_aside
from webui.app import create_app
from webui.cli.mail.settings import mail
from webui.cli.places import FILES, is_sqlite, secret_key, store_address
from webui.shared.settings import WebSettings


def application() -> Flask:
    """Open the station the environment names and return its application."""
    data = Path(os.environ.get("YEKUO_DATA", "var/station"))
    key = secret_key(data)
    database = store_address(data, os.environ.get("YEKUO_DATABASE"))
    station = open_station(Settings(database=database, files=data / FILES, mail=mail()))
    if os.environ.get("YEKUO_WORKER", "yes") != "no" or is_sqlite(database):
        station.start_worker()
    atexit.register(station.close)
    names = tuple(filter(None, os.environ.get("YEKUO_NAMES", "").split(",")))
    settings = WebSettings(
        secret_key=key,
        https=True,
        proxies=int(os.environ.get("YEKUO_PROXIES", "1")),
        hosts=names,
    )
    app = create_app(station.engine, settings)
    set_aside()
    return app

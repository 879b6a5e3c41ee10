"""`yekuo serve`: serves a station."""

from __future__ import annotations

from pathlib import Path

import click

from webui.app import create_app
from webui.cli import options
from webui.cli.places import is_demo, is_sqlite, secret_key, store_address
from webui.cli.refusal import Refused
from webui.cli.server import Address, serve
from webui.shared.settings import WebSettings


@click.command(name="serve", short_help="Serve a station, its jobs included.")
@options.station
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option("--port", type=options.PORTS, default=8000, show_default=True)
@click.option("--https", is_flag=True, help="Browsers come by HTTPS, through a reverse proxy.")
@click.option(
    "--proxies",
    type=click.IntRange(0, 5),
    default=0,
    show_default=True,
    help="How many reverse proxies stand before this and tell the browser's address.",
)
@click.option(
    "--worker/--no-worker",
    default=True,
    show_default=True,
    help="Do the station's jobs in this process too, or leave them to `yekuo worker` (PostgreSQL).",
)
@click.option(
    "--name", "names", multiple=True, help="A host name answered to; may be repeated. Default: any."
)
def command(  # noqa: PLR0913 (one argument per option)
    *,
    data: Path,
    database: str | None,
    host: str,
    port: int,
    https: bool,
    proxies: int,
    worker: bool,
    names: tuple[str, ...],
) -> None:
    """Serve a station, its jobs included, until Ctrl+C.

    On PostgreSQL the jobs may be shared with any number of `yekuo worker`, or left to them wholly
    with --no-worker.

    A new station is made if there is none yet. Add its first person with: yekuo create-user
    """
    at = Address(host=host, port=port)
    store = store_address(data, database)
    if is_demo(store) and not at.is_loopback:
        sentence = f"A demo's passwords are public: it is not served on {host}."
        raise Refused(sentence)
    if not worker and is_sqlite(store):
        sentence = "An SQLite store has its worker in this process; --no-worker is for PostgreSQL."
        raise Refused(sentence)
    with options.opened(data, database, new=True) as station:
        settings = WebSettings(
            secret_key=secret_key(data), https=https, proxies=proxies, hosts=names
        )
        app = create_app(station.engine, settings)
        if worker:
            station.start_worker()
        serve(app, at, proxies=proxies, ready=lambda: _announce(at))


def _announce(at: Address) -> None:
    click.echo(f"yekuo serves at {at.url}  (Ctrl+C stops it)")

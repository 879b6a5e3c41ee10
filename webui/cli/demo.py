"""`yekuo demo`: a station with people, customers and cases to try things out on."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from time import monotonic

import click

from engine.bootstrap import Settings, open_station, workflows_folder
from engine.bootstrap.demo.build import demo_url, ensure_demo
from engine.bootstrap.demo.people import PASSWORD, people
from engine.bootstrap.station import STATION
from webui.app import create_app
from webui.cli import options
from webui.cli.places import secret_key
from webui.cli.refusal import Refused
from webui.cli.server import Address, serve
from webui.shared.settings import WebSettings

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")


@click.command(name="demo")
@click.option("--host", default="127.0.0.1", show_default=True, help="A loopback address.")
@click.option("--port", type=options.PORTS, default=8000, show_default=True)
@click.option(
    "--data",
    type=options.FOLDER,
    default=Path("var/demo"),
    show_default=True,
    help="The demo's folder.",
)
@click.option(
    "--workflows",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The diagrams, rules and forms to run. Default: those yekuo comes with.",
)
@click.option("--fresh", is_flag=True, help="Forget what was done in the demo and begin anew.")
@click.option("--prepare", is_flag=True, help="Only build the demo, do not serve it.")
def command(
    *, host: str, port: int, data: Path, workflows: Path | None, fresh: bool, prepare: bool
) -> None:
    """Serve a demo station on this machine alone, until Ctrl+C.

    Its cases were made by the real engine under a simulated clock. It is built once and kept,
    with what you do in it, until the diagrams it is made of change.
    """
    at = Address(host=host, port=port)
    if not at.is_loopback:
        sentence = f"A demo's passwords are public: it listens on 127.0.0.1 only, not on {host}."
        raise Refused(sentence)
    _build(data, workflows or workflows_folder(), fresh=fresh)
    if not prepare:
        _serve(data, at)


def _build(data: Path, workflows: Path, *, fresh: bool) -> None:
    if fresh:
        (data / "demo.stamp").unlink(missing_ok=True)
    started = monotonic()
    now = Settings(database=demo_url(data)).clock.now()
    if not (data / "demo.stamp").exists():
        click.echo("  the demo station ...")
    if ensure_demo(data, workflows, now):
        click.echo(f"  the demo station is built ({monotonic() - started:.0f} s)")


def _serve(data: Path, at: Address) -> None:
    settings = Settings(database=demo_url(data), demo=True)
    with closing(open_station(settings)) as station:
        web = WebSettings(secret_key=secret_key(data), hosts=LOOPBACK_NAMES, demo=True)
        app = create_app(station.engine, web)
        station.start_worker()
        serve(app, at, proxies=0, ready=lambda: _announce(at))


def _announce(at: Address) -> None:
    logins = ", ".join(person.id for person in people(STATION))
    click.echo(
        f"\nyekuo demo station: {at.url}\n"
        f"  sign in as      {logins}\n"
        f"  password        {PASSWORD}\n"
        "  stop            Ctrl+C\n"
    )

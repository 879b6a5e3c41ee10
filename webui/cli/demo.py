"""`yekuo demo`: a station with people, customers and cases to try things out on."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

import click

from engine.api import DeploymentRefused
from engine.bootstrap import Settings, open_station, workflows_folder
from engine.bootstrap.demo import STAMP
from engine.bootstrap.demo.build import demo_url, ensure_demo, is_current
from engine.bootstrap.demo.clock import FARTHEST, DemoClock, read_span
from engine.bootstrap.demo.people import PASSWORD, people
from engine.bootstrap.station import STATION
from webui.app import create_app
from webui.cli import options
from webui.cli.held import alone, served
from webui.cli.places import secret_key
from webui.cli.refusal import Refused
from webui.cli.server import Address, refuse_taken, serve
from webui.shared.settings import WebSettings

LOOPBACK_NAMES = ("127.0.0.1", "localhost", "::1")


@click.command(name="demo", short_help="Serve a demo station on this machine alone.")
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
@click.option("--prepare", is_flag=True, help="Build the demo if need be, do not serve it.")
@click.option(
    "--advance",
    metavar="SPAN",
    help="Move the time of the demo on by hours, days or weeks (2h, 3d, 1w) and end. A demo that "
    "is being served goes on from there: its timers are seen to fire.",
)
def command(  # noqa: PLR0913 (one argument per option)
    *,
    host: str,
    port: int,
    data: Path,
    workflows: Path | None,
    fresh: bool,
    prepare: bool,
    advance: str | None,
) -> None:
    """Serve a demo station on this machine alone, until Ctrl+C.

    Its cases were made by the real engine under a simulated clock. It is built once and kept,
    with what you do in it, until the diagrams it is made of change.
    """
    if advance is not None:
        _advance(data, advance)
        return
    at = Address(host=host, port=port)
    if not at.is_loopback:
        sentence = f"A demo's passwords are public: it listens on 127.0.0.1 only, not on {host}."
        raise Refused(sentence)
    if not prepare:
        refuse_taken(at)
    _build(data, workflows or workflows_folder(), fresh=fresh)
    if not prepare:
        with served(data):
            _serve(data, at)


def _advance(data: Path, text: str) -> None:
    """Move a demo's time on; nothing but a demo's has one that can be moved."""
    if not (data / STAMP).is_file():
        sentence = f"There is no demo in {data}. Only a demo's time can be moved."
        raise Refused(sentence)
    span = read_span(text)
    if span is None:
        sentence = f"“{text}” is no span. Write hours, days or weeks: 2h, 3d, 1w."
        raise Refused(sentence)
    try:
        now = DemoClock(data).advance(span)
    except ValueError as error:
        sentence = f"The demo would be more than {FARTHEST.days} days ahead. Begin anew: --fresh"
        raise Refused(sentence) from error
    local = now.astimezone(ZoneInfo(Settings(database="").zone))
    click.echo(f"The demo's time is now {local:%Y-%m-%d %H:%M}.")


def _build(data: Path, workflows: Path, *, fresh: bool) -> None:
    if not fresh and is_current(data, workflows):
        return
    started = monotonic()
    now = Settings(database=demo_url(data)).clock.now()
    with alone(data):
        click.echo("  the demo station ...")
        try:
            ensure_demo(data, workflows, now, anew=fresh)
        except DeploymentRefused as error:
            lines = "\n".join(map(str, error.problems))
            sentence = f"a demo cannot be made of {workflows}.\n{lines}"
            raise Refused(sentence) from error
    click.echo(f"  the demo station is built ({monotonic() - started:.0f} s)")


def _serve(data: Path, at: Address) -> None:
    settings = Settings(database=demo_url(data), clock=DemoClock(data), simulated=True, demo=True)
    with closing(open_station(settings)) as station:
        # Whoever moves the demo's time on by weeks stays signed in.
        web = WebSettings(
            secret_key=secret_key(data),
            hosts=LOOPBACK_NAMES,
            demo=True,
            session_length=FARTHEST,
        )
        app = create_app(station.engine, web)
        station.start_worker()
        serve(app, at, proxies=0, ready=lambda: _announce(at))


def _announce(at: Address) -> None:
    logins = ", ".join(person.id for person in people(STATION))
    click.echo(
        f"\nyekuo demo station: {at.url}\n"
        f"  sign in as      {logins}\n"
        f"  password        {PASSWORD}\n"
        "  its time        yekuo demo --advance 3d moves it on\n"
        "  stop            Ctrl+C\n"
    )

"""`yekuo worker`: does a station's jobs, beside any number of others."""

from __future__ import annotations

import logging
import signal
from pathlib import Path
from types import FrameType

import click

from engine.bootstrap import Station, set_aside
from webui.cli import options
from webui.cli.places import is_sqlite, store_address
from webui.cli.refusal import Refused


@click.command(name="worker", short_help="Do the jobs of a PostgreSQL store, beside others.")
@options.station
def command(*, data: Path, database: str | None) -> None:
    """Do a station's jobs (timers, starts, signals, work outside, letters) until SIGTERM or Ctrl+C.

    Any number of workers on any number of hosts share the jobs of one PostgreSQL store; each job is
    done once. The job at hand is ended, those not begun are given back. A store that goes away is
    waited for. An SQLite store has its worker in the process of `yekuo serve`.
    """
    if is_sqlite(store_address(data, database)):
        sentence = (
            "An SQLite store has its worker in the web process: `yekuo serve` does its jobs. "
            "For workers of their own, name a PostgreSQL store with --database."
        )
        raise Refused(sentence)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.WARNING)
    with options.opened(data, database, new=True) as station:
        _work(station)


def _work(station: Station) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        station.stop_working()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    set_aside()
    click.echo("yekuo works  (Ctrl+C stops it)")
    station.work()
    click.echo("Stopped.")

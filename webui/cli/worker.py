"""`yekuo worker`: does a station's jobs, beside any number of others."""

from __future__ import annotations

import logging
import signal
from pathlib import Path
from types import FrameType

import click

from engine.api import StoreUnavailable
from engine.bootstrap import Station, set_aside
from webui.cli import options
from webui.cli.places import default_database, is_sqlite
from webui.cli.refusal import NotPossible, Refused


@click.command(name="worker")
@options.station
def command(*, data: Path, database: str | None) -> None:
    """Do a station's jobs (timers, starts, signals, work outside) until SIGTERM or Ctrl+C.

    Any number of workers on any number of hosts share the jobs of one PostgreSQL store; each job is
    done once. The job at hand is ended, those not begun are given back. A store that goes away is
    waited for. An SQLite store has its worker in the process of `yekuo serve`.
    """
    if is_sqlite(database or default_database(data)):
        sentence = (
            "An SQLite store has its worker in the web process: `yekuo serve` does its jobs. "
            "For workers of their own, name a PostgreSQL store with --database."
        )
        raise Refused(sentence)
    logging.basicConfig(format="%(asctime)s %(levelname)s %(message)s", level=logging.WARNING)
    try:
        with options.opened(data, database) as station:
            _work(station)
    except StoreUnavailable as error:
        sentence = f"The store cannot be reached: {error.reason}"
        raise NotPossible(sentence) from error


def _work(station: Station) -> None:
    def stop(_number: int, _frame: FrameType | None) -> None:
        station.stop_working()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    set_aside()
    click.echo("yekuo works  (Ctrl+C stops it)")
    station.work()
    click.echo("Stopped.")

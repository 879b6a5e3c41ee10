"""Options that several subcommands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from engine.api import StoreBusy, StoreFull, StoreUnavailable, UserId
from engine.bootstrap import Settings, Station, is_station, open_station
from engine.bootstrap.post import BadMailSettings
from webui.cli.mail.settings import mail
from webui.cli.places import DATABASE, FILES, is_sqlite, store_address
from webui.cli.refusal import NotPossible, Refused

F = TypeVar("F", bound=Callable[..., Any])

PORTS = click.IntRange(1, 65535)
FOLDER = click.Path(file_okay=False, path_type=Path)

SYSTEM = UserId("system")
"""In whose name it is done without `--as`: whoever may read the store needs no other right."""


def station(command: F) -> F:
    """Add what says which station is meant: `data` and `database`."""
    command = click.option(
        "--database",
        envvar="YEKUO_DATABASE",
        help="Address of the store, e.g. postgresql+psycopg://host/yekuo. Default: an SQLite file "
        "in the station's folder. [env: YEKUO_DATABASE]",
    )(command)
    return click.option(
        "--data",
        type=FOLDER,
        default=Path("var/station"),
        envvar="YEKUO_DATA",
        show_default=True,
        help="The station's folder: its secret key, the files of papers, and its store unless "
        "--database names another. [env: YEKUO_DATA]",
    )(command)


def acting(who: str = "") -> Callable[[F], F]:
    """Add `login`: in whose name it is done; `who` says in words which people may."""
    whose = f"{who} in whose" if who else "In whose"
    return click.option(
        "--as",
        "login",
        required=True,
        metavar="LOGIN",
        help=f"{whose} name it is done; the history says so.",
    )


@contextmanager
def opened(data: Path, database: str | None, *, new: bool = False) -> Iterator[Station]:
    """Open the station the options name; it is closed when the block is left.

    With `new` it is made if there is none; without, a wrong folder must not look like a station
    with nothing in it. What a store says no to ends the command with a sentence.
    """
    address = store_address(data, database)
    with mail_settings_told():
        post = mail()
    with _store_told():
        if new:
            _make(data)
        elif not is_station(address):
            raise Refused(_NO_STATION[is_sqlite(address)].format(data / DATABASE))
        settings = Settings(database=address, files=data / FILES, mail=post)
        with closing(open_station(settings)) as station:
            yield station


_NO_STATION = {
    True: "There is no station here: nobody has made the store this looks in ({} unless "
    "--database names another). --data names the station's folder.",
    False: "There is no station in this database: it has none of yekuo's tables.",
}


def _make(data: Path) -> None:
    try:
        data.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        sentence = f"The station's folder {data} cannot be made: {error.strerror}."
        raise NotPossible(sentence) from error


@contextmanager
def _store_told() -> Iterator[None]:
    """Say in a sentence that the store is away, full or busy."""
    try:
        yield
    except StoreFull as error:
        sentence = f"The disk of the store is full; nothing was changed. ({_line(error.reason)})"
        raise NotPossible(sentence) from error
    except StoreUnavailable as error:
        sentence = f"The store cannot be used: {_line(error.reason)}"
        raise NotPossible(sentence) from error
    except StoreBusy as error:
        sentence = "The store is busy; nothing was changed. Try again in a moment."
        raise NotPossible(sentence) from error


def _line(said: str) -> str:
    return " ".join(said.split())


@contextmanager
def mail_settings_told() -> Iterator[None]:
    """Refuse settings for mail that cannot be, in a sentence."""
    try:
        yield
    except BadMailSettings as error:
        sentence = f"{error.setting} cannot be used: {error.problem}."
        raise Refused(sentence) from error

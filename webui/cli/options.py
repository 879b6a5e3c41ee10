"""Options that several subcommands share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, TypeVar

import click

from engine.api import UserId
from engine.bootstrap import Settings, Station, open_station
from engine.bootstrap.post import BadMailSettings
from webui.cli.mail_settings import mail
from webui.cli.places import FILES, default_database
from webui.cli.refusal import Refused

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


def opened(data: Path, database: str | None) -> AbstractContextManager[Station]:
    """Open the station the options name; it is closed when the block is left."""
    data.mkdir(parents=True, exist_ok=True)
    with mail_settings_told():
        post = mail()
    settings = Settings(database=database or default_database(data), files=data / FILES, mail=post)
    return closing(open_station(settings))


@contextmanager
def mail_settings_told() -> Iterator[None]:
    """Refuse settings for mail that cannot be, in a sentence."""
    try:
        yield
    except BadMailSettings as error:
        sentence = f"{error.setting} cannot be used: {error.problem}."
        raise Refused(sentence) from error

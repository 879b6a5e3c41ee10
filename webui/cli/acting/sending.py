"""`yekuo message NAME` and `yekuo signal NAME`: send what crosses cases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click

from engine.api import (
    BadValue,
    Correlate,
    ElementFailed,
    EvaluateConditions,
    Forbidden,
    NobodyWaits,
    NoConditions,
    SeveralWait,
    ThrowSignal,
    TooManyWait,
    UnknownUser,
    UserId,
)
from webui.cli import options
from webui.cli.refusal import NotPossible, Refused

F = TypeVar("F", bound=Callable[..., Any])


def _values(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, Any]:
    """Read `NAME=VALUE`: the value is JSON where it can be read as such, else a text."""
    pairs = [text.partition("=") for text in given]
    for name, sign, _value in pairs:
        if not (name and sign):
            sentence = "a value is written as NAME=VALUE"
            raise click.BadParameter(sentence)
    return {name: _value_of(value) for name, _, value in pairs}


def _value_of(text: str) -> Any:  # noqa: ANN401  any value
    try:
        return json.loads(text, parse_float=Decimal, parse_int=Decimal)
    except (ValueError, RecursionError):
        return text


def _common(command: F) -> F:
    """Add who sends it, why, and what goes with it."""
    command = click.option(
        "--set",
        "variables",
        multiple=True,
        callback=_values,
        metavar="NAME=VALUE",
        help="A value that goes with it, JSON or text. Can be given several times.",
    )(command)
    command = click.option(
        "--reason", required=True, metavar="TEXT", help="Why; the history says so."
    )(command)
    return options.station(options.acting()(command))


@click.command(name="message", short_help="Send a message to the case that waits for it.")
@click.argument("name")
@_common
@click.option("--case", "case_number", metavar="NUMBER", help="The number of the case it is for.")
@click.option("--account", "account_no", metavar="NO", help="The account number it is for.")
@click.option("--business-key", metavar="KEY", help="The business key of the case it is for.")
@click.option(
    "--match",
    "correlation",
    multiple=True,
    callback=_values,
    metavar="NAME=VALUE",
    help="A value the case must have. Can be given several times.",
)
@click.option("--request", metavar="KEY", help="Sent twice with it, a message begins one case.")
def message(name: str, *, data: Path, database: str | None, login: str, **wish: Any) -> None:  # noqa: ANN401  click's values
    """Send a message to the one case that waits for it, else begin what begins by it.

    When several wait, nothing is sent. Exit code 1 when nobody or several wait, 2 when the wish
    makes no sense.
    """
    command = Correlate(actor=UserId(login), message=name, **_reasoned(wish))
    with options.opened(data, database) as station, _told(login):
        done = station.engine.execute(command)
    word = "began with it" if done.started else "took it"
    click.echo(f"case {done.number} (id {done.case}) {word}")


@click.command(name="signal", short_help="Throw a signal to everything that waits for it.")
@click.argument("name")
@_common
@click.option("--request", metavar="KEY", help="However often it is sent with it, it is sent once.")
def signal(name: str, *, data: Path, database: str | None, login: str, **wish: Any) -> None:  # noqa: ANN401  click's values
    """Throw a signal to everything that waits for it now, and begin what begins by it.

    Workers carry it: it arrives when one runs. Exit code 2 when the wish makes no sense.
    """
    command = ThrowSignal(actor=UserId(login), signal=name, **_reasoned(wish))
    with options.opened(data, database) as station, _told(login):
        thrown = station.engine.execute(command)
    click.echo(
        f"on its way to {thrown.waiting} that wait; {thrown.beginning} processes begin by it"
    )


@click.command(name="condition", short_help="Begin what begins by a condition that is true.")
@_common
@click.option("--process", metavar="KEY", help="The one process whose conditions are looked at.")
@click.option("--business-key", metavar="KEY", help="The business key of the cases that begin.")
@click.option("--request", metavar="KEY", help="Asked twice with it, each case begins once.")
def condition(*, data: Path, database: str | None, login: str, **wish: Any) -> None:  # noqa: ANN401  click's values
    """Begin a case at each conditional start event that is true for the values of --set.

    Conditions of start events are looked at when this is asked, never by themselves. Exit code 1
    when nothing begins by a condition, 2 when the wish makes no sense.
    """
    command = EvaluateConditions(actor=UserId(login), **_reasoned(wish))
    with options.opened(data, database) as station, _told(login):
        begun = station.engine.execute(command)
    for case in begun:
        click.echo(f"case {case.number} (id {case.case}) of {case.process} began")
    if not begun:
        click.echo("no condition is true; nothing began")


def _reasoned(wish: dict[str, Any]) -> dict[str, Any]:
    if not wish["reason"].strip():
        sentence = "say why: the history keeps it."
        raise Refused(sentence)
    return wish


@contextmanager
def _told(login: str) -> Iterator[None]:
    """Turn refusals of the engine into sentences and exit codes."""
    try:
        yield
    except (Forbidden, UnknownUser) as error:
        sentence = f"“{login}” may not send this."
        raise Refused(sentence) from error
    except BadValue as error:
        sentence = f"“{error.name}” cannot be sent ({error.reason})."
        raise Refused(sentence) from error
    except NoConditions as error:
        sentence = "nothing begins by a condition."
        raise NotPossible(sentence) from error
    except NobodyWaits as error:
        sentence = f"nobody waits for “{error.message}” as it is addressed; nothing was sent."
        raise NotPossible(sentence) from error
    except SeveralWait as error:
        sentence = f"{error.count} wait for “{error.message}”; say which. Nothing was sent."
        raise NotPossible(sentence) from error
    except TooManyWait as error:
        sentence = (
            f"more than {error.limit} wait for “{error.message}”: name a case, an account or a key."
        )
        raise NotPossible(sentence) from error
    except ElementFailed as error:
        sentence = f"the process cannot begin at “{error.name}”: {error.reason}"
        raise NotPossible(sentence) from error

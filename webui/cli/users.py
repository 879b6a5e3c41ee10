"""`yekuo create-user` and `yekuo set-password`: people, from the station's own machine."""

from __future__ import annotations

from pathlib import Path

import click

from engine.api import (
    BadPerson,
    EnterPerson,
    HashPassword,
    PasswordHash,
    PersonExists,
    Role,
    SetPassword,
    UnknownUser,
    User,
    UserId,
    WeakPassword,
)
from engine.bootstrap import Station
from engine.bootstrap.station import STATION
from webui.cli import options
from webui.cli.refusal import Refused

ROLES = [role.value for role in Role if role is not Role.SYSTEM]

password = click.password_option(
    help="Better not given here, where others may see it: without this option it is asked for.",
)


@click.command(name="create-user")
@click.argument("login")
@options.station
@click.option("--name", required=True, help="What people call them, in English letters.")
@click.option("--name-zh", help="The same in Chinese.")
@click.option(
    "--role",
    "roles",
    type=click.Choice(ROLES),
    multiple=True,
    required=True,
    help="What they may do; may be repeated.",
)
@click.option(
    "--group",
    "groups",
    multiple=True,
    help="A group that diagrams offer tasks to; may be repeated.",
)
@click.option("--email", help="Where mail to them goes.")
@password
def create(  # noqa: PLR0913 (one argument per option)
    *,
    login: str,
    data: Path,
    database: str | None,
    name: str,
    name_zh: str | None,
    roles: tuple[str, ...],
    groups: tuple[str, ...],
    email: str | None,
    password: str,
) -> None:
    """Enter a person, who signs in as LOGIN."""
    person = User(
        id=UserId(login),
        station=STATION,
        name=name,
        name_zh=name_zh,
        roles=frozenset(map(Role, roles)),
        groups=frozenset(groups),
        email=email,
    )
    with options.opened(data, database, new=True) as station:
        _enter(station, person, password)
    click.echo(f"{name} may now sign in as {login}.")


@click.command(name="set-password")
@click.argument("login")
@options.station
@password
def set_password(*, login: str, data: Path, database: str | None, password: str) -> None:
    """Give LOGIN a new password."""
    with options.opened(data, database) as station:
        hashed = _hashed(station, password)
        try:
            station.engine.execute(
                SetPassword(actor=options.SYSTEM, person=UserId(login), password=hashed)
            )
        except UnknownUser as error:
            sentence = f"There is no person “{login}”."
            raise Refused(sentence) from error
    click.echo(f"{login} has a new password.")


def _hashed(station: Station, password: str) -> PasswordHash:
    try:
        return station.engine.query(HashPassword(actor=options.SYSTEM, password=password))
    except WeakPassword as error:
        sentence = f"A password has at least {error.shortest} characters."
        raise Refused(sentence) from error


def _enter(station: Station, person: User, password: str) -> None:
    hashed = _hashed(station, password)
    try:
        station.engine.execute(EnterPerson(actor=options.SYSTEM, person=person, password=hashed))
    except PersonExists as error:
        sentence = f"There is a person “{error.login}” already, or was."
        raise Refused(sentence) from error
    except BadPerson as error:
        raise Refused(_NOT[error.field].format(error.found)) from error


_NOT = {
    "login": "“{}” cannot be a LOGIN: it is made of letters, digits and . _ - @ +, at most 64.",
    "name": "“{}” cannot be a --name: it is one line of 1 to 200 letters.",
    "name_zh": "“{}” cannot be a --name-zh: it is one line of 1 to 200 letters.",
    "groups": "“{}” cannot be a --group: it is made of letters, digits and . _ - @ +, at most 64.",
    "email": "“{}” cannot be an --email: it is written as name@host.example.",
}
"""What is said of a field that `BadPerson` names; of the others click makes sure."""

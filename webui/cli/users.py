"""`yekuo create-user` and `yekuo set-password`: people, from the station's own machine."""

from __future__ import annotations

from pathlib import Path

import click

from engine.api import BadPerson, Me, PutPerson, Role, UnknownUser, User, UserId
from engine.bootstrap import Station
from engine.bootstrap.station import STATION
from webui.cli import options
from webui.cli.refusal import Refused

SYSTEM = UserId("system")
"""In whose name it is done: whoever may read the store needs no other right."""
ROLES = [role.value for role in Role if role is not Role.SYSTEM]

password = click.password_option(
    help="Better not given here, where others may see it: without this option it is asked for.",
)


@click.command(name="create-user")
@click.argument("login")
@options.station
@click.option("--name", required=True, help="What people call them, in English letters.")
@click.option("--name-zh", help="The same in Chinese.")
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, required=True)
@click.option("--group", "groups", multiple=True, help="A candidate group of the diagrams.")
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
    )
    with options.opened(data, database) as station:
        if _find(station, login) is not None:
            sentence = f"There is a person “{login}” already."
            raise Refused(sentence)
        _put(station, person, password)
    click.echo(f"{name} may now sign in as {login}.")


@click.command(name="set-password")
@click.argument("login")
@options.station
@password
def set_password(*, login: str, data: Path, database: str | None, password: str) -> None:
    """Give LOGIN a new password."""
    with options.opened(data, database) as station:
        person = _find(station, login)
        if person is None:
            sentence = f"There is no active person “{login}”."
            raise Refused(sentence)
        _put(station, person, password)
    click.echo(f"{login} has a new password.")


def _find(station: Station, login: str) -> User | None:
    try:
        return station.engine.query(Me(actor=UserId(login)))
    except UnknownUser:
        return None


def _put(station: Station, person: User, new_password: str) -> None:
    try:
        station.engine.execute(PutPerson(actor=SYSTEM, person=person, password=new_password))
    except BadPerson as error:
        sentence = f"The {error.field} of “{error.login}” cannot be “{error.found}”."
        raise Refused(sentence) from error

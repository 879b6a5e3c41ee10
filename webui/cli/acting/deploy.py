"""`yekuo deploy FILE…`: puts diagrams, rules and forms in use."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from engine.api import Deploy, Deployed, DeploymentRefused, Forbidden, UnknownUser, UserId
from webui.cli import options
from webui.cli.refusal import Refused
from webui.shared.settings import MEGABYTE

KINDS = (".bpmn", ".dmn", ".form", ".bpmn20.xml", ".dmn11.xml")
LARGEST_FILE = 2 * MEGABYTE


@click.command(name="deploy")
@click.argument(
    "paths",
    metavar="FILE...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@options.station
@options.acting("The designer or administrator")
@click.option("--name", help="What the deployment is called. Default: the first file's name.")
def command(
    *, paths: tuple[Path, ...], data: Path, database: str | None, login: str, name: str | None
) -> None:
    """Put BPMN, DMN and form files in use, all of them or none.

    A folder stands for the files in it. What is not executed as drawn is refused, naming the
    file, the line and the element; exit code 2. A file that has not changed is not entered again.
    """
    files = _read_all(_files(paths))
    wish = Deploy(actor=UserId(login), name=name or paths[0].name, files=files)
    with options.opened(data, database) as station:
        try:
            _report(station.engine.execute(wish))
        except DeploymentRefused as error:
            sentence = "nothing was deployed.\n" + "\n".join(map(str, error.problems))
            raise Refused(sentence) from error
        except (Forbidden, UnknownUser) as error:
            sentence = f"“{login}” may not deploy: only an active designer or administrator may."
            raise Refused(sentence) from error


def _files(paths: Iterable[Path]) -> Iterable[Path]:
    found = 0
    for path in paths:
        inside = path.rglob("*") if path.is_dir() else [path]
        for file in sorted(file for file in inside if file.name.lower().endswith(KINDS)):
            found += 1
            yield file
    if not found:
        sentence = f"No file named ends with {', '.join(KINDS)}."
        raise Refused(sentence)


def _read_all(files: Iterable[Path]) -> dict[str, bytes]:
    read: dict[str, bytes] = {}
    for file in files:
        name, content = _read(file)
        if read.setdefault(name, content) != content:
            sentence = f"Two different files are named {name}; a deployment knows them by name."
            raise Refused(sentence)
    return read


def _read(file: Path) -> tuple[str, bytes]:
    if file.stat().st_size > LARGEST_FILE:
        sentence = f"{file} is larger than {LARGEST_FILE // MEGABYTE} MB."
        raise Refused(sentence)
    return file.name, file.read_bytes()


def _report(done: Deployed) -> None:
    for warning in done.warnings:
        click.echo(f"warning: {warning}", err=True)
    for definition in done.definitions:
        click.echo(f"{definition.kind} {definition.key}, version {definition.version}")
    if not done.definitions:
        click.echo("Nothing has changed: every file is in use as it is.")

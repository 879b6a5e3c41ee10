"""`yekuo clock FILE.json`: computes time-limit clocks written down in a file."""

from __future__ import annotations

from pathlib import Path

import click

from engine.bootstrap.clockfile import MAX_CHARACTERS, ClockFileError, compute
from webui.cli.refusal import Refused

LONGEST_CHARACTER = 4
"""Bytes of one character in UTF-8."""


@click.command(name="clock", short_help="Compute time-limit clocks written down in a file.")
@click.argument("file", type=click.Path(dir_okay=False, allow_dash=True, path_type=Path))
def command(file: Path) -> None:
    """Compute the time-limit clocks of FILE and print them as JSON (- reads standard input).

    FILE holds one object or a list of them:

    \b
      {"limit": 15, "unit": "wd", "cutoff": null,
       "events": [{"at": "2026-02-10T10:00:00+08:00", "do": "start"},
                  {"at": "2026-02-12T09:00:00+08:00", "do": "pause", "reason": "customer"},
                  {"at": "2026-02-13T15:00:00+08:00", "do": "resume"}],
       "now": "2026-03-02T09:00:00+08:00"}

    Units: wd (working days), d, h, min, month. An event's "do": start, pause, resume, stop.
    A file that cannot be read ends with a sentence and exit code 2.
    """
    try:
        answer = compute(_text(file))
    except ClockFileError as error:
        raise Refused(error.sentence()) from error
    click.echo(answer)


def _text(file: Path) -> str:
    # One byte more than the longest file allowed is enough to know that it is too long.
    limit = MAX_CHARACTERS * LONGEST_CHARACTER + 1
    try:
        with click.open_file(str(file), "rb") as source:
            return str(source.read(limit), "utf-8-sig")
    except UnicodeDecodeError as error:
        sentence = f"{file} is not UTF-8 text (byte {error.start + 1})."
        raise Refused(sentence) from error
    except OSError as error:
        sentence = f"{file} cannot be read: {error.strerror}."
        raise Refused(sentence) from error

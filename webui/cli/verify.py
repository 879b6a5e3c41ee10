"""`yekuo verify`: whether history, comments and papers are still what was written."""

from __future__ import annotations

from pathlib import Path

import click

from engine.api import (
    FaultyPaper,
    FilesVerdict,
    Integrity,
    Touched,
    VerifyComments,
    VerifyFiles,
    VerifyHistory,
)
from webui.cli import options
from webui.cli.refusal import Refused


@click.command(name="verify", short_help="Compute every hash chain anew; say what was touched.")
@options.station
@click.option(
    "--seal", help="The seal of an earlier run, over a store that has not been used since."
)
def command(*, data: Path, database: str | None, seal: str | None) -> None:
    """Compute every hash chain anew; say which event, comment or paper was touched.

    Prints how many events were checked and a seal over all of them: write it down elsewhere, and a
    history written wholly anew is found out too. Every comment and every paper's file is read as
    well. Exit code 2 when one was touched.
    """
    with options.opened(data, database) as station:
        found = station.engine.query(VerifyHistory(actor=options.SYSTEM))
        files = station.engine.query(VerifyFiles(actor=options.SYSTEM))
        comments = station.engine.query(VerifyComments(actor=options.SYSTEM))
    if found.touched:
        sentence = "the history was touched.\n" + "\n".join(map(_line, found.touched))
        raise Refused(sentence)
    _report(found)
    if comments.touched:
        lines = (f"case {case}, comment {comment}" for case, comment in comments.touched)
        raise Refused("comments were touched.\n" + "\n".join(lines))
    if files.faulty:
        sentence = "papers were touched.\n" + "\n".join(map(_paper_line, files.faulty))
        raise Refused(sentence)
    _report_files(files)
    if seal is not None and seal != found.seal:
        sentence = "every chain holds, yet the seal is another: events were added or written anew."
        raise Refused(sentence)


def _report(found: Integrity) -> None:
    click.echo(f"{found.events} events in {found.chains} chains: none was touched.")
    click.echo(f"seal {found.seal}")


def _report_files(files: FilesVerdict) -> None:
    if files.papers:
        click.echo(f"{files.papers} papers in {_counted(files.files)}: each is what was put there.")


def _counted(files: int) -> str:
    return "1 file" if files == 1 else f"{files} files"


_FAULTS = {
    "file-missing": "its file is missing",
    "file-changed": "its file was changed",
    "entry-changed": "the store says something else of it than the history",
    "entry-missing": "the history knows of it, the store does not",
}


def _paper_line(faulty: FaultyPaper) -> str:
    which = f"case {faulty.case}, paper {faulty.paper} ({faulty.name})"
    return f"{which}: {_FAULTS[faulty.fault]}; sha256 {faulty.sha256}"


def _chain(key: int) -> str:
    if key < 0:
        return f"customer {-key}"
    return f"case {key}" if key else "the station"


def _line(touched: Touched) -> str:
    whose = touched.number or _chain(touched.case)
    if touched.at is None:
        return f"{whose}, event {touched.seq}: missing"
    who = touched.actor or "the engine"
    return (
        f"{whose}, event {touched.seq} ({touched.kind}, {touched.at:%Y-%m-%d %H:%M:%S} UTC, {who})"
    )

"""`yekuo customers import FILE`: takes the customers of an exported file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from engine.api import (
    FileRefused,
    Forbidden,
    ImportCustomers,
    Imported,
    RowFlaw,
    UnknownUser,
    UserId,
)
from webui.cli import options
from webui.cli.refusal import Refused
from webui.shared.settings import MEGABYTE

LARGEST_FILE = 100 * MEGABYTE

SHOWN = 5
"""How many lines are named of those with the same flaw."""

SAYS = {
    "missing": "nothing stands there",
    "too-long": "“{found}…” has more than {wanted} letters",
    "not-text": "“{found}” holds what cannot stand there",
    "not-one-of": "“{found}” is none of {wanted}",
    "not-a-number": "“{found}” is no number",
    "not-whole": "“{found}” is no whole number",
    "too-small": "{found} is less than {wanted}",
    "too-large": "{found} is more than {wanted}",
    "too-many": "more than {wanted}",
    "twice": "“{found}” stands on line {wanted} already",
    "nobody": "“{found}” is no active customer manager, or more than one",
    "unreadable": "the file is no text in {wanted}",
    "no-header": "no column is known; the first line names them, such as {wanted}",
    "column-missing": "the file has no such column",
    "column-twice": "the file has this column twice",
    "too-many-cells": "“{found}” stands behind the last column",
    "too-many-rows": "a file may have {wanted} rows",
    "broken": "the quotes of this row are not closed",
}
"""What each flaw means."""


@click.group(name="customers")
def command() -> None:
    """The register of customers."""


@command.command(name="import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.station
@options.acting("The director, section chief, specialist or administrator")
def take(*, file: Path, data: Path, database: str | None, login: str) -> None:
    """Take the customers of a CSV file: every row of it, or none.

    The first line names the columns, in any order, by these or other usual names in Chinese or
    English; account number and name must be there:

    \b
      户号 account number, 户名 name, 用电地址 address, 行业 industry,
      电压等级 voltage, 合同容量(kVA) capacity, 年售电量(kWh) annual sales,
      供电线路 lines, 供电方式 sources, 回路数 circuits,
      重要性等级 importance, 可靠性需求 reliability, 停电重大社会影响 social impact,
      新能源 new energy, 是否专线 dedicated line, 客户经理 manager (a sign-in name
      or a name), 联系人 contact, 联系人职务 duty, 联系电话 phone

    UTF-8, UTF-16 and GB18030 are read. What a row leaves empty, and what the file has
    no column for, stays as it is: the same file twice changes nothing. What is wrong is told by
    line and column; exit code 2.
    """
    if file.stat().st_size > LARGEST_FILE:
        sentence = f"{file} is larger than {LARGEST_FILE // MEGABYTE} MB."
        raise Refused(sentence)
    wish = ImportCustomers(actor=UserId(login), name=file.name, content=file.read_bytes())
    with options.opened(data, database) as station:
        try:
            _report(station.engine.execute(wish))
        except FileRefused as error:
            lines = [f"{file.name}, {said}" for said in _lines(error.flaws)]
            if error.count > len(error.flaws):
                lines.append(f"and {error.count - len(error.flaws)} more")
            raise Refused("nothing was taken.\n" + "\n".join(lines)) from error
        except (Forbidden, UnknownUser) as error:
            sentence = f"“{login}” may not import customers: a leader or the administrator may."
            raise Refused(sentence) from error


def _lines(flaws: Sequence[RowFlaw]) -> Iterator[str]:
    """Say each flaw once, with the lines it is found on."""
    alike: dict[tuple[str, str, str, str], list[int]] = {}
    for flaw in flaws:
        key = (flaw.column, flaw.code, flaw.found, flaw.wanted)
        alike.setdefault(key, []).append(flaw.line)
    for (column, code, found, wanted), rows in alike.items():
        where = _rows(rows) + (f", column {column}" if column else "")
        yield f"{where}: {SAYS.get(code, code).format(found=found, wanted=wanted)}"


def _rows(rows: Sequence[int]) -> str:
    if len(rows) == 1:
        return f"line {rows[0]}"
    named = ", ".join(map(str, rows[:SHOWN]))
    return f"lines {named}" + (f" and {len(rows) - SHOWN} more" if len(rows) > SHOWN else "")


def _report(done: Imported) -> None:
    click.echo(
        f"{done.rows} customers: {done.entered} entered, {done.changed} changed, "
        f"{done.same} as they were."
    )
    if done.tiers:
        click.echo(f"{done.tiers} have another tier than before.")
    if done.ignored:
        click.echo(f"Columns not used: {', '.join(done.ignored)}")

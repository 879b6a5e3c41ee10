"""`yekuo migrate PROCESS`: brings running cases to another version of their process."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from engine.api import (
    BadMapping,
    CannotMigrate,
    CaseId,
    CaseOver,
    Forbidden,
    MigrateCase,
    MigrationPlan,
    MigrationReport,
    PlanLine,
    PlanMigration,
    UnknownCase,
    UnknownUser,
    UnknownVersion,
    UserId,
    YekuoError,
    migrate_cases,
)
from webui.cli import options
from webui.cli.refusal import NotPossible, Refused

PROBLEMS = {
    "gone": "there is no such element",
    "type": "it is of another type",
    "event": "it waits for another kind of event",
    "multi-instance": "it is done a different number of times",
    "scope": "it is in another sub-process",
    "attached": "it is beside another activity",
    "flow": "the flow by which the case came is gone",
}
CHANGES = {
    "name": "its name",
    "form": "its form",
    "assignee": "whom it is for",
    "candidates": "to whom it is offered",
    "dates": "its dates",
    "priority": "its priority",
    "topic": "its topic",
    "decision": "its decision",
    "timer": "its time (what waits keeps its date)",
    "message": "the name of its message or signal",
    "condition": "its condition",
    "interrupting": "whether it interrupts",
    "many": "how often it is done",
    "checkpoint": "its time limit (a clock that runs goes on)",
    "clock-stop": "whether it stops clocks",
    "called": "the process it calls (one that runs goes on)",
    "mappings": "its mappings",
}


def _pairs(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Read `OLD=NEW`."""
    pairs = [text.partition("=") for text in given]
    for old, sign, new in pairs:
        if not (old and sign and new):
            sentence = "an element is mapped as OLD=NEW"
            raise click.BadParameter(sentence)
    return {old: new for old, _, new in pairs}


@click.command(
    name="migrate", short_help="Bring running cases to another version of their process."
)
@click.argument("process")
@options.station
@click.option("--from", "source", type=int, required=True, help="The version cases run now.")
@click.option("--to", "target", type=int, help="The version they shall run. Default: the newest.")
@click.option(
    "--map",
    "mapping",
    multiple=True,
    callback=_pairs,
    metavar="OLD=NEW",
    help="An element that has another id there. Can be given several times.",
)
@click.option("--case", "cases", type=int, multiple=True, help="One case alone; several times.")
@options.acting()
@click.option("--apply", "reason", metavar="REASON", help="Migrate, for this reason.")
def command(*, data: Path, database: str | None, **wish: Any) -> None:  # noqa: ANN401  click's values
    """Say what bringing running cases to another version would do; with --apply, do it.

    Timers and time limits keep their due dates, tasks whoever has them. Each case is migrated
    wholly or stays as it is; whoever begins again migrates only what is left. Exit code 1 when a
    case could not be migrated, 2 when the wish makes no sense.
    """
    with options.opened(data, database) as station:
        try:
            plan = station.engine.query(_query(wish))
            click.echo("\n".join(_told(plan)))
            if wish["reason"] is not None:
                _report(migrate_cases(station.engine.execute, _wishes(plan, wish)))
        except (Forbidden, UnknownUser) as error:
            sentence = f"“{wish['login']}” may not migrate: only an active leader may."
            raise Refused(sentence) from error
        except UnknownVersion as error:
            sentence = f"the process “{error.process}” has no version {error.version or 'at all'}."
            raise Refused(sentence) from error
        except BadMapping as error:
            raise Refused(_MAPPINGS[error.why].format(error.element)) from error
        except UnknownCase as error:
            sentence = f"there is no case {error.case}."
            raise Refused(sentence) from error


_MAPPINGS = {
    "source": "the version cases run has no element “{}”.",
    "target": "the version they shall run has no element “{}”.",
    "twice": "two elements would become “{}”.",
}


def _query(wish: dict[str, Any]) -> PlanMigration:
    return PlanMigration(
        actor=UserId(wish["login"]),
        process=wish["process"],
        source=wish["source"],
        target=wish["target"],
        mapping=wish["mapping"],
        cases=tuple(map(CaseId, wish["cases"])) or None,
    )


def _wishes(plan: MigrationPlan, wish: dict[str, Any]) -> Iterator[MigrateCase]:
    for case in plan.ready:
        yield MigrateCase(
            actor=UserId(wish["login"]),
            case=case,
            process=plan.process,
            source=plan.source,
            target=plan.target,
            mapping=plan.mapping,
            reason=wish["reason"],
        )


def _told(plan: MigrationPlan) -> Iterator[str]:
    """Give the lines of a plan in words, obstacles first."""
    yield f"{plan.process}, version {plan.source} → {plan.target}: {len(plan.cases)} running cases"
    for line in sorted(plan.lines, key=lambda one: (one.problem is None, one.element)):
        yield f"  {_line(line)}"
    if plan.blocked:
        shown = ", ".join(map(str, plan.blocked[:20])) + (" …" if len(plan.blocked) > 20 else "")
        yield f"{len(plan.blocked)} cannot be migrated: {shown}"


def _line(line: PlanLine) -> str:
    where = f"{line.element} ({line.tokens} in {line.cases} cases)"
    if line.problem is not None:
        return f"{where}: CANNOT GO: {PROBLEMS[line.problem]}"
    if line.to is None:
        return f"{where}: ends, it is drawn no more"
    to = "stays" if line.to == line.element else f"becomes {line.to}"
    changes = [_change(code) for code in line.changes]
    return f"{where}: {to}" + (f"; changed: {', '.join(changes)}" if changes else "")


def _change(code: str) -> str:
    begins, _, event = code.partition(":")
    return f"{event} begins to wait" if begins == "begins" else CHANGES[code]


def _report(report: MigrationReport) -> None:
    click.echo(f"{len(report.migrated)} migrated, {len(report.unchanged)} had nothing to migrate")
    if report.refused:
        lines = [f"case {case}: {_why(error)}" for case, error in report.refused]
        sentence = f"{len(lines)} could not be migrated.\n" + "\n".join(lines)
        raise NotPossible(sentence)


def _why(error: YekuoError) -> str:
    match error:
        case CannotMigrate():
            return "; ".join(f"{element}: {PROBLEMS[why]}" for element, why in error.obstacles)
        case CaseOver():
            return "it has ended meanwhile"
        case Forbidden():
            return f"“{error.actor}” may only plan; only an active leader may migrate"
        case _:
            return str(error)

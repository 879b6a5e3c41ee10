"""The station at a glance: where its cases stand, who has how much, what became of its limits."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from engine.api import (
    MANY,
    LimitsSince,
    Load,
    Number,
    StagesNow,
    StepsWaiting,
    WorkloadNow,
)
from webui.parts.codes import CHECKPOINTS, STAGES, word
from webui.parts.numbers import at_least
from webui.shared.languages import language
from webui.shared.moments import day
from webui.shared.sign_in.sessions import engine, me

WIDE = 100
"""The width of a bar in its own units."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Counted:
    """A number with its link and its bar's width of WIDE."""

    label: str
    number: str
    address: str
    bar: int


@dataclass(frozen=True, kw_only=True, slots=True)
class Glance:
    """Open cases by stage, and the steps at which most tasks wait."""

    stages: tuple[Counted, ...]
    parts: tuple[Counted, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitShown:
    """A checkpoint's time limits that ended: in time, too late, and the share in words."""

    label: str
    met: int
    breached: int
    share: str
    bar: int


@dataclass(frozen=True, kw_only=True, slots=True)
class LimitsShown:
    """What became of the limits since a day; `share` over all, empty when none ended."""

    since: str
    share: str
    met: int
    breached: int
    rows: tuple[LimitShown, ...]
    least: bool


@dataclass(frozen=True, kw_only=True, slots=True)
class LoadShown:
    """What a manager has: each number with its link."""

    name: str
    cases: Counted
    tasks: Counted
    overdue: Counted


@dataclass(frozen=True, kw_only=True, slots=True)
class WorkloadShown:
    """What managers have; `least`: there are more managers."""

    rows: tuple[LoadShown, ...]
    least: bool


def glance() -> Glance:
    """Return where the open cases stand."""
    stages = [
        (word(STAGES, code), number, {"stage": code})
        for code, number in engine().query(StagesNow(actor=me().id))
    ]
    waiting = engine().query(StepsWaiting(actor=me().id, language=language()))
    parts = [
        (
            step.name,
            Number(number=min(step.number, MANY), least=waiting.least),
            {"step": f"{step.process}:{step.element}"},
        )
        for step in waiting.steps
    ]
    return Glance(
        stages=_counted(stages, lambda asked: url_for("cases.listing", state="open", **asked)),
        parts=_counted(parts, lambda asked: url_for("inbox.view", view="station", **asked)),
    )


def workload() -> WorkloadShown:
    """Return what each manager has, whoever has most first."""
    found = engine().query(WorkloadNow(actor=me().id, language=language()))
    rows = []
    for load in found.loads:
        theirs = partial(_of_manager, load)
        rows.append(
            LoadShown(
                name=load.manager.name,
                cases=theirs(load.cases, "cases.listing", state="open"),
                tasks=theirs(load.tasks, "inbox.view", view="station"),
                overdue=theirs(load.overdue, "inbox.view", view="station", due="overdue"),
            )
        )
    return WorkloadShown(rows=tuple(rows), least=found.least)


def _of_manager(load: Load, number: Number, page: str, **asked: Any) -> Counted:  # noqa: ANN401
    return Counted(
        label=load.manager.name,
        number=at_least(number),
        address=url_for(page, manager=load.manager.login, **asked),
        bar=number.number,
    )


def limits(found: LimitsSince) -> LimitsShown:
    """Return what became of the limits in the reader's language."""
    met, breached = sum(c.met for c in found.counts), sum(c.breached for c in found.counts)
    return LimitsShown(
        since=day(found.since),
        share=_share(met, breached),
        met=met,
        breached=breached,
        rows=tuple(
            LimitShown(
                label=word(CHECKPOINTS, count.checkpoint),
                met=count.met,
                breached=count.breached,
                share=_share(count.met, count.breached),
                bar=WIDE * count.met // (count.met + count.breached),
            )
            for count in found.counts
        ),
        least=found.least,
    )


def _share(met: int, breached: int) -> str:
    """Return a share in percent, rounded down: 99.6 is not 100."""
    whole = met + breached
    return str(_("%(share)s %%", share=100 * met // whole)) if whole else ""


def _counted(
    found: Sequence[tuple[str, Number, dict[str, Any]]], address: Callable[[dict[str, Any]], str]
) -> tuple[Counted, ...]:
    """Return what is not none, with its bar: the most has the whole width."""
    most = max((number.number for _label, number, _asked in found), default=0)
    return tuple(
        Counted(
            label=label,
            number=at_least(number),
            address=address(asked),
            bar=WIDE * number.number // most if most else 0,
        )
        for label, number, asked in found
        if number.number
    )

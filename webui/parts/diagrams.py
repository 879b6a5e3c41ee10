"""Where a case stands in its diagram, as the viewer in the browser wants it told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask_babel import gettext as _

from engine.api import ActiveElement, DiagramView
from webui.parts.codes import GROUPS, word
from webui.parts.timelimits.dues import short_day


@dataclass(frozen=True, kw_only=True, slots=True)
class DiagramShown:
    """A diagram beside which `marks` stand as JSON; `calls` are pairs of a process and its name."""

    process: str
    name: str
    marks: dict[str, Any]
    calls: tuple[tuple[str, str], ...]


def shown(diagram: DiagramView) -> DiagramShown:
    """Return a diagram as a page shows it."""
    by_element = sorted(diagram.active, key=attrgetter("element"))
    active = [
        _active(element, list(tokens))
        for element, tokens in groupby(by_element, key=attrgetter("element"))
    ]
    # The late ones first: a frame too small for all shows the place of the first.
    active.sort(key=lambda mark: str(mark["state"]), reverse=True)
    at_work = {mark["id"] for mark in active}
    done = [
        {"id": element, "state": "done", "tokens": 0}
        for element in sorted(diagram.done)
        if element not in at_work
    ]
    for mark in (*done, *active):
        if times := diagram.times.get(str(mark["id"])):
            mark["times"] = times
    calls = {element: process for element, (process, _name) in diagram.calls.items()}
    return DiagramShown(
        process=diagram.process,
        name=diagram.name,
        marks={"elements": done + active, "flows": sorted(diagram.flows), "calls": calls},
        calls=tuple(dict(diagram.calls.values()).items()),
    )


def _active(element: str, tokens: list[ActiveElement]) -> dict[str, Any]:
    late = any(token.late for token in tokens)
    return {
        "id": element,
        "state": "late" if late else "active",
        "tokens": len(tokens),
        "note": _note(tokens[0]),
    }


def _note(token: ActiveElement) -> str:
    since = short_day(token.since)
    if token.who:
        # People by name, groups by code: a name is not in the table and stays as it is.
        who = str(_(", ")).join(word(GROUPS, each) for each in token.who.split(", "))
        return str(_("%(name)s, since %(day)s", name=who, day=since))
    return str(_("since %(day)s", day=since))

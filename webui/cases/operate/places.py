"""Where a case stands and could be put, as choices."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext as _

from engine.api import PlacesView, PlaceView
from webui.shared.moments import moment

STEPS = frozenset(
    {
        "task", "userTask", "serviceTask", "sendTask", "receiveTask", "manualTask",
        "businessRuleTask", "scriptTask", "callActivity", "subProcess", "transaction",
    }
)  # fmt: skip
"""Types of element that people call a step: activities, not events and gateways."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A place: the value a form sends, its name, and what helps to tell it from others."""

    value: str
    name: str
    note: str


@dataclass(frozen=True, kw_only=True, slots=True)
class PlacesShown:
    """What is active, and groups of what can be begun, each with its heading."""

    active: tuple[Choice, ...]
    targets: tuple[tuple[str, tuple[Choice, ...]], ...]


def places_shown(view: PlacesView) -> PlacesShown:
    """Return places as choices; steps before events and gateways, by process."""
    groups: dict[str, list[Choice]] = {}
    for steps in (True, False):
        for place in listed(view.targets):
            if (place.type in STEPS) is steps:
                groups.setdefault(_heading(place, steps=steps), []).append(_target(place))
    return PlacesShown(
        active=tuple(_active(place) for place in _innermost(view.active)),
        targets=tuple((heading, tuple(found)) for heading, found in groups.items()),
    )


def listed(places: Iterable[PlaceView]) -> list[PlaceView]:
    """Return the places people can tell apart: steps, and what else has a name."""
    return [place for place in places if place.type in STEPS or place.name != place.element]


_AROUND = frozenset({"callActivity", "subProcess", "transaction"})


def _innermost(places: Iterable[PlaceView]) -> list[PlaceView]:
    """Return the places, tasks and events before what they are inside of."""
    return sorted(places, key=lambda place: (place.type in _AROUND, place.instance or 0))


def _active(place: PlaceView) -> Choice:
    since = moment(place.since) if place.since else ""
    around = " › ".join(place.within)
    note = str(_("%(around)s, since %(day)s", around=around, day=since))
    if place.failed:
        note = str(_("%(note)s; it cannot go on by itself", note=note))
    return Choice(value=str(place.instance), name=place.name, note=note)


def _target(place: PlaceView) -> Choice:
    return Choice(
        value=f"{place.process} {place.element}",
        name=place.name,
        note=" › ".join(place.within[1:]),
    )


def _heading(place: PlaceView, *, steps: bool) -> str:
    if steps:
        return place.within[0]
    return str(_("%(process)s: events and gateways", process=place.within[0]))

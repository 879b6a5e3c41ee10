"""Choosing a place on the diagram: which elements, and what of the form each of them means."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask import url_for

from engine.api import CaseDiagram, CaseId, EarlierTask, PlacesView, PlaceView, TaskId
from webui.cases.operate.places import listed
from webui.parts import diagrams
from webui.parts.diagrams import DiagramShown
from webui.parts.forms.reading import LONGEST_KEY, text
from webui.shared.languages import language
from webui.shared.sign_in.sessions import engine, me

Choices = dict[str, dict[str, Any]]
"""By element: the form's field and the values that stand for it, or where it leads; its name."""
_BEGINS = frozenset({"repeat", "move", "restart"})
_ENDS = frozenset({"skip", "move"})


def drawn(case: CaseId) -> DiagramShown:
    """Return the diagram of a case, or of the called process that the address names.

    Raises UnknownCase, UnknownProcess, Forbidden.
    """
    wish = text("process", LONGEST_KEY) or None
    query = CaseDiagram(actor=me().id, case=case, language=language(), process=wish)
    return diagrams.shown(engine().query(query))


def places_on(view: PlacesView, process: str, what: str) -> Choices:
    """Return what can be chosen on the diagram of a process, as the lists have it.

    What waits there is what ends; where a case can be moved from, it is not where it goes.
    """
    found: Choices = {}
    if what in _BEGINS:
        for place in _of(listed(view.targets), process):
            value = f"{place.process} {place.element}"
            found[place.element] = {"field": "to", "values": [value], "name": place.name}
    if what in _ENDS:
        for element, places in _by_element(_of(view.active, process)).items():
            values = [str(place.instance) for place in places]
            found[element] = {"field": "instance", "values": values, "name": places[0].name}
    return found


def earlier_on(earlier: Iterable[EarlierTask], task: TaskId) -> Choices:
    """Return the earlier tasks a task can be sent back to, each a link."""
    return {
        one.element: {
            "href": url_for("cases.send_back", task=task, to=one.element),
            "name": one.name,
        }
        for one in earlier
    }


def _of(places: Iterable[PlaceView], process: str) -> list[PlaceView]:
    return [place for place in places if place.process == process]


def _by_element(places: Iterable[PlaceView]) -> dict[str, list[PlaceView]]:
    found: dict[str, list[PlaceView]] = {}
    for place in places:
        found.setdefault(place.element, []).append(place)
    return found

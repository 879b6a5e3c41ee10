"""A decision that was taken, and what it rested on: the table's version, its rules, what it saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from engine.api import EventView
from webui.parts.designed import decision
from webui.parts.spoken import Said, Speech
from webui.parts.values import words


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """What one decision table was asked and gave: a line on its rules, labels and values."""

    name: Said
    rules: str
    rows: tuple[tuple[str, str], ...]
    gave: str


def decided(event: EventView, speech: Speech) -> str:
    """Say that a decision was taken, and what it gave."""
    name = decision(str(event.element_name or event.data.get("decision")))
    tables = list(_tables(event))
    if not tables:
        return str(_("Decision “%(name)s” was taken", name=name))
    gave = speech.output(str(tables[-1].get("decision") or ""), tables[-1].get("output"))
    return str(_("Decision “%(name)s” was taken: %(value)s", name=name, value=gave))


def grounds(event: EventView, speech: Speech) -> tuple[Grounds, ...]:
    """Return what each table was asked and which rules applied, as it was written down then."""
    trace = event.data.get("trace")
    version = trace.get("version") if isinstance(trace, Mapping) else None
    return tuple(_grounds(table, version, speech) for table in _tables(event))


def _tables(event: EventView) -> Iterator[Mapping[str, Any]]:
    trace = event.data.get("trace") if event.kind == "decision-made" else None
    tables = trace.get("tables") if isinstance(trace, Mapping) else None
    if isinstance(tables, Iterable) and not isinstance(tables, str):
        yield from (table for table in tables if isinstance(table, Mapping))


def _grounds(table: Mapping[str, Any], version: object, speech: Speech) -> Grounds:
    inputs, decision_id = table.get("inputs"), str(table.get("decision") or "")
    rows = inputs.items() if isinstance(inputs, Mapping) else ()
    return Grounds(
        name=speech.decision(decision_id),
        rules=_rules(table, version, speech.decision(decision_id)),
        gave=speech.output(decision_id, table.get("output")),
        rows=tuple(speech.input(decision_id, str(label), value) for label, value in rows),
    )


def _rules(table: Mapping[str, Any], version: object, name: str) -> str:
    rules = [words(rule) for rule in table.get("rules") or ()]
    if not rules:
        return str(
            _("%(table)s, version %(version)s: no rule applied", table=name, version=version)
        )
    return str(
        ngettext(
            "%(table)s, version %(version)s: rule %(rules)s applied",
            "%(table)s, version %(version)s: rules %(rules)s applied",
            len(rules),
            table=name,
            version=version,
            rules=", ".join(rules),
        )
    )

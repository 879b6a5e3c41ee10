"""A decision that was taken, and what it rested on: the table's version, its rules, what it saw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from engine.api import EventView
from webui.parts.designed import asked, decision
from webui.parts.values import words


@dataclass(frozen=True, kw_only=True, slots=True)
class Grounds:
    """What one decision table was asked and gave: a line on its rules, and label and value."""

    rules: str
    rows: tuple[tuple[str, str], ...]


def decided(event: EventView) -> str:
    """Say that a decision was taken, and what it gave."""
    name = decision(str(event.element_name or event.data.get("decision")))
    tables = list(_tables(event))
    if not tables:
        return str(_("Decision “%(name)s” was taken", name=name))
    gave = words(tables[-1].get("output"))
    return str(_("Decision “%(name)s” was taken: %(value)s", name=name, value=gave))


def grounds(event: EventView) -> tuple[Grounds, ...]:
    """Return what each table was asked and which rules applied, as it was written down then."""
    trace = event.data.get("trace")
    version = trace.get("version") if isinstance(trace, Mapping) else None
    return tuple(_grounds(table, version) for table in _tables(event))


def _tables(event: EventView) -> Iterator[Mapping[str, Any]]:
    trace = event.data.get("trace") if event.kind == "decision-made" else None
    tables = trace.get("tables") if isinstance(trace, Mapping) else None
    if isinstance(tables, Iterable) and not isinstance(tables, str):
        yield from (table for table in tables if isinstance(table, Mapping))


def _grounds(table: Mapping[str, Any], version: object) -> Grounds:
    inputs = table.get("inputs")
    rows = inputs.items() if isinstance(inputs, Mapping) else ()
    return Grounds(
        rules=_rules(table, version),
        rows=tuple((asked(str(label)), words(value)) for label, value in rows),
    )


def _rules(table: Mapping[str, Any], version: object) -> str:
    name = str(table.get("decision") or "")
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

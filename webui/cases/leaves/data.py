"""The data of a case: what was filled in, every variable, and how each came to its value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from engine.api import CaseId, CaseVariables, ScopeView, VariableChanges
from webui.cases.leaves.words import change_sentence
from webui.cases.pages import read_case, read_whole_case
from webui.parts.forms import typed
from webui.parts.forms.reading import LONGEST_KEY, case_of, text
from webui.parts.spoken import Said, Speech
from webui.shared.languages import language
from webui.shared.moments import moment
from webui.shared.sign_in.sessions import engine, me

ROWS = 100
"""How many variables stand on a page."""
LONGEST_LINE = 160
"""How much of a value stands in the table; the whole is on its own page."""


@dataclass(frozen=True, kw_only=True, slots=True)
class VariableShown:
    """A variable: what it is called, its kind, its value cut to a line, and where it stands."""

    name: str
    label: Said
    kind: object
    value: Said
    scope: str
    instance: int | None


@dataclass(frozen=True, kw_only=True, slots=True)
class ChangeShown:
    """How a variable got a value."""

    seq: int
    when: str
    who: str
    sentence: str
    before: Said
    after: Said


def install(cases: Blueprint) -> None:
    """Add the addresses."""
    cases.add_url_rule("/cases/<case>/data", "data", _data)
    cases.add_url_rule("/cases/<case>/data/changes", "changes", _changes)


def _data(case: str) -> ResponseReturnValue:
    number = case_of(case)
    found = _rows(_scopes(number))
    behind = text("scope", LONGEST_KEY), text("behind", LONGEST_KEY)
    begin = next((n + 1 for n, row in enumerate(found) if (row.scope, row.name) == behind), 0)
    page = found[begin : begin + ROWS]
    return render_template(
        "cases/data.html",
        case=read_whole_case(number) if begin == 0 else read_case(number),
        variables=page,
        several=len({row.scope for row in found}) > 1,
        is_first=begin == 0,
        last=page[-1] if begin + ROWS < len(found) else None,
        count=len(found),
        tab="data",
    )


def _scopes(case: CaseId) -> tuple[ScopeView, ...]:
    return engine().query(CaseVariables(actor=me().id, case=case, language=language()))


def _rows(scopes: Iterable[ScopeView]) -> list[VariableShown]:
    return [row for scope in scopes for row in _of(scope)]


def _of(scope: ScopeView) -> list[VariableShown]:
    speech = Speech(scope.words)
    return [
        _variable(name, value, scope, speech) for name, value in sorted(scope.variables.items())
    ]


def _variable(name: str, value: object, scope: ScopeView, speech: Speech) -> VariableShown:
    return VariableShown(
        name=name,
        label=speech.label(name),
        kind=typed.KINDS[typed.kind_of(value)],
        value=speech.value(name, value).cut(LONGEST_LINE),
        scope=scope.name,
        instance=scope.instance,
    )


def _changes(case: str) -> ResponseReturnValue:
    number, name = case_of(case), text("name", LONGEST_KEY)
    if not name:
        raise NotFound
    found = engine().query(
        VariableChanges(actor=me().id, case=number, language=language(), name=name)
    )
    scopes = _scopes(number)
    now = next((row for row in _rows(scopes) if row.name == name), None)
    speech = Speech(scopes[0].words)
    return render_template(
        "cases/leaves/changes.html",
        case=read_case(number),
        name=name,
        label=speech.label(name),
        now=now,
        changes=[
            ChangeShown(
                seq=change.seq,
                when=moment(change.at),
                who=change.by.name if change.by else "",
                sentence=change_sentence(change),
                before=speech.value(name, change.before),
                after=speech.value(name, change.after),
            )
            for change in found
        ],
        tab="data",
    )

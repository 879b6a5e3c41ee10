"""What a decision gives back, and what the linter is told."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """Where in a model something stands: the element's tag and id, and whose it is.

    `owner` and `owner_name` are the id and the name of the decision, business knowledge model or
    item definition around it.
    """

    element: str
    element_id: str
    owner: str
    owner_name: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Something a model says that cannot be executed: deployment refuses it.

    `code` is one of `syntax`, `limit`, `missing-reference`, `cycle`, `unknown-type`,
    `not-executed`, `duplicate-name`, `no-logic`, `hit-policy`, `cells`; `detail` is a sentence in
    English, or the name that was not found.
    """

    place: Place
    code: str
    detail: str


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionWarning:
    """Why a part of the answer became null; `position` counts characters of the expression."""

    place: Place
    position: int
    message: str


@dataclass(frozen=True, kw_only=True, slots=True)
class RuleHit:
    """A rule that matched: its number, counted from 1, and its id."""

    number: int
    rule_id: str


@dataclass(frozen=True, kw_only=True, slots=True)
class TableUse:
    """One decision table as it was asked: for the history.

    `inputs` are the input clauses (label or expression) with their values, `rules` those that
    matched, `output` what the table gave.
    """

    decision_id: str
    decision_name: str
    table_id: str
    hit_policy: str
    inputs: tuple[tuple[str, object], ...]
    rules: tuple[RuleHit, ...]
    output: object


@dataclass(frozen=True, kw_only=True, slots=True)
class Result:
    """The value of a decision, the tables asked on the way (innermost first), and the warnings."""

    value: object
    tables: tuple[TableUse, ...]
    warnings: tuple[DecisionWarning, ...]

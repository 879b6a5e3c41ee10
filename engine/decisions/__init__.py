"""Decisions: DMN 1.1 to 1.5 models, their requirement graphs, tables and boxed expressions.

The door is `load(xml)`, which gives a `DecisionModel`; its `evaluate` gives the value together with
the rules that matched, for the history. Expressions are FEEL; nothing else is ever run.
"""

from engine.decisions.checking.checks import CellOf, Finding, check_tables
from engine.decisions.checking.naming import check_words
from engine.decisions.errors import DecisionFileError, UnknownDecision
from engine.decisions.model import DecisionModel
from engine.decisions.reading.loading import load
from engine.decisions.results import DecisionWarning, Problem, Result, RuleHit, TableUse
from engine.decisions.tables.words import ColumnWords, TableWords

__all__ = [
    "CellOf",
    "ColumnWords",
    "DecisionFileError",
    "DecisionModel",
    "DecisionWarning",
    "Finding",
    "Problem",
    "Result",
    "RuleHit",
    "TableUse",
    "TableWords",
    "UnknownDecision",
    "check_tables",
    "check_words",
    "load",
]

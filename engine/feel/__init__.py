"""FEEL, the expression language of DMN 1.5 (chapter 10): parser, evaluation, budgets, warnings.

The door is this module: `evaluate`, `unary_tests`, `parse`. It stands alone and imports nothing of
ours. LANGUAGE.md describes the language, with examples that are run; `juel` translates JUEL.
"""

from __future__ import annotations

from engine.feel.data.values import Range, YearsMonths
from engine.feel.errors import (
    FeelError,
    FeelLimitExceeded,
    FeelSyntaxError,
    FeelWarning,
    NotApplicable,
)
from engine.feel.expression import (
    Expression,
    Result,
    evaluate,
    names_in,
    parse,
    parse_tests,
    unary_tests,
)
from engine.feel.running.budget import Budget
from engine.feel.running.functions import Function

__all__ = [
    "Budget",
    "Expression",
    "FeelError",
    "FeelLimitExceeded",
    "FeelSyntaxError",
    "FeelWarning",
    "Function",
    "NotApplicable",
    "Range",
    "Result",
    "YearsMonths",
    "evaluate",
    "names_in",
    "parse",
    "parse_tests",
    "unary_tests",
]

"""What designers call variables and their values, in a reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

Code = str | Decimal
"""A value that may have a word: a text or a number."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Named:
    """What something that holds values is called (empty: nothing), and the words of its values."""

    label: str = ""
    words: Mapping[Code, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True, slots=True)
class Vocabulary:
    """The words of the forms and decisions of a case.

    `variables` are by name; `inputs` and `outputs` those of decision tables, by the decision's id
    and the input's label or the output's name; `single` names the output of a table of one.
    `decided` says of which decision a variable is the answer, `decisions` what one is called.
    """

    variables: Mapping[str, Named] = field(default_factory=dict)
    inputs: Mapping[tuple[str, str], Named] = field(default_factory=dict)
    outputs: Mapping[tuple[str, str], Named] = field(default_factory=dict)
    single: Mapping[str, str] = field(default_factory=dict)
    decided: Mapping[str, str] = field(default_factory=dict)
    decisions: Mapping[str, str] = field(default_factory=dict)


NO_WORDS = Vocabulary()

"""The internal model of a form: its fields, what limits them and what they let one choose from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from engine import feel

Json = Any
"""What JSON can say, as Python's own types."""
Value = Any
"""A FEEL value."""

TEXTS = frozenset({"textfield", "textarea"})
CHOOSE_ONE = frozenset({"radio", "select"})
CHOOSE_SOME = frozenset({"checklist", "taglist"})
INPUTS = TEXTS | CHOOSE_ONE | CHOOSE_SOME | {"number", "datetime", "checkbox", "expression"}
CONTAINERS = frozenset({"group", "dynamiclist"})
DISPLAYS = frozenset({"text", "image", "table", "spacer", "separator", "button"})


class Pattern(Protocol):
    """A compiled regular expression that runs in linear time (RE2)."""

    def search(self, text: str) -> object | None:
        """Return a match anywhere in the text, or None."""
        ...


@dataclass(frozen=True, kw_only=True, slots=True)
class Rules:
    """What a value must satisfy.

    `limits` holds `min`, `max`, `minLength`, `maxLength` as numbers or FEEL.
    """

    required: bool = False
    limits: Mapping[str, Decimal | feel.Expression] = field(default_factory=dict)
    pattern: Pattern | None = None
    pattern_text: str = ""
    pattern_messages: Mapping[str, str] = field(default_factory=dict)
    """The designer's own sentences by language, the one as written under `""`."""
    email: bool = False
    phone: bool = False
    decimal_digits: int | None = None
    increment: Decimal | None = None
    not_past: bool = False
    min_items: int = 0
    max_items: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """What can be chosen: fixed values, the list in a variable, or what an expression gives."""

    fixed: tuple[Json, ...] = ()
    key: str | None = None
    expression: feel.Expression | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """One component that holds a value or others.

    `key` is its path from the form's root, or from the row of the list it lies in; a group's is
    the beginning of its children's (empty for a group that only frames).
    """

    id: str
    type: str
    label: str = ""
    key: tuple[str, ...] = ()
    hide: feel.Expression | None = None
    readonly: feel.Expression | None = None
    disabled: bool = False
    rules: Rules = Rules()
    options: Options = Options()
    subtype: str = "date"
    time_format: str = "no_timezone"
    as_text: bool = False
    default: Json = None
    computed: feel.Expression | None = None
    addable: bool = True
    rows: int = 1
    """Rows an empty list begins with."""
    components: tuple[Field, ...] = ()

    @property
    def is_list(self) -> bool:
        """Whether its components repeat, once per row."""
        return self.type == "dynamiclist"

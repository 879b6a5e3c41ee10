"""The built-in functions of DMN 1.5 section 10.3.4, one module per family.

Each module declares its functions with `registry.builtin`; importing them here fills `BUILTINS`.
"""

from __future__ import annotations

from engine.feel.builtins import (  # noqa: F401 - each declares its functions
    booleans,
    contexts,
    conversion,
    dates,
    lists,
    numbers,
    ordering,
    range_texts,
    ranges,
    statistics,
    strings,
)
from engine.feel.builtins.registry import BUILTINS, Builtin

__all__ = ["BUILTINS", "Builtin"]

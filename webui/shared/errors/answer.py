"""What a refusal means on the web."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Answer:
    """The HTTP status of an error and the sentence that explains it."""

    status: int
    say: Callable[[Any], str]

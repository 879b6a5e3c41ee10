"""Records that every step makes: frozen for the type checker, plain when they run.

A frozen dataclass sets every field by a call of `object.__setattr__`; a step makes some sixty
records of three hundred fields in all, and a twentieth of its time went there (adr/0003). That
nothing assigns to a field is checked all the same, by mypy, which reads all of `engine`. Records
still compare and hash by their fields.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass as record
else:
    from dataclasses import dataclass

    def record(*, frozen: bool, **options: Any) -> Callable[[type], type]:  # noqa: ANN401
        """Make a class a dataclass; `frozen` tells the type checker that it is never changed."""
        return dataclass(unsafe_hash=frozen, **options)


__all__ = ["record"]

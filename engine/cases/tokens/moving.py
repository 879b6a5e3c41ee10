"""The port's verbs that operate a case beside its diagram, and where a token can be put."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from engine.cases.tokens.changes import Where
from engine.kernel.errors import YekuoError


@dataclass(frozen=True, kw_only=True, slots=True)
class Target:
    """An element to begin before. `process` is that of the case itself unless another is named.

    `within` is an element instance around it or of it; it is needed where several open scopes
    could hold the new token.
    """

    element: str
    process: str | None = None
    within: int | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class VariableChange:
    """Variables to set and to remove, as one element instance sees them (None: the case's process).

    `local`: its own ones alone.
    """

    values: Mapping[str, Any] = field(default_factory=dict)
    removed: Sequence[str] = ()
    instance: int | None = None
    local: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Holding:
    """Variables of a called process or of an element instance alone, not of the case's process.

    `at` is the call activity or the element; `instance` is where they can be changed from.
    """

    at: Where
    instance: int
    variables: Mapping[str, Any]


class Operable(Protocol):
    """What can be done to a case's tokens beside what its diagram says."""

    def element_of(self, instance: int) -> str:
        """Return the id of an instance's element. Raises NotWaiting when it is gone."""
        ...

    def skip(self, instance: int, variables: Mapping[str, Any]) -> None:
        """Cancel a waiting element and go on behind it, setting variables around it.

        Raises NotWaiting, CannotMove.
        """
        ...

    def move(
        self, cancel: Sequence[int], start: Sequence[Target], variables: Mapping[str, Any]
    ) -> Sequence[int]:
        """Cancel element instances, begin before elements and set variables there.

        Returns the instance begun at each target. Raises NotWaiting, CannotMove.
        """
        ...

    def change(self, change: VariableChange) -> None:
        """Set and remove variables; nothing moves before `go_on`.

        Raises NotWaiting for an unknown instance, KeyError for a variable that is not there.
        """
        ...

    def held(self) -> Sequence[Holding]:
        """Return the variables that stand further in than the case's own process."""
        ...

    def go_on(self) -> None:
        """Run to rest: conditional events look at variables that have changed."""
        ...


@dataclass
class CannotMove(YekuoError):
    """A token cannot be put at an element or taken from it; `why` is a code.

    `unknown`: no such element; `not-running`: its process does not run in this case; `beside`: it
    waits beside an activity or begins by an event; `handler`: it only compensates; `several`: more
    than one open scope could hold it; `many`: it is inside a multi-instance activity that is not
    open, so that nobody knows for which item; `gateway`: it waits for other tokens; `nothing`: no
    token would be left; `not-earlier`: the case has had no such task.
    """

    element: str
    name: str
    why: str

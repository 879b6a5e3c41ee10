"""Deciding on a submission: what is hidden, kept, computed, and whether the rest is acceptable.

A condition may read a field that another condition hides. So the form is looked at again until
nothing changes; a form whose conditions contradict each other is taken as it stands after the last
look.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from engine import feel
from engine.definitions.forms.choices import chosen, offered
from engine.definitions.forms.fields import CHOOSE_ONE, CHOOSE_SOME, Field, Json, Value
from engine.definitions.forms.submissions.checks import check, check_rows, missing
from engine.definitions.forms.submissions.coerce import Refused, coerce
from engine.definitions.forms.submissions.instances import Instance, Layout, at
from engine.definitions.forms.submissions.plain import error_of
from engine.definitions.forms.submissions.tree import as_seen, as_set
from engine.definitions.forms.submissions.verdict import Accepted, FieldError, Rejected

_LOOKS = 8
_CHOICES = CHOOSE_ONE | CHOOSE_SOME


@dataclass(kw_only=True, slots=True)
class Surroundings:
    """What a form's expressions may use besides its own fields."""

    variables: Mapping[str, Value]
    functions: Mapping[str, Value]
    now: datetime | None
    zone: tzinfo


def decide(fields: tuple[Field, ...], submitted: Json, around: Surroundings) -> Accepted | Rejected:
    """Return the typed values of a submission, or what is wrong with it."""
    if not isinstance(submitted, Mapping):
        error = FieldError(path=(), component="", code="type", data={"expected": "object"})
        return Rejected(errors=(error,))
    layout = Layout(zone=around.zone, known=around.variables)
    try:
        layout.lay(fields, submitted)
    except Refused as refused:
        error = FieldError(path=(), component="", code=refused.code, data=refused.data)
        return Rejected(errors=(error,))
    look = _Look(layout=layout, around=around)
    look.settle()
    errors = tuple(look.errors())
    if errors:
        return Rejected(errors=errors)
    return Accepted(values=as_set(layout.instances, around.variables))


@dataclass(kw_only=True, slots=True)
class _Look:
    layout: Layout
    around: Surroundings
    data: dict[str, Value] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)
    """By instance: why one of its expressions could not be computed."""

    def settle(self) -> None:
        """Look at every instance until nothing changes any more."""
        before = None
        for _ in range(_LOOKS):
            self.failed.clear()
            self.data = self._seen()
            for made in self.layout.instances:
                self._look_at(made)
            now = [(made.hidden, made.locked, made.value) for made in self.layout.instances]
            if now == before:
                return
            before = now

    def _seen(self) -> dict[str, Value]:
        seen = as_seen(self.layout.instances, self.around.variables)
        return {**self.around.functions, **seen}

    def _look_at(self, made: Instance) -> None:
        fld, around = made.field, made.around
        made.hidden = (around is not None and around.hidden) or self._is_true(fld.hide, made)
        locked = fld.disabled or self._is_true(fld.readonly, made)
        made.locked = locked or made.within_locked_list
        made.unoffered = None
        if fld.computed is not None:
            made.value = self._evaluate(fld.computed, made)
        elif made.locked and not fld.is_list:
            made.value = self._kept(made)
        elif fld.type in _CHOICES and made.unlike is None:
            made.value = self._chosen(made)
        else:
            made.value = made.sent

    def _chosen(self, made: Instance) -> Value:
        try:
            offer = offered(made.field, self.data, lambda text: self._evaluate(text, made))
            return chosen(made.field, made.sent, offer)
        except Refused as refused:
            made.unoffered = refused
            return None

    def _kept(self, made: Instance) -> Value:
        """Return the value that a field keeps which the client cannot change.

        In a list whose rows come and go, a row says by its own value which of the old it is.
        """
        owner = self._owner(made)
        if owner is None or not owner.field.addable:
            known = at(self.around.variables, made.path)
            return self._default(made) if known is None else known
        key = made.path[len(made.rows[-1]) :]
        old = at(self.around.variables, owner.path)
        known_rows = [at(row, key) for row in old] if isinstance(old, list) else []
        return made.sent if made.sent in known_rows else self._default(made)

    @staticmethod
    def _owner(made: Instance) -> Instance | None:
        """Return the list an instance's row belongs to."""
        around = made.around
        while around is not None and not around.field.is_list:
            around = around.around
        return around

    def _default(self, made: Instance) -> Value:
        if made.field.disabled or made.field.default is None:
            return None
        try:
            return coerce(made.field, made.field.default, self.around.zone)
        except Refused:
            return None

    def _is_true(self, condition: feel.Expression | None, made: Instance) -> bool:
        return condition is not None and self._evaluate(condition, made) is True

    def _evaluate(self, expression: feel.Expression, made: Instance) -> Value:
        try:
            return expression.evaluate(self._context(made), now=self.around.now)
        except feel.FeelError as error:
            self.failed[id(made)] = str(error)
            return None

    def _context(self, made: Instance) -> Mapping[str, Value]:
        """Return what an instance's expressions see; in a row also `this`, `parent` and `i`."""
        if not made.rows:
            return self.data
        rows = made.rows
        own = {
            "this": at(self.data, rows[-1]),
            "parent": at(self.data, rows[-2]) if len(rows) > 1 else self.data,
            "i": [int(row[-1]) + 1 for row in rows],
        }
        return {**own, **self.data, **{f"_{name}_": value for name, value in own.items()}}

    def errors(self) -> Iterator[FieldError]:
        """Yield what is wrong, in the form's order."""
        for made in self.layout.instances:
            if reason := self.failed.get(id(made)):
                yield _error(made, "expression", {"detail": reason})
            elif not made.hidden and not made.locked and made.field.type != "group":
                yield from self._errors_of(made)

    def _errors_of(self, made: Instance) -> Iterator[FieldError]:
        refused = made.unlike or made.unoffered
        if refused is not None:
            yield _error(made, refused.code, refused.data)
            return
        fld, value = made.field, made.value
        if missing(fld, value if not fld.is_list or value else None):
            yield _error(made, "required", {})
            return
        if fld.is_list:
            found = check_rows(fld, value)
        elif value is None:
            return
        else:
            found = check(fld, value, lambda text: self._evaluate(text, made), self.around.now)
        for code, data in found:
            yield _error(made, code, data)
        if reason := self.failed.get(id(made)):
            yield _error(made, "expression", {"detail": reason})


def _error(made: Instance, code: str, data: Mapping[str, str | int]) -> FieldError:
    return error_of(made.field, made.path, code, data)

"""A submission laid beside a form's fields: one instance for every value there may be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import tzinfo

from engine.definitions.forms.fields import Field, Json, Value
from engine.definitions.forms.submissions.coerce import Refused, coerce

Path = tuple[str | int, ...]

MAX_ROWS = 200
MAX_INSTANCES = 3_000

_ROW = (dict, type(None))


@dataclass(kw_only=True, slots=True)
class Instance:
    """One field's value in one place; `rows` are the list rows it lies in, as paths."""

    field: Field
    path: Path
    around: Instance | None
    rows: tuple[Path, ...] = ()
    raw: Json = None
    sent: Value = None
    """The submitted value, typed; for a list the number of its rows; None for a group."""
    value: Value = None
    """What it is worth: `sent`, or what was chosen, computed or kept."""
    unlike: Refused | None = None
    """Why what was sent is not of the field's kind."""
    unoffered: Refused | None = None
    """Why what was chosen cannot be."""
    hidden: bool = False
    locked: bool = False
    """Read-only or disabled: what a client sends for it does not count."""

    @property
    def within_locked_list(self) -> bool:
        """Whether it lies in a list that stays as it was."""
        return self.around is not None and self.around.locked


@dataclass(kw_only=True, slots=True)
class Layout:
    """All instances of a submission, those outside before those inside them."""

    zone: tzinfo
    known: Mapping[str, Value]
    """The variables before the submission."""
    instances: list[Instance] = field(default_factory=list)

    def lay(self, fields: tuple[Field, ...], submitted: Mapping[str, Json]) -> None:
        """Lay a submission out. Raises Refused (`too-many`)."""
        self._lay(fields, submitted, None, (), ())

    def _lay(
        self,
        fields: tuple[Field, ...],
        scope: Json,
        around: Instance | None,
        base: Path,
        rows: tuple[Path, ...],
    ) -> None:
        for fld in fields:
            raw = at(scope, fld.key)
            made = Instance(field=fld, path=(*base, *fld.key), around=around, rows=rows, raw=raw)
            self.instances.append(made)
            if len(self.instances) > MAX_INSTANCES:
                raise Refused(code="too-many")
            if fld.is_list:
                self._lay_rows(made)
            elif fld.type == "group":
                self._lay(fld.components, scope, made, base, rows)
            elif fld.type != "expression":
                self._type(made)

    def _type(self, made: Instance) -> None:
        try:
            made.sent = made.value = coerce(made.field, made.raw, self.zone)
        except Refused as refused:
            made.unlike = refused

    def _lay_rows(self, made: Instance) -> None:
        try:
            submitted = self._rows(made)
        except Refused as refused:
            made.unlike, made.sent, made.value = refused, 0, 0
            return
        made.sent = made.value = len(submitted)
        for index, row in enumerate(submitted):
            path = (*made.path, index)
            self._lay(made.field.components, row, made, path, (*made.rows, path))

    def _rows(self, made: Instance) -> list[Json]:
        raw = made.raw
        if raw is None:
            raw = []
        if not isinstance(raw, list) or not all(isinstance(row, _ROW) for row in raw):
            raise Refused(code="type", data={"expected": "list"})
        if len(raw) > MAX_ROWS:
            raise Refused(code="max-items", data={"max": MAX_ROWS})
        if not made.field.addable and len(raw) != (expected := self.fixed_rows(made)):
            raise Refused(code="rows", data={"expected": expected})
        return raw

    def fixed_rows(self, made: Instance) -> int:
        """Return how many rows a list has to which none can be added."""
        known = at(self.known, made.path)
        return len(known) if isinstance(known, list) else made.field.rows


def at(tree: Json, path: Path) -> Json:
    """Return what stands at a path of names and indexes; None if nothing does."""
    for part in path:
        if isinstance(part, str) and isinstance(tree, Mapping):
            tree = tree.get(part)
        elif isinstance(part, int) and isinstance(tree, list) and part < len(tree):
            tree = tree[part]
        else:
            return None
    return tree

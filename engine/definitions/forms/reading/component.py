"""One component of a form as written, and where its problems go."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from engine import feel
from engine.definitions.forms.fields import Json
from engine.definitions.forms.submissions.coerce import Refused, number
from engine.definitions.problems import Problem, Severity

_WORD = re.compile(r"[^\W\d]\w*")
_SHOWN = ("label", "description", "text", "alt", "source", "dataSource", "columnsExpression")


@dataclass(kw_only=True, slots=True)
class Notes:
    """What is found while a form is read: its problems and the variables its texts name."""

    problems: list[Problem] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    count: int = 0

    def form(self, code: str, severity: Severity = Severity.ERROR, **data: str | int) -> None:
        """Note something about the whole form."""
        self.problems.append(Problem(code=code, severity=severity, data=data))


class Component:
    """A component's JSON with its id and what it is called."""

    def __init__(self, json: Mapping[str, Json], notes: Notes) -> None:
        """Take the JSON object of a component."""
        self._json = json
        self._notes = notes
        identity = json.get("id")
        self.kind = str(json.get("type"))[:50]
        self.id = identity if isinstance(identity, str) and identity else f"#{notes.count}"
        self.label = self._called()
        if self.id in notes.ids:
            self.note("field-id-twice")
        notes.ids.add(self.id)

    def _called(self) -> str:
        texts = (self.text(name) for name in ("label", "dateLabel", "timeLabel", "key", "path"))
        return next((text for text in texts if text), "")

    def note(self, code: str, **data: str | int) -> None:
        """Note something the designer has to mend here."""
        self._notes.problems.append(Problem(code=code, element=self.id, name=self.label, data=data))

    def get(self, path: str) -> Json:
        """Return the value of a property, `validate.min` for one inside another; None if unset."""
        found: Json = self._json
        for name in path.split("."):
            found = found.get(name) if isinstance(found, Mapping) else None
        return found

    def text(self, path: str) -> str:
        """Return a property that is a text, else an empty one."""
        found = self.get(path)
        return found if isinstance(found, str) else ""

    def flag(self, path: str, *, default: bool = False) -> bool:
        """Return a property that is true or false."""
        found = self.get(path)
        return found if isinstance(found, bool) else default

    def one_of(self, path: str, known: tuple[str, ...], default: str) -> str:
        """Return a property that is one of a few words."""
        found = self.get(path)
        if found in (None, ""):
            return default
        if found not in known:
            self.note("field-value", property=path, value=str(found)[:50])
            return default
        return str(found)

    def number(self, path: str) -> Decimal | None:
        """Return a property that is a number or a numeric text; None if unset."""
        found = self.get(path)
        if found in (None, ""):
            return None
        try:
            return number(found)
        except Refused:
            self.note("field-number", property=path, value=str(found)[:50])
            return None

    def number_or_expression(self, path: str) -> Decimal | feel.Expression | None:
        """Return a number, or the expression of a text that begins with `=`."""
        return self.expression(path) if self.text(path).startswith("=") else self.number(path)

    def expression(self, path: str) -> feel.Expression | None:
        """Return an expression, a leading `=` removed; None if there is no text or it is wrong."""
        text = self.text(path).strip()
        if not text:
            return None
        try:
            found = feel.parse(text.removeprefix("="))
        except (feel.FeelSyntaxError, feel.FeelLimitExceeded) as error:
            self.note("field-expression", property=path, detail=str(error))
            return None
        self._notes.names |= found.names
        return found

    def condition(self, path: str) -> feel.Expression | None:
        """Return a property that is an expression, or plainly true."""
        return feel.parse("true") if self.get(path) is True else self.expression(path)

    def note_shown_names(self) -> None:
        """Remember the variables its texts show: whole expressions and `{{…}}` places."""
        for name in _SHOWN:
            text = self.text(name)
            if text.startswith("=") or "{{" in text or name == "dataSource":
                self._notes.names.update(_WORD.findall(text))

    def reads(self, name: str) -> None:
        """Remember a variable the component reads by name."""
        self._notes.names.add(name)

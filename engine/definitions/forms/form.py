"""A form, read once: what it shows, what it starts with and what it accepts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from engine import feel
from engine.definitions.forms.fields import Field, Json, Value
from engine.definitions.forms.reading.component import Notes
from engine.definitions.forms.reading.schema import read_fields
from engine.definitions.forms.shown import shown
from engine.definitions.forms.submissions.plain import PlainField, decide_plain, plain_fields
from engine.definitions.forms.submissions.validate import Surroundings, decide
from engine.definitions.forms.submissions.verdict import Accepted, Rejected, UnreadableForm
from engine.definitions.forms.translation import in_language
from engine.definitions.problems import Problem, Severity, errors, in_file
from engine.kernel.xml import UnreadableFile, decoded

MAX_BYTES: Final = 1_000_000
SCHEMA_VERSION: Final = 19
"""The newest schema of form-js 2.0."""
STATION_ZONE: Final = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True, kw_only=True, slots=True)
class Form:
    """A form-js form. `names` are the variables its expressions and texts read."""

    id: str
    name: str
    fields: tuple[Field, ...]
    names: frozenset[str]
    schema: Mapping[str, Json]
    defaults: Mapping[str, feel.Expression] = field(default_factory=dict)
    """By field: what it begins with while its variable is not set, where that is computed."""
    plain: tuple[PlainField, ...] | None = None
    """Its fields once more, if none of them depends on another or on a variable."""

    def validate(
        self,
        submitted: Json,
        variables: Mapping[str, Value],
        functions: Mapping[str, Value] | None = None,
        *,
        now: datetime | None = None,
        zone: tzinfo = STATION_ZONE,
    ) -> Accepted | Rejected:
        """Decide what a submission (form-js JSON) sets, or what is wrong with it.

        `variables` are the case's before the task is done, `functions` the engine's FEEL functions.
        Without `now` (aware) nothing is refused as past. A date and time without a zone is in
        `zone`. What the form does not name, hides, disables or shows read-only is left out, however
        it is sent. Never raises for what a client sends.
        """
        here = None if now is None else now.astimezone(zone)
        if self.plain is not None and isinstance(submitted, Mapping):
            return decide_plain(self.plain, submitted, here, zone)
        around = Surroundings(
            variables=variables,
            functions=functions or {},
            now=here,
            zone=zone,
        )
        return decide(self.fields, submitted, around)

    def initial(
        self,
        variables: Mapping[str, Value],
        zone: tzinfo = STATION_ZONE,
        now: datetime | None = None,
    ) -> dict[str, Json]:
        """Return the values the form begins with: JSON, and only what the form names.

        A variable that is not set is left out, so that form-js takes the field's default; one that
        is computed is computed here, `now` (aware) being the present. One that cannot be is left
        out too: whoever fills the form in can still say it.
        """
        known = dict(variables)
        here = None if now is None else now.astimezone(zone)
        for name, default in self.defaults.items():
            if known.get(name) is None:
                with suppress(feel.FeelError):
                    known[name] = default.evaluate(variables, now=here)
        return shown(self.fields, self.names, known, zone)

    def schema_in(self, language: str) -> dict[str, Json]:
        """Return the form-js schema with its texts in a language (`zh`, `en`) where it has them."""
        return in_language(self.schema, language)


def read_form(raw: bytes, file: str = "") -> Form:
    """Return the form of a form-js JSON file.

    Raises:
        UnreadableForm: it cannot be used; the problems name its fields.
    """
    form, problems = check_form(raw, file)
    if form is None:
        raise UnreadableForm(file, errors(problems))
    return form


def form_from(schema: Mapping[str, Json]) -> Form:
    """Return the form of a form-js schema. Raises UnreadableForm."""
    form, problems = check_schema(schema)
    if form is None:
        raise UnreadableForm(str(schema.get("id", "")), errors(problems))
    return form


def check_form(raw: bytes, file: str = "") -> tuple[Form | None, tuple[Problem, ...]]:
    """Return the form of a file (None when it cannot be used) and all that is wrong with it."""
    try:
        schema = _json(raw, file)
    except UnreadableFile as error:
        data: dict[str, str | int] = {"detail": error.detail, "limit": MAX_BYTES}
        problem = Problem(code=error.reason, data=data, line=error.line, column=error.column)
        return None, (replace(problem, file=file),)
    form, problems = check_schema(schema)
    return form, in_file(problems, file)


def check_schema(schema: Mapping[str, Json]) -> tuple[Form | None, tuple[Problem, ...]]:
    """Return the form of a form-js schema (None when it cannot be used) and what is wrong."""
    notes = Notes()
    _check_header(schema, notes)
    fields = read_fields(schema.get("components", []), notes)
    problems = tuple(notes.problems)
    if errors(problems):
        return None, problems
    name = schema.get("name")
    return Form(
        id=str(schema["id"]),
        name=name if isinstance(name, str) and name else str(schema["id"]),
        fields=fields,
        names=frozenset(notes.names),
        schema=schema,
        plain=plain_fields(fields),
    ), problems


def _check_header(schema: Mapping[str, Json], notes: Notes) -> None:
    identity, version = schema.get("id"), schema.get("schemaVersion")
    if not isinstance(identity, str) or not identity:
        notes.form("form-id-missing")
    if schema.get("type", "default") != "default":
        notes.form("form-shape", detail='"type" is not "default"')
    if isinstance(version, int) and version > SCHEMA_VERSION:
        notes.form("form-version", Severity.WARNING, version=version, known=SCHEMA_VERSION)
    platform = schema.get("executionPlatform")
    if platform not in (None, "Camunda Platform"):
        notes.form("form-platform", Severity.WARNING, platform=str(platform)[:50])


def _json(raw: bytes, file: str) -> Mapping[str, Json]:
    text = decoded(raw, file, MAX_BYTES)
    try:
        schema = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise UnreadableFile(file, "not-json", error.lineno, error.colno, error.msg) from None
    except ValueError as error:
        raise UnreadableFile(file, "not-json", detail=str(error)[:200]) from None
    except RecursionError:
        raise UnreadableFile(file, "too-deep") from None
    if not isinstance(schema, dict):
        raise UnreadableFile(file, "not-json", 1, 1, "the form is not an object")
    return schema


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")  # noqa: EM102

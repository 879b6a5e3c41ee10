"""Filters of lists: read from an address, shown as a form and as what is in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from flask import request
from flask_babel import gettext as _

from engine.api import Choices, CustomerId
from webui.parts.codes import STAGES, TIERS, Words
from webui.parts.forms.reading import text, whole

LONGEST = 200
"""What is read of one field: names of processes and lines are no longer."""
Kind = Literal["choice", "text", "day", "hidden"]


@dataclass(frozen=True, kw_only=True, slots=True)
class Option:
    """A value one may choose, in words."""

    value: str
    label: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Field:
    """A field of the form and what stands in it; `groups` are a heading and its options.

    `wrong`: what stands there cannot be meant, so nothing is narrowed by it.
    """

    name: str
    label: str
    kind: Kind
    groups: tuple[tuple[str, tuple[Option, ...]], ...] = ()
    value: str = ""
    wrong: bool = False

    @property
    def shown(self) -> str:
        """What is in force, in words."""
        options = (option for _heading, found in self.groups for option in found)
        return next((each.label for each in options if each.value == self.value), self.value)


@dataclass(frozen=True, kw_only=True, slots=True)
class Filters:
    """The fields of a list's filter as an address fills them in."""

    fields: tuple[Field, ...]

    def value(self, name: str) -> str | None:
        """Return what a field asks for, None when it asks nothing that can be meant."""
        for field in self.fields:
            if field.name == name and not field.wrong:
                return field.value or None
        return None

    @property
    def in_force(self) -> tuple[Field, ...]:
        """The fields that narrow the list."""
        return tuple(field for field in self.fields if field.value and not field.wrong)

    @property
    def wrong(self) -> tuple[Field, ...]:
        """The fields that were left out because nobody can tell what they mean."""
        return tuple(field for field in self.fields if field.wrong)

    @property
    def address(self) -> dict[str, str]:
        """What goes into an address to ask for the same again."""
        return {field.name: field.value for field in self.in_force}

    def without(self, name: str) -> dict[str, str]:
        """Return the address's part without one field."""
        return {key: value for key, value in self.address.items() if key != name}


def filled(fields: Iterable[Field], given: Mapping[str, str] | None = None) -> Filters:
    """Return fields with what the address of this request says, or what was kept of one."""
    if given is None:
        return Filters(fields=tuple(_filled(each, text(each.name, LONGEST)) for each in fields))
    return Filters(fields=tuple(_filled(f, cleaned(given.get(f.name, ""))) for f in fields))


def cleaned(value: object) -> str:
    """Return a kept value as if it had come with an address: one line, cut, or nothing."""
    one_line = value if isinstance(value, str) and value.isprintable() else ""
    return one_line[:LONGEST].strip()


def _filled(field: Field, value: str) -> Field:
    return Field(
        name=field.name,
        label=field.label,
        kind=field.kind,
        groups=field.groups,
        value=value,
        wrong=bool(value) and not _can_be_meant(field, value),
    )


def _can_be_meant(field: Field, value: str) -> bool:
    match field.kind:
        case "choice":
            return any(each.value == value for _h, options in field.groups for each in options)
        case "day":
            return day_of(value) is not None
        case "hidden":
            return whole(value) is not None
        case "text":
            return True


def day_of(value: str | None) -> date | None:
    """Read a day as browsers write it; None for anything else."""
    try:
        return date.fromisoformat(value) if value else None
    except ValueError:
        return None


def customer_of(value: str | None) -> CustomerId | None:
    """Read a customer's key."""
    return CustomerId(int(value)) if value else None


def choice(name: str, label: str, options: Iterable[Option]) -> Field:
    """Return a field in which one of some values is chosen."""
    return Field(name=name, label=label, kind="choice", groups=(("", tuple(options)),))


def coded(name: str, label: str, table: Words | Mapping[str, object]) -> Field:
    """Return a field in which one of a table's codes is chosen."""
    return choice(name, label, [Option(value=key, label=str(said)) for key, said in table.items()])


def processes(choices: Choices) -> Field:
    """Return the choice of a process."""
    found = [Option(value=each.key, label=each.name) for each in choices.processes]
    return choice("process", _("Process"), found)


def steps(choices: Choices) -> Field:
    """Return the choice of a task, under the name of its process; `process:element`."""
    groups = tuple(
        (
            process.name,
            tuple(
                Option(value=f"{step.process}:{step.element}", label=step.name)
                for step in process.steps
            ),
        )
        for process in choices.processes
        if process.steps
    )
    return Field(name="step", label=str(_("Step")), kind="choice", groups=groups)


def managers(choices: Choices) -> Field:
    """Return the choice of a customer manager."""
    found = [Option(value=each.login, label=each.name) for each in choices.managers]
    return choice("manager", _("Customer manager"), found)


def of_the_customer() -> tuple[Field, ...]:
    """Return the fields about the customer: tier, line, and one customer alone by a link."""
    return (
        coded("tier", _("Customer tier"), TIERS),
        Field(name="line", label=str(_("Line")), kind="text"),
        Field(name="customer", label=str(_("Customer no.")), kind="hidden"),
    )


def stages() -> Field:
    """Return the choice of a stage."""
    return coded("stage", _("Stage"), STAGES)


def told() -> str:
    """Return the address's own query, for going back to just this list."""
    return request.full_path.rstrip("?")

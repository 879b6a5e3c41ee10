"""What a form calls its variables and the values that can be chosen, in a language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from engine.definitions.forms.form import Form

_LABELS: Final = ("label", "dateLabel", "timeLabel")


@dataclass(frozen=True, kw_only=True, slots=True)
class FieldWords:
    """A variable by the last part of its path, its label (or nothing), the labels of options."""

    name: str
    label: str
    words: Mapping[str | Decimal, str]


def words_in(form: Form, language: str) -> tuple[FieldWords, ...]:
    """Return the words of every field of a form, those in lists and groups too."""
    return tuple(_of(form.schema_in(language).get("components") or []))


def _of(components: Iterable[Any]) -> Iterator[FieldWords]:
    for component in components:
        if not isinstance(component, Mapping):
            continue
        yield from _of(component.get("components") or [])
        key = component.get("key") or component.get("path")
        if isinstance(key, str) and key:
            label = next(filter(None, map(component.get, _LABELS)), "")
            yield FieldWords(
                name=key.rsplit(".", 1)[-1],
                label=label if isinstance(label, str) else "",
                words=dict(_options(component.get("values"))),
            )


def _options(values: object) -> Iterator[tuple[str | Decimal, str]]:
    """Give the options of a choice that have a label of their own."""
    for option in values if isinstance(values, list) else ():
        value = option.get("value") if isinstance(option, Mapping) else None
        label = option.get("label") if isinstance(option, Mapping) else None
        if isinstance(label, str) and label:
            if isinstance(value, str):
                yield value, label
            elif isinstance(value, int | float | Decimal) and not isinstance(value, bool):
                yield Decimal(str(value)), label

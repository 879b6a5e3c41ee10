"""A form's schema in the reader's language.

Translations stand in a component's extension properties: `label:zh`, `description:zh`, `text:zh`
and so on for the attribute before the colon, `value.<value>:zh` for the label of an option,
`column.<key>:zh` for that of a table's column.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

_TEXTS: Final = ("label", "description", "text", "dateLabel", "timeLabel", "alt", "title")
_INSIDE: Final = {
    "appearance": ("prefixAdorner", "suffixAdorner"),
    "validate": ("patternErrorMessage",),
}
Translate = Callable[[str], str | None]


def in_language(schema: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Return a copy of a form-js schema with its texts in a language, where it has them."""
    copy = dict(schema)
    copy["components"] = [_component(found, language) for found in schema.get("components") or []]
    return copy


def _component(component: Mapping[str, Any], language: str) -> dict[str, Any]:
    copy = dict(component)
    properties = component.get("properties")
    if isinstance(properties, Mapping):
        _translate(copy, lambda name: _text(properties, f"{name}:{language}"))
    if isinstance(component.get("components"), list):
        copy["components"] = [_component(found, language) for found in component["components"]]
    return copy


def _text(properties: Mapping[str, Any], name: str) -> str | None:
    found = properties.get(name)
    return found if isinstance(found, str) and found else None


def _translate(copy: dict[str, Any], said: Translate) -> None:
    for name in _TEXTS:
        if text := said(name):
            copy[name] = text
    if copy.get("type") == "datetime" and (label := said("label")):
        _date_labels(copy, label, said)
    for holder, names in _INSIDE.items():
        if isinstance(copy.get(holder), Mapping):
            own = {name: text for name in names if (text := said(name))}
            copy[holder] = {**copy[holder], **own}
    for holder, kind, key in (("values", "value", "value"), ("columns", "column", "key")):
        if isinstance(copy.get(holder), list):
            copy[holder] = [_option(item, kind, key, said) for item in copy[holder]]


def _date_labels(copy: dict[str, Any], label: str, said: Translate) -> None:
    """A date field's label is in Modeler's own attributes; `label:zh` means the first shown."""
    first = "timeLabel" if copy.get("subtype") == "time" else "dateLabel"
    if not said(first):
        copy[first] = label
    copy.pop("label", None)


def _option(item: Any, kind: str, key: str, said: Translate) -> Any:  # noqa: ANN401
    if not isinstance(item, Mapping):
        return item
    text = said(f"{kind}.{item.get(key)}")
    return {**item, "label": text} if text else dict(item)

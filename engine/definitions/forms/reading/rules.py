"""What a component says about acceptable values, read into `Rules`."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from engine import feel
from engine.definitions.forms.fields import TEXTS, Pattern, Rules
from engine.definitions.forms.reading.component import Component
from engine.definitions.forms.reading.patterns import BadPattern, compiled

_LIMITS: Final = {
    "number": ("validate.min", "validate.max"),
    "textfield": ("validate.minLength", "validate.maxLength"),
    "textarea": ("validate.minLength", "validate.maxLength"),
}
_MESSAGE: Final = "patternErrorMessage"


def read_rules(component: Component) -> Rules:
    """Return a component's rules, noting what cannot be used.

    `minItems` and `maxItems` are extension properties of a dynamic list: form-js has none.
    """
    kind = component.kind
    pattern = component.text("validate.pattern") if kind in TEXTS else ""
    preset = component.one_of("validate.validationType", ("email", "phone", "custom"), "custom")
    return Rules(
        required=component.flag("validate.required"),
        limits=_limits(component),
        pattern=_pattern(component, pattern),
        pattern_text=pattern,
        pattern_messages=_messages(component),
        email=kind in TEXTS and preset == "email",
        phone=kind in TEXTS and preset == "phone",
        decimal_digits=_whole(component, "decimalDigits") if kind == "number" else None,
        increment=_increment(component) if kind == "number" else None,
        not_past=kind == "datetime" and component.flag("disallowPassedDates"),
        min_items=_whole(component, "properties.minItems") or 0,
        max_items=_whole(component, "properties.maxItems"),
    )


def _messages(component: Component) -> dict[str, str]:
    written = component.text(f"validate.{_MESSAGE}")
    properties = component.get("properties")
    found = {"": written} if written else {}
    for name, text in properties.items() if isinstance(properties, dict) else ():
        attribute, colon, language = name.partition(":")
        if attribute == _MESSAGE and colon and isinstance(text, str):
            found[language] = text
    return found


def _limits(component: Component) -> dict[str, Decimal | feel.Expression]:
    found = {
        path.removeprefix("validate."): component.number_or_expression(path)
        for path in _LIMITS.get(component.kind, ())
    }
    return {name: limit for name, limit in found.items() if limit is not None}


def _whole(component: Component, path: str) -> int | None:
    value = component.number(path)
    if value is None:
        return None
    if value < 0 or value > 1000 or value != value.to_integral_value():
        component.note("field-value", property=path, value=str(value))
        return None
    return int(value)


def _increment(component: Component) -> Decimal | None:
    value = component.number("increment")
    if value is not None and value <= 0:
        component.note("field-value", property="increment", value=str(value))
        return None
    return value


def _pattern(component: Component, text: str) -> Pattern | None:
    if not text:
        return None
    try:
        return compiled(text)
    except BadPattern as error:
        component.note("field-pattern", pattern=text[:100], detail=str(error)[:200])
        return None

"""Whether a typed value satisfies its field's rules, as form-js 2.0 means them, with decimals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Context, Decimal
from typing import Final

from engine import feel
from engine.definitions.forms.fields import TEXTS, Field, Rules, Value

Evaluate = Callable[[feel.Expression], Value]
Finding = tuple[str, dict[str, str | int]]

# The HTML standard's "valid e-mail address": one or more characters, @, host labels of at most 63.
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
_EMAIL: Final = re.compile(rf"[A-Za-z0-9.!#$%&'*+/=?^_`{{|}}~-]{{1,64}}@{_LABEL}(?:\.{_LABEL})*")
# ITU-T E.164: a country code that does not begin with 0 and at most 15 digits in all.
_PHONE: Final = re.compile(r"(?:\+|00)[1-9]\d{6,14}", re.ASCII)
_EXACT = Context(prec=80)


def missing(fld: Field, value: Value) -> bool:
    """Whether a required field has no value; a required checkbox has to be ticked."""
    return fld.rules.required and (value is None or value is False or value == [])


def check(fld: Field, value: Value, evaluate: Evaluate, now: datetime | None) -> Iterator[Finding]:
    """Yield what is wrong with a value that is set: code and data of `FieldError`."""
    if fld.type in TEXTS:
        yield from _lengths(fld.rules, value, evaluate)
        yield from _forms(fld.rules, value)
    elif fld.type == "number":
        yield from _digits(fld.rules, value)
        yield from _range(fld.rules, value, evaluate)
    elif fld.rules.not_past and now is not None and _is_past(value, now):
        yield "past", {}


def check_rows(fld: Field, rows: int) -> Iterator[Finding]:
    """Yield what is wrong with the number of a list's rows."""
    if rows < fld.rules.min_items:
        yield "min-items", {"min": fld.rules.min_items}
    if fld.rules.max_items is not None and rows > fld.rules.max_items:
        yield "max-items", {"max": fld.rules.max_items}


def _lengths(rules: Rules, value: str, evaluate: Evaluate) -> Iterator[Finding]:
    least, most = _limit(rules, "minLength", evaluate), _limit(rules, "maxLength", evaluate)
    if least is not None and len(value) < least:
        yield "min-length", {"min": plain(least)}
    if most is not None and len(value) > most:
        yield "max-length", {"max": plain(most)}


def _forms(rules: Rules, value: str) -> Iterator[Finding]:
    if rules.pattern is not None and not rules.pattern.search(value):
        yield "pattern", {"pattern": rules.pattern_text}
    if rules.email and not _EMAIL.fullmatch(value):
        yield "email", {}
    if rules.phone and not _PHONE.fullmatch(value):
        yield "phone", {}


def _digits(rules: Rules, value: Decimal) -> Iterator[Finding]:
    digits, step = rules.decimal_digits, rules.increment
    if digits is not None and _decimals(value) > digits:
        yield ("decimal-digits", {"digits": digits}) if digits else ("integer", {})
    if step is not None and (offset := feel_remainder(value, step)):
        previous = value - offset
        yield "increment", {"previous": plain(previous), "next": plain(previous + step)}


def feel_remainder(value: Decimal, step: Decimal) -> Decimal:
    """Return how far a value lies above the next lower multiple of a step."""
    offset = _EXACT.remainder(value, step)
    return offset + step if offset < 0 else offset


def _range(rules: Rules, value: Decimal, evaluate: Evaluate) -> Iterator[Finding]:
    least, most = _limit(rules, "min", evaluate), _limit(rules, "max", evaluate)
    if least is not None and value < least:
        yield "min", {"min": plain(least)}
    if most is not None and value > most:
        yield "max", {"max": plain(most)}


def _limit(rules: Rules, name: str, evaluate: Evaluate) -> Decimal | None:
    """Return a limit as a number; an expression that gives something else sets no limit."""
    limit = rules.limits.get(name)
    if limit is None or isinstance(limit, Decimal):
        return limit
    found = evaluate(limit)
    is_number = isinstance(found, int | Decimal) and not isinstance(found, bool)
    return Decimal(found) if is_number else None


def _decimals(value: Decimal) -> int:
    exponent = value.normalize().as_tuple().exponent
    return max(-exponent, 0) if isinstance(exponent, int) else 0


def _is_past(value: Value, now: datetime) -> bool:
    """A date has passed when its day is over; `now` is in the station's zone. Times never pass."""
    if isinstance(value, datetime):
        value = value.astimezone(now.tzinfo).date()
    return isinstance(value, date) and value < now.date()


def plain(value: Decimal) -> str:
    """Return a number without exponent and without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

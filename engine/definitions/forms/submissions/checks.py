"""Whether a typed value satisfies its field's rules, as form-js 2.0 means them, with decimals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime
from decimal import Context, Decimal
from typing import Any, Final

from engine import feel
from engine.definitions.forms.fields import TEXTS, Field, Rules, Value

Evaluate = Callable[[feel.Expression], Value]
Finding = tuple[str, dict[str, str | int]]
Now = datetime | None
Test = Callable[[Rules, Any, Evaluate, Now], Finding | None]
"""One rule put to a value that is set: what is wrong with it, or None."""

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
    for test in tests_of(fld):
        found = test(fld.rules, value, evaluate, now)
        if found is not None:
            yield found


def tests_of(fld: Field) -> tuple[Test, ...]:
    """Return what a value of a field has to pass, in the order in which findings are told."""
    rules = fld.rules
    limits = rules.limits
    wanted: tuple[tuple[object, Test], ...]
    if fld.type in TEXTS:
        lengths = ("minLength" in limits, _min_length), ("maxLength" in limits, _max_length)
        forms = (rules.pattern, _pattern), (rules.email, _email), (rules.phone, _phone)
        wanted = *lengths, *forms
    elif fld.type == "number":
        exact = (rules.decimal_digits is not None, _digits), (rules.increment, _increment)
        wanted = *exact, ("min" in limits, _min), ("max" in limits, _max)
    else:
        wanted = ((rules.not_past, _not_past),)
    return tuple(test for asked, test in wanted if asked)


def check_rows(fld: Field, rows: int) -> Iterator[Finding]:
    """Yield what is wrong with the number of a list's rows."""
    if rows < fld.rules.min_items:
        yield "min-items", {"min": fld.rules.min_items}
    if fld.rules.max_items is not None and rows > fld.rules.max_items:
        yield "max-items", {"max": fld.rules.max_items}


def _min_length(rules: Rules, value: str, evaluate: Evaluate, _: Now) -> Finding | None:
    least = _limit(rules, "minLength", evaluate)
    if least is None or len(value) >= least:
        return None
    return "min-length", {"min": plain(least)}


def _max_length(rules: Rules, value: str, evaluate: Evaluate, _: Now) -> Finding | None:
    most = _limit(rules, "maxLength", evaluate)
    if most is None or len(value) <= most:
        return None
    return "max-length", {"max": plain(most)}


def _pattern(rules: Rules, value: str, _: Evaluate, __: Now) -> Finding | None:
    if rules.pattern is None or rules.pattern.search(value):
        return None
    return "pattern", {"pattern": rules.pattern_text}


def _email(_: Rules, value: str, __: Evaluate, ___: Now) -> Finding | None:
    return None if _EMAIL.fullmatch(value) else ("email", {})


def _phone(_: Rules, value: str, __: Evaluate, ___: Now) -> Finding | None:
    return None if _PHONE.fullmatch(value) else ("phone", {})


def _digits(rules: Rules, value: Decimal, _: Evaluate, __: Now) -> Finding | None:
    digits = rules.decimal_digits
    if digits is None:
        return None
    if _is_whole(_EXACT.scaleb(value, min(digits, _EXACT.prec)) if digits else value):
        return None
    return ("decimal-digits", {"digits": digits}) if digits else ("integer", {})


def _increment(rules: Rules, value: Decimal, _: Evaluate, __: Now) -> Finding | None:
    step = rules.increment
    if step is None or not (offset := feel_remainder(value, step)):
        return None
    previous = value - offset
    return "increment", {"previous": plain(previous), "next": plain(previous + step)}


def feel_remainder(value: Decimal, step: Decimal) -> Decimal:
    """Return how far a value lies above the next lower multiple of a step."""
    offset = _EXACT.remainder(value, step)
    return offset + step if offset < 0 else offset


def _min(rules: Rules, value: Decimal, evaluate: Evaluate, _: Now) -> Finding | None:
    least = _limit(rules, "min", evaluate)
    return None if least is None or value >= least else ("min", {"min": plain(least)})


def _max(rules: Rules, value: Decimal, evaluate: Evaluate, _: Now) -> Finding | None:
    most = _limit(rules, "max", evaluate)
    return None if most is None or value <= most else ("max", {"max": plain(most)})


def _not_past(_: Rules, value: Value, __: Evaluate, now: Now) -> Finding | None:
    return ("past", {}) if now is not None and _is_past(value, now) else None


def _limit(rules: Rules, name: str, evaluate: Evaluate) -> Decimal | None:
    """Return a limit as a number; an expression that gives something else sets no limit."""
    limit = rules.limits.get(name)
    if limit is None or isinstance(limit, Decimal):
        return limit
    found = evaluate(limit)
    is_number = isinstance(found, int | Decimal) and not isinstance(found, bool)
    return Decimal(found) if is_number else None


def _is_whole(value: Decimal) -> bool:
    return value == value.to_integral_value()


def _is_past(value: Value, now: datetime) -> bool:
    """A date has passed when its day is over; `now` is in the station's zone. Times never pass."""
    if isinstance(value, datetime):
        value = value.astimezone(now.tzinfo).date()
    return isinstance(value, date) and value < now.date()


def plain(value: Decimal) -> str:
    """Return a number without exponent and without needless zeros."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text

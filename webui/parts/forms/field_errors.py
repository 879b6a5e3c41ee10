"""What is wrong with a form's values, at which field, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from engine.api import FieldError
from webui.shared.languages import language

_SENTENCES: dict[str, object] = {
    "required": _l("This field is required."),
    "type": _l("This value is not of the kind the field holds."),
    "characters": _l("The text holds characters that cannot be stored."),
    "number": _l("Enter a number."),
    "too-precise": _l("A number may have at most %(digits)s digits."),
    "min": _l("Enter %(min)s or more."),
    "max": _l("Enter %(max)s or less."),
    "min-length": _l("Enter at least %(min)s characters."),
    "max-length": _l("Enter at most %(max)s characters."),
    "pattern": _l("The text does not have the expected form (%(pattern)s)."),
    "email": _l("This is not an e-mail address."),
    "phone": _l("Enter the telephone number with its country, such as +8657112345678."),
    "integer": _l("Enter a whole number."),
    "decimal-digits": _l("Enter at most %(digits)s decimal digits."),
    "increment": _l("The nearest values allowed are %(previous)s and %(next)s."),
    "date": _l("Enter a date."),
    "time": _l("Enter a time of day."),
    "datetime": _l("Enter a date and a time."),
    "past": _l("The date has passed."),
    "option": _l("This cannot be chosen here."),
    "repeated": _l("The same value is chosen twice."),
    "min-items": _l("At least %(min)s rows are needed."),
    "max-items": _l("At most %(max)s rows are allowed."),
    "rows": _l("Rows can be neither added nor removed here."),
    "taken": _l("Somebody else has this already."),
    "too-many": _l("There are too many values."),
    "expression": _l(
        "A rule of this field could not be computed; the designer of the form must mend it."
    ),
}


def at_fields(errors: Iterable[FieldError]) -> list[dict[str, str]]:
    """Return pairs of a field's path and its sentence, in the form's order."""
    return [{"field": error.dotted, "message": _sentence(error)} for error in errors]


def _sentence(error: FieldError) -> str:
    own = error.message_in(language())
    if own:
        return own
    words = _SENTENCES.get(error.code)
    if words is None:
        return str(_("This value is not accepted (%(code)s).", code=error.code))
    return str(words) % error.data

"""What refusals about starts, and about messages that cross cases, mean: a part of the table."""

from __future__ import annotations

from flask_babel import gettext as _

from engine.api import (
    BadValue,
    NobodyWaits,
    NoConditions,
    NotStartable,
    SeveralWait,
    TooManyWait,
    YekuoError,
)
from webui.shared.errors.answer import Answer


def _not_startable(error: NotStartable) -> str:
    return str(
        _(
            "Nobody can start “%(process)s” by hand: it begins by itself, at a message, a signal "
            "or a time.",
            process=error.process,
        )
    )


def _no_conditions(error: NoConditions) -> str:
    if error.process is None:
        return str(_("No process begins by a condition. Nothing was changed."))
    name = error.process
    return str(_("“%(process)s” does not begin by a condition. Nothing was changed.", process=name))


def _nobody_waits(error: NobodyWaits) -> str:
    return str(
        _(
            "No case waits for the message “%(message)s” as it was addressed, and no process "
            "begins by it. Nothing was changed.",
            message=error.message,
        )
    )


def _several_wait(error: SeveralWait) -> str:
    return str(
        _(
            "%(count)s places wait for the message “%(message)s”. Say more exactly which case it "
            "is for; nothing was changed.",
            count=error.count,
            message=error.message,
        )
    )


def _too_many_wait(error: TooManyWait) -> str:
    return str(
        _(
            "More than %(limit)s places wait for the message “%(message)s”. Name the case, its "
            "business key or the account number.",
            limit=error.limit,
            message=error.message,
        )
    )


def _bad_value(error: BadValue) -> str:
    if error.reason == "name":
        return str(_("“%(name)s” is no name of a variable.", name=error.name))
    if error.reason == "long":
        return str(_("What was sent is too long (%(name)s).", name=error.name))
    return str(_("The value of “%(name)s” cannot be kept.", name=error.name))


TABLE: dict[type[YekuoError], Answer] = {
    NotStartable: Answer(409, _not_startable),
    NoConditions: Answer(409, _no_conditions),
    NobodyWaits: Answer(409, _nobody_waits),
    SeveralWait: Answer(409, _several_wait),
    TooManyWait: Answer(409, _too_many_wait),
    BadValue: Answer(422, _bad_value),
}

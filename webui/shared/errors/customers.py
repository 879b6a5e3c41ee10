"""What refusals about customers mean: a part of the table of errors."""

from __future__ import annotations

from flask_babel import gettext as _

from engine.api import (
    BadCustomer,
    CustomerMoved,
    FileRefused,
    RegisterMoved,
    UnknownCustomer,
    YekuoError,
)
from webui.shared.errors.answer import Answer


def _unknown(error: UnknownCustomer) -> str:
    return str(
        _("There is no customer %(customer)s, or it is not one of yours.", customer=error.customer)
    )


def _bad(_error: BadCustomer) -> str:
    return str(_("Some fields need your attention. Everything you typed is still here."))


def _moved(_error: CustomerMoved) -> str:
    return str(
        _("Somebody else changed this customer meanwhile. Nothing was saved: look at it again.")
    )


def _refused(error: FileRefused) -> str:
    return str(
        _("Nothing was taken from the file. Wrong in it: %(count)s cells.", count=error.count)
    )


def _register_moved(_error: RegisterMoved) -> str:
    return str(
        _(
            "The file or the register has changed since it was checked. Nothing was taken: "
            "this is what it would do now."
        )
    )


TABLE: dict[type[YekuoError], Answer] = {
    UnknownCustomer: Answer(404, _unknown),
    BadCustomer: Answer(422, _bad),
    CustomerMoved: Answer(409, _moved),
    FileRefused: Answer(422, _refused),
    RegisterMoved: Answer(409, _register_moved),
}

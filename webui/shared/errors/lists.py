"""What refusals about lists mean: a part of the table of errors."""

from __future__ import annotations

from flask_babel import gettext as _

from engine.api import BadFilter, TooManyFilters, TooManyToSort, UnknownFilter, YekuoError
from webui.shared.errors.answer import Answer


def _bad_filter(error: BadFilter) -> str:
    match error.field:
        case "name" if error.found:
            return str(
                _(
                    "“%(name)s” cannot be the filter's name: it is too long, or another filter of "
                    "yours has it.",
                    name=error.found,
                )
            )
        case "name":
            return str(_("Give the filter a name."))
        case "group":
            return str(_("A filter can only be shared with a group of your own."))
        case _:
            return str(_("This list is not narrowed by anything that could be kept."))


def _unknown_filter(_error: UnknownFilter) -> str:
    return str(_("This filter is not there any more, or it is somebody else's."))


def _too_many(error: TooManyFilters) -> str:
    return str(_("You keep %(most)s filters of this list: forget one first.", most=error.most))


def _too_many_to_sort(error: TooManyToSort) -> str:
    return str(
        _(
            "Only a list of at most %(most)s tasks can be shown in this order: narrow it first.",
            most=error.most,
        )
    )


TABLE: dict[type[YekuoError], Answer] = {
    BadFilter: Answer(422, _bad_filter),
    TooManyFilters: Answer(422, _too_many),
    TooManyToSort: Answer(422, _too_many_to_sort),
    UnknownFilter: Answer(404, _unknown_filter),
}

"""What refusals of operating a case by hand mean: a part of the table of errors."""

from __future__ import annotations

from collections.abc import Callable

from flask_babel import gettext as _

from engine.api import (
    BadMapping,
    BadTaskChange,
    BadVariable,
    CannotMigrate,
    CannotMove,
    CaseChanged,
    CaseNotOver,
    CaseNotSuspended,
    CaseOver,
    CaseSuspended,
    NoReason,
    UnknownVersion,
    YekuoError,
)
from webui.shared.errors.answer import Answer
from webui.shared.moments import moment


def _no_reason(error: NoReason) -> str:
    return str(
        _("Say why, in at most %(longest)s characters: it goes on record.", longest=error.longest)
    )


def _over(error: CaseOver) -> str:
    return str(
        _(
            "Case %(number)s ended on %(at)s. Nothing was changed: what has ended can only be "
            "restarted.",
            number=error.number,
            at=moment(error.at),
        )
    )


def _suspended(error: CaseSuspended) -> str:
    return str(
        _(
            "Case %(number)s is suspended. Nothing was changed: it can be resumed first.",
            number=error.number,
        )
    )


def _changed(error: CaseChanged) -> str:
    return str(
        _(
            "Something has happened in case %(number)s since you looked. Nothing was changed: look "
            "at it again and decide.",
            number=error.number,
        )
    )


def _not_suspended(error: CaseNotSuspended) -> str:
    return str(_("Case %(number)s is not suspended: it goes on already.", number=error.number))


def _not_over(error: CaseNotOver) -> str:
    return str(
        _(
            "Case %(number)s has not ended yet. Only a case that has ended can be restarted.",
            number=error.number,
        )
    )


def _cannot_move(error: CannotMove) -> str:
    name = error.name or error.element
    return _MOVES.get(error.why, _MOVES["unknown"])(name)


_MOVES: dict[str, Callable[[str], str]] = {
    "unknown": lambda name: _("The process has no element “%(name)s”.", name=name),
    "not-running": lambda name: _(
        "“%(name)s” is in a process that does not run in this case now.", name=name
    ),
    "beside": lambda name: _(
        "“%(name)s” waits for an event beside an activity; the case cannot be put there or taken "
        "from there by hand.",
        name=name,
    ),
    "handler": lambda name: _(
        "“%(name)s” only undoes what was done; it cannot be begun by hand.", name=name
    ),
    "several": lambda name: _(
        "“%(name)s” could begin in more than one place of this case. Name the activity it belongs "
        "to.",
        name=name,
    ),
    "many": lambda name: _(
        "“%(name)s” is done once for each of many, none of which is under way. Begin the whole of "
        "them instead.",
        name=name,
    ),
    "gateway": lambda name: _(
        "“%(name)s” waits for other paths and has nothing to skip. Move the case from it instead.",
        name=name,
    ),
    "nothing": lambda name: _(
        "Without “%(name)s” nothing of the case would be left. Cancel the case instead.", name=name
    ),
    "not-earlier": lambda name: _(
        "The case has not been at the task “%(name)s” before; it can be sent back only to where it "
        "was.",
        name=name,
    ),
}


def _bad_variable(error: BadVariable) -> str:
    return _VARIABLES.get(error.why, _VARIABLES["value"])(error.name)


_VARIABLES: dict[str, Callable[[str], str]] = {
    "kept": lambda name: _("The engine itself keeps “%(name)s”; it stays as it is.", name=name),
    "name": lambda name: _("“%(name)s” cannot be the name of a variable.", name=name),
    "value": lambda name: _("“%(name)s” cannot have this value.", name=name),
    "person": lambda name: _(
        "“%(name)s” must be an active person who may manage cases.", name=name
    ),
    "fits": lambda name: _("The value of “%(name)s” is too long, or no text.", name=name),
    "local": lambda name: _(
        "Say which activity “%(name)s” should belong to, if to one alone.", name=name
    ),
    "absent": lambda name: _(
        "There is no variable “%(name)s” to remove, or nothing to change.", name=name
    ),
}


def _bad_task_change(error: BadTaskChange) -> str:
    if not error.found:
        return str(_("Nobody could do this task then. Name a person or a group."))
    return str(
        _(
            "The %(attribute)s of this task cannot be “%(found)s”.",
            attribute=error.attribute,
            found=error.found,
        )
    )


def _unknown_version(error: UnknownVersion) -> str:
    return str(
        _(
            "The process “%(process)s” has no version %(version)s.",
            process=error.process,
            version=error.version,
        )
    )


def _bad_mapping(error: BadMapping) -> str:
    if error.why == "twice":
        return str(
            _("Two elements would become “%(element)s”; name another.", element=error.element)
        )
    return str(_("That version has no element “%(element)s” to map.", element=error.element))


def _cannot_migrate(error: CannotMigrate) -> str:
    places = str(_(", ")).join(element for element, _code in error.obstacles)
    return str(
        _(
            "Case %(number)s cannot go to that version from where it is: %(places)s. Nothing was "
            "changed.",
            number=error.number,
            places=places,
        )
    )


TABLE: dict[type[YekuoError], Answer] = {
    NoReason: Answer(422, _no_reason),
    CaseOver: Answer(409, _over),
    CaseSuspended: Answer(409, _suspended),
    CaseChanged: Answer(409, _changed),
    CaseNotSuspended: Answer(409, _not_suspended),
    CaseNotOver: Answer(409, _not_over),
    CannotMove: Answer(422, _cannot_move),
    BadVariable: Answer(422, _bad_variable),
    BadTaskChange: Answer(422, _bad_task_change),
    UnknownVersion: Answer(404, _unknown_version),
    BadMapping: Answer(422, _bad_mapping),
    CannotMigrate: Answer(409, _cannot_migrate),
}

"""Words that leaves of a case share."""

from __future__ import annotations

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l

from engine.api import VariableChange

RELATIONS: Mapping[str, object] = {
    "customer": _l("same customer"),
    "restarted-as": _l("restarted from this one"),
    "restarted-from": _l("this one was restarted from it"),
    "signal": _l("a signal came from it"),
    "begun-by": _l("its signal began this one"),
}

TASK_STATES: Mapping[str, object] = {
    "open": _l("open"),
    "completed": _l("done"),
    "cancelled": _l("not needed any more"),
}


def change_sentence(change: VariableChange) -> str:
    """Return what gave a variable its value."""
    words = _CHANGES.get(change.kind, _BY_PROCESS)
    return str(words) % {"name": change.element_name or ""}


_BY_PROCESS = _l("set by the process")
_CHANGES: Mapping[str, object] = {
    "case-started": _l("with the application"),
    "task-completed": _l("filled in at “%(name)s”"),
    "variables-corrected": _l("corrected by hand"),
    "work-completed": _l("by work outside, at “%(name)s”"),
    "message-delivered": _l("with a message"),
    "element-skipped": _l("when the case was moved by hand"),
    "token-moved": _l("when the case was moved by hand"),
}

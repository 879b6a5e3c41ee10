"""What can be done to a case, in words: on the menu, on its page, when it is done."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True, slots=True)
class Deed:
    """One thing that can be done: `name` on the menu and the button, `note` what it means, `done`
    what is said afterwards; `tone` is the colour of its button.
    """

    name: object
    note: object
    done: object
    tone: str = "primary"


DEEDS: dict[str, Deed] = {
    "suspend": Deed(
        name=_l("Suspend"),
        note=_l(
            "Nothing moves until somebody resumes the case: no task can be done, timers and "
            "messages wait. Time limits go on: they are owed to the customer whatever we do."
        ),
        done=_l("The case is suspended."),
    ),
    "resume": Deed(
        name=_l("Resume"),
        note=_l("The case goes on. What became due meanwhile acts at once, one time."),
        done=_l("The case goes on."),
    ),
    "skip": Deed(
        name=_l("Skip a step"),
        note=_l(
            "The case goes on behind the step. It counts as not done: its task goes away, its time "
            "limit is not met."
        ),
        done=_l("The step was skipped."),
    ),
    "repeat": Deed(
        name=_l("Do a step again"),
        note=_l("The step begins again beside all that waits now; nothing is taken away."),
        done=_l("The step has begun again."),
    ),
    "move": Deed(
        name=_l("Move the case"),
        note=_l("Steps that wait now are taken away, and the case goes on at another place."),
        done=_l("The case was moved."),
    ),
    "variables": Deed(
        name=_l("Correct data"),
        note=_l(
            "A value of the case is set or removed by hand. The history keeps what stood there "
            "before. Forms that were filled in stay as they were."
        ),
        done=_l("The data was corrected."),
    ),
    "deliver": Deed(
        name=_l("Deliver a message"),
        note=_l("The case gets a message it waits for, as if it had come from outside."),
        done=_l("The message was delivered."),
    ),
    "cancel": Deed(
        name=_l("Cancel the case"),
        note=_l(
            "The case ends now, with all its tasks. Its open time limits count as no longer "
            "needed, not as met. It cannot be undone; a case that has ended can be restarted."
        ),
        done=_l("The case was cancelled."),
        tone="danger",
    ),
    "restart": Deed(
        name=_l("Restart the case"),
        note=_l(
            "A new case begins from this one, with its customer and the values of its application. "
            "Both name each other. The day of the application stays the first one; time limits "
            "begin anew."
        ),
        done=_l("Case %(number)s has begun."),
    ),
}
"""In the order in which they stand on the menu."""

"""What a command will surely ask first, so that PostgreSQL can be asked as its transaction begins.

Only the busiest commands: who acts, and the case and task it is about. The case is locked before
anything else of it is read, as by the handlers.
"""

from __future__ import annotations

from typing import Any

from engine.kernel.ids import TaskId
from engine.kernel.messages import Command
from engine.storage.connections.together import Send
from engine.storage.repositories.cases.cases import LOAD
from engine.storage.repositories.cases.clocks import OPEN_OF
from engine.storage.repositories.cases.tasks import GET
from engine.storage.repositories.definitions import form_of
from engine.storage.repositories.people.people import ACTOR
from engine.storage.types import fits, writable

_OF_A_TASK = "task.complete"


def questions(command: Command[Any] | None) -> list[Send]:
    """Return what a command asks before it does anything."""
    if command is None or not writable(command.actor):
        return []
    asked = [ACTOR.asked({"who": command.actor})]
    task = getattr(command, "task", None)
    if command.action != _OF_A_TASK or not isinstance(task, TaskId):
        return asked
    if fits(task.case) and fits(task.instance, 32):
        case = {"case_key": task.case}
        asked.append(LOAD.asked({"key": task.case}))
        asked.append(GET.asked({**case, "instance_key": task.instance, "who": command.actor}))
        asked.append(OPEN_OF.asked(case))
        asked.append(form_of(task))
    return asked
